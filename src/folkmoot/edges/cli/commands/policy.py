import json
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from folkmoot.edges.cli.commands import backtesting
from folkmoot.edges.cli.output import MISCONFIGURED, Stop, say
from folkmoot.edges.cli.site import set_up
from folkmoot.infra.config import current
from folkmoot.kernel import clock

if TYPE_CHECKING:  # only then: `folkmoot --help` loads no Django
    from folkmoot.domains.integrity.api import Policy, PolicyDiff

_SPAN = re.compile(r"(?P<number>[1-9]\d{0,4})(?P<unit>[dh])")

app = typer.Typer(help="The rules of the community: check, publish, compare, try.", no_args_is_help=True)

FileArgument: TypeAlias = Annotated[Path, typer.Argument(help="A policy: YAML with conditions in CEL.")]


@app.callback()
def policy() -> None:
    """The rules of the community: check, publish, compare, try."""


@app.command("check")
def check(file: FileArgument) -> None:
    """Say everything that is wrong with a policy, by line and clause. Exit code 1 where it cannot be used."""
    set_up()
    refuse_unusable(file)
    say(f"{file} can be used.")


@app.command("publish")
def publish(
    file: FileArgument,
    *,
    shadow: Annotated[bool, typer.Option(help="Only try it: what it would do is recorded, never done.")] = False,
) -> None:
    """Publish a policy: it acts at once, everywhere, and is an entry in the public log. A version never changes."""
    set_up()
    refuse_unusable(file)
    from folkmoot.domains.integrity import api as integrity

    view = integrity.publish_policy(None, text=file.read_text(encoding="utf-8"), shadow=shadow, name=str(file))
    if shadow:
        say(f"Version {view.version} is tried in shadow: /console/policy shows what it would do. Nothing acts on it.")
    else:
        say(f"Version {view.version} is in force. What changed: /rules/versions/{view.version}")


@app.command("end-shadow")
def end_shadow() -> None:
    """Try no version in shadow any longer."""
    set_up()
    from folkmoot.domains.integrity import api as integrity

    integrity.end_shadow(None)
    say("No version is tried in shadow.")


@app.command("list")
def list_versions() -> None:
    """Every version that was published or tried, newest first."""
    set_up()
    from folkmoot.domains.integrity import api as integrity

    found = integrity.versions()
    if not found:
        say("No version was published yet. `folkmoot migrate` publishes the configured one.")
    for view in found:
        since = f"{view.published_at:%Y-%m-%d %H:%M}" if view.published_at else "never in force"
        say(f"{view.version:<12} {view.state:<10} {since:<17} sha256 {view.digest}")


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="A version, or a file.")],
    new: Annotated[str, typer.Argument(help="A version, or a file.")],
) -> None:
    """Say what changed from one policy to another, clause by clause."""
    set_up()
    from folkmoot.domains.integrity import api as integrity

    for line in _diff_lines(integrity.compare(_named(old), _named(new))):
        say(line)


def _diff_lines(diff: "PolicyDiff") -> list[str]:
    lines = [f"+ {clause.id}: {clause.title}" for clause in diff.added]
    lines += [f"- {clause.id}: {clause.title}" for clause in diff.removed]
    for change in diff.changed:
        lines.append(f"~ {change.clause_id}: {change.title}")
        for field in change.fields:
            lines += [
                f"    {field.name}",
                f"      - {field.before or '(nothing)'}",
                f"      + {field.after or '(nothing)'}",
            ]
    for field in diff.lists:
        lines.append(f"~ list of {field.name}")
        lines += [f"      {sign} {words}" for sign, words in (("-", field.before), ("+", field.after)) if words]
    return lines or [f"Nothing changed from {diff.old} to {diff.new}."]


@app.command("backtest")
def backtest(
    file: FileArgument,
    *,
    since: Annotated[str, typer.Option(help="How far back: 30d for days, 12h for hours.")] = "30d",
    limit: Annotated[int | None, typer.Option(min=1, help="Look at so many posts at most, the newest first.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what a policy would have done with recent posts, against what people decided. Changes nothing."""
    span = _SPAN.fullmatch(since)
    if span is None:
        raise Stop(f"--since is {since!r}. Write days or hours, such as 30d or 12h.", MISCONFIGURED)
    set_up()
    refuse_unusable(file)
    from folkmoot.domains.integrity import api as integrity

    back = timedelta(days=int(span["number"])) if span["unit"] == "d" else timedelta(hours=int(span["number"]))
    report = integrity.backtest(None, policy=integrity.load_policy(file), since=clock.now() - back, limit=limit)
    if as_json:
        say(json.dumps(backtesting.as_data(report), ensure_ascii=False, indent=2))
    else:
        for line in backtesting.lines(report):
            say(line)


def publish_configured() -> None:
    """Publish the policy of the settings where its version is new. Raises Stop where it cannot be used.

    A version that is stored with the same words stays as it is, also where a newer one is in force.
    """
    file = current().policy
    refuse_unusable(file)
    from folkmoot.domains.integrity import api as integrity
    from folkmoot.kernel.errors import Conflict

    try:
        view = integrity.adopt_policy(file.read_text(encoding="utf-8"), str(file))
    except Conflict as error:
        raise Stop(f"{file}: {error.safe}") from None
    if view is not None:
        say(f"Published version {view.version} of the policy.")


def refuse_unusable(file: Path) -> None:
    """Raise Stop with a line for each problem of the policy."""
    from folkmoot.domains.integrity import api as integrity

    problems = integrity.check_policy(file)
    if problems:
        raise Stop("\n".join(["The policy cannot be used:", *map(str, problems)]))


def _named(name: str) -> "Policy":
    """The policy in a file of this name, or else the version of this name."""
    from folkmoot.domains.integrity import api as integrity

    if Path(name).is_file():
        refuse_unusable(Path(name))
        return integrity.load_policy(Path(name))
    return integrity.policy_version(name)[1]
