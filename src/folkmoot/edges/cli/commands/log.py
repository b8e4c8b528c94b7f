from pathlib import Path
from typing import Annotated

import typer

from folkmoot.edges.cli import verify_log
from folkmoot.edges.cli.output import say

app = typer.Typer(help="The public log of a community.", no_args_is_help=True)


@app.callback()
def log() -> None:
    """The public log of a community."""


@app.command("verify")
def verify(
    url: Annotated[str, typer.Argument(help="The address of the community, such as https://town.example.")],
    keep: Annotated[
        Path | None, typer.Option(help="Compare with the head in this file; write the new one there.")
    ] = None,
    other: Annotated[Path | None, typer.Option("--from", help="Compare with the head that this file holds.")] = None,
) -> None:
    """Check a whole log from outside. Exit code 1 where it was tampered with, 2 where it cannot be checked."""
    try:
        code, lines = verify_log.verify(verify_log.over_http(url), url, keep=keep, other=other)
    except verify_log.Unusable as error:
        code, lines = verify_log.UNUSABLE, [f"{url} cannot be checked: {error}."]
    for line in lines:
        say(line)
    raise typer.Exit(code)
