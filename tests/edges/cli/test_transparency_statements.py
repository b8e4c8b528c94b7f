"""`folkmoot transparency statements`: decisions as statements for the EU's database, on the command line."""

import csv
import io
import json
from unittest import mock

from typer.testing import CliRunner, Result

from folkmoot.domains.transparency import api as transparency
from folkmoot.domains.transparency.api import Problem
from folkmoot.edges.cli.app import app
from folkmoot.edges.cli.output import Stop
from folkmoot.kernel.clock import FrozenClock
from tests.domains.transparency.people import found, publish


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["transparency", "statements", *arguments])


def test_statements_are_printed_as_csv_and_as_json(clock: FrozenClock) -> None:
    made = [found(publish(), "bait", "reduce"), found(publish(), "threats", "remove")]
    result = run("--since", "2026-03-01", "--until", "2026-03-02")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["platform_uid"] for row in rows] == [f"localhost-8000-{one.id}" for one in made]
    as_json = run("--since", "2026-03-01", "--until", "2026-03-02", "--format", "json")
    (body,) = as_json.stdout.splitlines()
    assert [one["category"] for one in json.loads(body)["statements"]] == [
        "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
        "STATEMENT_CATEGORY_VIOLENCE",
    ]
    empty = run("--since", "2026-03-02", "--until", "2026-03-03")
    assert (empty.exit_code, len(empty.stdout.splitlines())) == (0, 1)


def test_what_the_database_would_refuse_is_told_and_left_out(clock: FrozenClock) -> None:
    made = found(publish(), "bait", "reduce")
    (checked,) = transparency.statements_between(clock.read(), clock.read().replace(day=2))
    bad = transparency.Checked(made.id, checked.statement, (Problem("puid", "is bad"),))
    with mock.patch.object(transparency, "statements_between", return_value=(bad,)):
        result = run("--since", "2026-03-01", "--until", "2026-03-02")
    assert isinstance(result.exception, Stop)
    assert str(result.exception) == f"The database would refuse these:\nlocalhost-8000-{made.id}: puid is bad"
    assert len(result.stdout.splitlines()) == 1, "only the header"
