from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from folkmoot.edges.cli.site import set_up
from folkmoot.infra import operator_key
from folkmoot.infra.config import current

_ENDING = (
    "A killed import goes on where it stopped when the same command is given again, and no content is imported twice, "
    "whatever its file is called. Lines that cannot be used go into a CSV with line number, reason and the line, "
    "in the folder imports of the data folder. "
    "Exit codes: 0 all imported (or imported before), 3 all but the rejected lines, 1 it could not go on, "
    "2 the command itself is wrong."
)
app = typer.Typer(help="Bring people, their follows and their posts along.", no_args_is_help=True, epilog=_ENDING)

FileArgument: TypeAlias = Annotated[Path, typer.Argument(help="The file, plain or gzip, in UTF-8.")]
RejectsOption: TypeAlias = Annotated[
    Path | None, typer.Option(help="Where lines that cannot be used go, instead of the data folder.")
]
Column: TypeAlias = str | None


@app.command("graph", epilog=_ENDING)
def graph(
    file: FileArgument,
    *,
    undirected: Annotated[
        bool, typer.Option("--undirected/--directed", help="Both follow each other, or only the first the second.")
    ] = True,
    joined: Annotated[
        str, typer.Option(help="Since when the people are here, such as 2012-01-01; else since now.", metavar="TIME")
    ] = "",
    rejects: RejectsOption = None,
) -> None:
    """Import who follows whom from an edge list: two names a line.

    Names are separated by spaces, a tab or a comma; what follows the second
    is ignored, and so are lines that begin with # or %. Each name becomes a
    person of this site without a login, or the one that an earlier import
    made; never a member who signs in. Nobody is asked or told.
    """
    _open_site()
    from folkmoot.edges.cli.imports.graph import Options, import_file

    raise SystemExit(import_file(file, Options(undirected=undirected, joined=joined, rejects=rejects)))


@app.command("posts", epilog=_ENDING)
def posts(
    file: FileArgument,
    *,
    author: Annotated[Column, typer.Option(help="The column with the author; else author.", metavar="COLUMN")] = None,
    text: Annotated[Column, typer.Option(help="The column with the text; else text.", metavar="COLUMN")] = None,
    created_at: Annotated[
        Column,
        typer.Option(
            help="The column with the time, ISO 8601 or seconds since 1970, UTC unless it says so; else created_at.",
            metavar="COLUMN",
        ),
    ] = None,
    id_: Annotated[
        Column, typer.Option("--id", help="The column by which other lines name a post.", metavar="COLUMN")
    ] = None,
    reply_to: Annotated[
        Column, typer.Option(help="The column with the id of the post that is answered.", metavar="COLUMN")
    ] = None,
    boost_of: Annotated[
        Column, typer.Option(help="The column with the id of the post that is boosted.", metavar="COLUMN")
    ] = None,
    language: Annotated[
        Column, typer.Option(help="The column with the language: a code, or its English name.", metavar="COLUMN")
    ] = None,
    url: Annotated[
        Column, typer.Option(help="The column with the address where the post stands.", metavar="COLUMN")
    ] = None,
    time_format: Annotated[
        str, typer.Option(help="How times are written, if in another way, such as '%m/%d/%Y %H:%M'.", metavar="FORMAT")
    ] = "",
    shift_to_now: Annotated[
        bool, typer.Option("--shift-to-now", help="Move all times so that the newest post is from now.")
    ] = False,
    spread_over_people: Annotated[
        bool,
        typer.Option(
            "--spread-over-people",
            help="Give each author's posts to one of the people whom earlier imports brought.",
        ),
    ] = False,
    rejects: RejectsOption = None,
) -> None:
    """Import public posts from CSV (with a header) or JSON Lines.

    Each author becomes a person of this site without a login, since a second
    before the first post; never a member who signs in. An answer to a post
    that the file does not hold stands alone. Mentions stay text, nobody is
    told, and the policy is not asked about each post as it comes in. Feeds
    are built anew at the end.
    """
    _open_site()
    from folkmoot.edges.cli.imports.posts import Options, import_file

    columns = {
        "author": author, "text": text, "created_at": created_at, "id": id_, "reply_to": reply_to,
        "boost_of": boost_of, "language": language, "url": url,
    }  # fmt: skip
    options = Options(
        columns, time_format=time_format, shift_to_now=shift_to_now, spread=spread_over_people, rejects=rejects
    )
    raise SystemExit(import_file(file, options))


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="The name of an imported person, without the @.")],
    *,
    limit: Annotated[int, typer.Option(help="How many posts.", min=1, max=100)] = 5,
) -> None:
    """Show what an imported person would read in Ranked, with all reasons. Members' feeds are for members only."""
    _open_site()
    from folkmoot.edges.cli.imports.showing import show_ranked

    show_ranked(name, limit)


def _open_site() -> None:
    operator_key.read(current().operator_key_file)
    set_up()
