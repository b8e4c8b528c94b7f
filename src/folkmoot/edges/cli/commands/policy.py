from pathlib import Path
from typing import Annotated

import typer

from folkmoot.edges.cli.output import Stop, say
from folkmoot.edges.cli.site import set_up

app = typer.Typer(help="The rules of the community, as a file.", no_args_is_help=True)


@app.callback()
def policy() -> None:
    """The rules of the community, as a file."""


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="A policy: YAML with conditions in CEL.")],
) -> None:
    """Say everything that is wrong with a policy, by line and clause. Exit code 1 where it cannot be used."""
    set_up()
    refuse_unusable(file)
    say(f"{file} can be used.")


def refuse_unusable(file: Path) -> None:
    """Raise Stop with a line for each problem of the policy."""
    from folkmoot.domains.integrity import api as integrity

    problems = integrity.check_policy(file)
    if problems:
        raise Stop("\n".join(["The policy cannot be used:", *map(str, problems)]))
