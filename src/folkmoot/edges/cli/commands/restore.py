import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkmoot.edges.cli.commands.migrate import RESTORING, bring_up_to_date
from folkmoot.edges.cli.output import Stop, say
from folkmoot.edges.cli.site import contents, make_folders, set_up
from folkmoot.infra import operator_key
from folkmoot.infra.config import Config, current

if TYPE_CHECKING:
    from folkmoot.edges.cli.backup.restoring import Checked

_SETTINGS = "folkmoot.toml"


def restore(
    backup: Annotated[Path, typer.Argument(help="One backup: a folder folkmoot-…, or a file that ends with .tar.")],
    *,
    keys: Annotated[Path | None, typer.Option(help="A key backup. Else: the newest one beside the backup.")] = None,
    erasures: Annotated[
        Path | None, typer.Option(help="The newest list of erasures (erasures.json), if it lies elsewhere.")
    ] = None,
) -> None:
    """Bring a backup back onto an empty data folder. The operator key must be in its place already.

    Sums and numbers of rows are checked. Who was erased since the backup was taken is erased again.
    """
    config = current()
    operator_key.read(config.operator_key_file)
    cut_off = (config.data / RESTORING).exists()
    if not cut_off and contents(config) - {_SETTINGS}:
        raise Stop(f"{config.data} is not empty. A backup is restored into an empty data folder: set FOLKMOOT_DATA.")
    set_up()
    if cut_off:
        _start_again(config)
    _restore(config, backup, keys, erasures)


def _restore(config: Config, backup: Path, keys: Path | None, erasures: Path | None) -> None:
    from django.db import Error

    from folkmoot.edges.cli.backup import packing, restoring
    from folkmoot.infra.backup.manifest import Unusable

    try:
        with packing.unpacked(backup) as folder:
            checked = restoring.check(folder, backup.parent, keys, erasures, say)
            _fill(config, checked)
    except (Unusable, Error) as error:
        raise Stop(str(error).strip().splitlines()[0]) from None
    except OSError as error:
        raise Stop(f"The backup was not restored: {error.strerror} ({error.filename}).") from None
    if checked.manifest.demo and not config.demo:
        (config.data / _SETTINGS).write_text("# Marks every page, and keeps the site on this machine.\ndemo = true\n")
    bring_up_to_date(config)
    again = restoring.erase_again(checked.erased.items())
    if again:
        say(f"Accounts that were erased after the backup, and are erased again: {again}.")
    (config.data / RESTORING).unlink()
    say(f"The backup of {checked.manifest.made_at:%d %B %Y, %H:%M} UTC is restored. `folkmoot run` starts the site.")


def _fill(config: Config, checked: "Checked") -> None:
    from folkmoot.edges.cli.backup import restoring

    make_folders(config)
    (config.data / RESTORING).write_text(_databases(config))
    try:
        restoring.bring_back(config, checked, say)
    except BaseException:
        _empty(config)
        raise


def _start_again(config: Config) -> None:
    """Empty what a restore that was cut off has filled, and nothing else: its databases were empty before it."""
    if (config.data / RESTORING).read_text() != _databases(config):
        raise Stop(
            f"A restore was cut off in {config.data}, with other databases than those that are set now. "
            "Set those, or empty that folder."
        )
    say("The last restore was cut off; starting again.")
    _empty(config)


def _databases(config: Config) -> str:
    """Which ones they are, without their passwords."""
    return sha256(f"{config.database} {config.vault}".encode()).hexdigest()


def _empty(config: Config) -> None:
    """So that the next try finds nothing again."""
    from folkmoot.infra.backup import databases
    from folkmoot.infra.schema import aliases

    for alias in aliases():
        databases.empty(alias)
    for file in config.data.iterdir():
        if file.is_dir():
            shutil.rmtree(file)
        elif file.name not in {_SETTINGS, RESTORING}:
            file.unlink()
    (config.data / RESTORING).unlink()
