import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from folkmoot.edges.cli.output import Stop
from folkmoot.edges.cli.site import set_up

app = typer.Typer(help="What the community reports about itself.", no_args_is_help=True)


class FileFormat(StrEnum):
    CSV = "csv"
    JSON = "json"


@app.callback()
def transparency() -> None:
    """What the community reports about itself."""


@app.command("statements")
def statements(
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day (UTC).")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day after the last one.")],
    file_format: Annotated[FileFormat, typer.Option("--format", help="CSV, or JSON: a call a line.")] = FileFormat.CSV,
) -> None:
    """Print the decisions of a time as statements for the EU's transparency database.

    Statements that the database would refuse are left out, told on stderr, and make the exit code 1.
    """
    set_up()
    from folkmoot.domains.community import api as community
    from folkmoot.domains.transparency import api

    found = api.statements_between(since.replace(tzinfo=UTC), until.replace(tzinfo=UTC))
    good = [one for one in found if not one.problems]
    if file_format is FileFormat.CSV:
        sys.stdout.write(api.statements_as_csv(good, community.settings().name))
    else:
        for body in api.statement_batches([one.statement for one in good]):
            sys.stdout.write(f"{body.decode()}\n")
    refused = [f"{one.statement.puid}: {each.field} {each.text}" for one in found for each in one.problems]
    if refused:
        raise Stop("\n".join(["The database would refuse these:", *refused]))
