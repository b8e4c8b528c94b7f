from typing import Annotated

import typer

from folkmoot.edges.cli.output import FAILED, console, say
from folkmoot.edges.cli.settings_doc import settings, shown_value
from folkmoot.edges.cli.site import is_empty, set_up
from folkmoot.infra.config import Config, current
from folkmoot.infra.health.finding import Finding, Level
from folkmoot.infra.health.machine import check_machine

_STYLE = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "bold red"}


def doctor(
    *, show_settings: Annotated[bool, typer.Option("--settings", help="Print every setting and what it does.")] = False
) -> None:
    """Say what is wrong with this site and how to mend it. Exit code 1 where something fails."""
    config = current()
    if show_settings:
        return _print_settings(config)
    findings = list(check_machine(config))
    if not is_empty(config):
        set_up()
        from folkmoot.infra.health.running import check_running

        findings += check_running(config)
    for finding in findings:
        _print(finding)
    if any(finding.level is Level.FAIL for finding in findings):
        raise typer.Exit(FAILED)
    return None


def _print(finding: Finding) -> None:
    console().print(f"{finding.level.value:<5}", style=_STYLE[finding.level], end="")
    say(finding.what)
    if finding.mend:
        say(f"     -> {finding.mend}")


def _print_settings(config: Config) -> None:
    for setting in settings():
        console().print(setting.name, style="bold", end="")
        say(f" = {shown_value(config, setting)}")
        say(f"    {setting.doc}")
