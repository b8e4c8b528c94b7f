"""What an operator does about signals: train and choose the text classifier, read fact-checks from files."""

from pathlib import Path
from typing import Annotated

import typer

from folkmoot.edges.cli.commands import hashes
from folkmoot.edges.cli.site import set_up

app = typer.Typer(help="Signals for moderators: the text classifier, hash banks, fact-checks.", no_args_is_help=True)
model = typer.Typer(help="Which text classifier this site uses.", no_args_is_help=True)
claims = typer.Typer(help="Published fact-checks (ClaimReview).", no_args_is_help=True)
app.add_typer(model, name="model")
app.add_typer(claims, name="claims")
app.add_typer(hashes.app, name="hashes")


@app.command("train")
def train(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]…", help="Labelled texts: CSV or JSON Lines, plain or gzip.")
    ] = None,
    *,
    text: Annotated[str, typer.Option(help="The column with the text.", metavar="COLUMN")] = "text",
    label: Annotated[str, typer.Option(help="The column with the label.", metavar="COLUMN")] = "label",
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="What a label means: offensive=offence, or =none. Again for each.", metavar="A=B"),
    ] = None,
    from_decisions: Annotated[
        bool, typer.Option("--from-decisions", help="Also learn from what moderators decided here about public posts.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Where the model goes.")] = Path("model.npz"),
    seed: Annotated[int, typer.Option(help="Which texts are held out; the same seed, the same texts.")] = 1,
) -> None:
    """Train a text classifier, and measure it on texts that were held out.

    It learns English texts only. Nothing uses the model before
    `folkmoot integrity model use FILE`, and even then it only proposes.
    """
    set_up()
    from folkmoot.edges.cli.training import Order, run

    run(Order(tuple(files or ()), text, label, tuple(mapping or ()), from_decisions, out, seed))


@model.command("show")
def show() -> None:
    """Say which model is in use, its classes, thresholds and how it was made."""
    set_up()
    from folkmoot.edges.cli.training import show_model

    show_model()


@model.command("use")
def use(
    file: Annotated[Path, typer.Argument(help="A model that `folkmoot integrity train` wrote, or: shipped.")],
) -> None:
    """Score with another model from now on. The word shipped goes back to the one that came with Folkmoot."""
    set_up()
    from folkmoot.edges.cli.training import use_model

    use_model(file)


@model.command("off")
def off() -> None:
    """Turn the text classifier off."""
    set_up()
    from folkmoot.edges.cli.training import turn_off

    turn_off()


@claims.command("import")
def import_claims(
    file: Annotated[Path, typer.Argument(help="JSON with ClaimReview entries, plain or gzip.")],
    *,
    name: Annotated[str, typer.Option(help="How the console names where they come from; else the file's name.")] = "",
    language: Annotated[str, typer.Option(help="The language of entries that name none.", metavar="CODE")] = "en",
) -> None:
    """Read published fact-checks from a file. Posts that repeat what was found false go before a moderator."""
    set_up()
    from folkmoot.edges.cli.claims import import_file

    import_file(file, name or file.name, language)
