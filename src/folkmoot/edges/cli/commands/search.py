"""What an operator does about search."""

from typing import Annotated

import typer

from folkmoot.edges.cli.output import say
from folkmoot.edges.cli.site import set_up

app = typer.Typer(help="The index of search.", no_args_is_help=True)


@app.callback()
def search() -> None:
    """The index of search."""


@app.command("rebuild")
def rebuild(
    *,
    go_on: Annotated[bool, typer.Option("--continue", help="Go on where a rebuild was stopped.")] = False,
) -> None:
    """Build the index of people, tags and public posts anew.

    The site may run meanwhile, and what is in the index is found. A rebuild that was stopped is finished by
    the worker, or by --continue.
    """
    set_up()
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.domains.posts import api as posts
    from folkmoot.domains.search import api
    from folkmoot.edges.cli.imports.progress import step

    if not go_on:
        api.begin_anew()
    whole = accounts.count_local() + posts.count_posts()
    done = 0
    with step("Building the index", whole) as told:
        while batch := api.build_on():
            done += batch
            told(min(done, whole))
    say("The index is built.")
