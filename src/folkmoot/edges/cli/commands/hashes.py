from pathlib import Path
from typing import Annotated

import typer

from folkmoot.edges.cli.output import Stop, say
from folkmoot.edges.cli.site import set_up
from folkmoot.kernel.viewer import Viewer

app = typer.Typer(help="Banks of hashes of known material.", no_args_is_help=True)
Bank = Annotated[str, typer.Option(help="The bank: lower case letters, digits and hyphens.", metavar="NAME")]
_MOST_SHOWN = 20
_LARGEST = 512 * 1024 * 1024


@app.command("import")
def import_hashes(
    file: Annotated[Path, typer.Argument(help="CSV, JSON or lines as ThreatExchange and HMA write them.")],
    *,
    bank: Bank,
) -> None:
    """Add the hashes of a file to a bank, all or none. Doing it again adds nothing."""
    text = _read(file)
    set_up()
    from folkmoot.domains.integrity import api as integrity
    from folkmoot.kernel.errors import Invalid

    try:
        done = integrity.import_hashes(_operator(), bank=bank, text=text)
    except integrity.BadFile as error:
        raise Stop("\n".join([f"{file} was not imported:", *_shown([str(one) for one in error.problems])])) from None
    except Invalid as error:
        raise Stop(error.safe) from None
    say(f"{bank}: {done.added:,} hashes added, {done.present:,} were there already.")


@app.command("export")
def export_hashes(
    file: Annotated[Path, typer.Argument(help="The file to write: .csv or .json.")],
    *,
    bank: Bank,
) -> None:
    """Write a bank to a file, as CSV or, where its name ends in .json, as JSON."""
    set_up()
    from folkmoot.domains.integrity import api as integrity
    from folkmoot.kernel.errors import NotFound

    try:
        text = integrity.export_hashes(_operator(), bank=bank, as_json=file.suffix == ".json")
        file.write_text(text, encoding="utf-8")
    except NotFound:
        raise Stop(f"There is no bank {bank}. See: folkmoot integrity hashes list") from None
    except OSError as error:
        raise Stop(f"{file} cannot be written: {error.strerror}.") from None
    say(f"{bank} is written to {file}.")


@app.command("add-text")
def add_text(
    file: Annotated[Path, typer.Argument(help="A text of known material, in UTF-8. Only hashes of it are kept.")],
    *,
    bank: Bank,
    note: Annotated[str, typer.Option(help="A word about it, for operators.")] = "",
) -> None:
    """Have a text match from now on, word for word and where a few words differ."""
    text = _read(file)
    set_up()
    from folkmoot.domains.integrity import api as integrity
    from folkmoot.kernel.errors import Invalid

    operator = _operator()
    try:
        integrity.ensure_bank(operator, name=bank)
        done = integrity.add_text(operator, bank=bank, text=text, note=note)
    except Invalid as error:
        raise Stop(error.safe) from None
    say(f"{bank}: {done.added:,} hashes added, {done.present:,} were there already.")


@app.command("list")
def list_banks() -> None:
    """Say which banks there are and how much they hold."""
    set_up()
    from folkmoot.domains.integrity import api as integrity

    banks = integrity.hash_banks(_operator())
    for bank in banks:
        counts = ", ".join(f"{count:,} {kind}" for kind, count in bank.counts) or "empty"
        say(f"{bank.name}: {counts}{'' if bank.enabled else ' (not in use)'}")
    if not banks:
        say("There are no banks yet. Import one: folkmoot integrity hashes import FILE --bank NAME")


def _operator() -> Viewer:
    """Who owns this machine acts as the first operator of the site."""
    from folkmoot.domains.accounts import api as accounts

    found = accounts.first_operator()
    if found is None:
        raise Stop("The site has no operator yet. Make one: folkmoot create-account --role operator")
    return found


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise Stop(f"{file} has more than {_LARGEST // 1024**2} MB. Split it.")
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Stop(f"{file} is not text in UTF-8.") from None
    except OSError as error:
        raise Stop(f"{file} cannot be read: {error.strerror}.") from None


def _shown(lines: list[str]) -> list[str]:
    return [*lines[:_MOST_SHOWN], *([f"… and {len(lines) - _MOST_SHOWN} more"] if len(lines) > _MOST_SHOWN else [])]
