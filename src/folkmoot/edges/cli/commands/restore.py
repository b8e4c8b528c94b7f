import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkmoot.edges.cli.commands.migrate import migrate_all
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
    if contents(config) - {_SETTINGS}:
        raise Stop(f"{config.data} is not empty. A backup is restored into an empty data folder: set FOLKMOOT_DATA.")
    set_up()
    _restore(config, backup, keys, erasures)


def _restore(config: Config, backup: Path, keys: Path | None, erasures: Path | None) -> None:
    from django.db import Error

    from folkmoot.edges.cli.backup import packing, restoring
    from folkmoot.infra.backup.manifest import Unusable

    try:
        with packing.unpacked(backup) as folder:
            checked = restoring.check(folder, backup.parent, keys, erasures, say)
            make_folders(config)
            _fill(config, checked)
    except (Unusable, Error) as error:
        raise Stop(str(error).strip().splitlines()[0]) from None
    except OSError as error:
        raise Stop(f"The backup was not restored: {error.strerror} ({error.filename}).") from None
    if checked.manifest.demo and not config.demo:
        (config.data / _SETTINGS).write_text("# Marks every page, and keeps the site on this machine.\ndemo = true\n")
    migrate_all()
    again = restoring.erase_again(checked.erased.items())
    if again:
        say(f"Accounts that were erased after the backup, and are erased again: {again}.")
    say(f"The backup of {checked.manifest.made_at:%d %B %Y, %H:%M} UTC is restored. `folkmoot run` starts the site.")


def _fill(config: Config, checked: "Checked") -> None:
    from folkmoot.edges.cli.backup import restoring

    try:
        restoring.bring_back(config, checked, say)
    except BaseException:
        _empty(config)
        raise


def _empty(config: Config) -> None:
    """So that the next try finds an empty folder again."""
    for file in config.data.iterdir():
        if file.is_dir():
            shutil.rmtree(file)
        elif file.name != _SETTINGS:
            file.unlink()
