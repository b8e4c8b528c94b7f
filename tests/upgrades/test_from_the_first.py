"""From the first migration of every app, with rows in every table, to the present schema."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import postgres
from tests.inside import run_inside
from tests.live import ROOT, LiveSite
from tests.rows import tables_of

pytestmark = pytest.mark.live
_ROWS = 3
_GONE = {"translog_treepeak"}
"""Replaced before the first release."""
_GROWS = {"django_migrations", "changes_change"}
"""What upgrading itself writes to: the second where triggers say that they were made."""


@pytest.fixture(params=[None, pytest.param("postgresql", marks=pytest.mark.postgres)], ids=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    """An empty one; it has no operator, and does not run."""
    with ExitStack() as stack:
        server = stack.enter_context(postgres.server()) if request.param else None
        made = LiveSite(database=server.environment() if server else None)
        stack.callback(shutil.rmtree, made.folder)
        for folder in ("vault", "keys"):
            (made.data / folder).mkdir(parents=True)
        yield made


def _stores(site: LiveSite) -> list[Path | str]:
    central = site.environment.get("FOLKMOOT_DATABASE") or site.data / "folkmoot.sqlite3"
    vault = site.environment.get("FOLKMOOT_VAULT") or site.data / "vault" / "home.sqlite3"
    return [central, vault, site.data / "keys" / "keys.sqlite3"]


def test_rows_of_the_first_schemas_are_there_in_the_present_one(site: LiveSite) -> None:
    filled = run_inside(site, (ROOT / "tests" / "upgrades" / "first_schemas.py").read_text(encoding="utf-8"))
    before = [tables_of(store) for store in _stores(site)]
    assert sum(len(tables) for tables in filled.values()) > 60
    run_inside(site, "from folkmoot.edges.cli.commands.migrate import migrate_all\nmigrate_all()\nprint('null')")
    after = [tables_of(store) for store in _stores(site)]
    changed = [
        name
        for old, new in zip(before, after, strict=True)
        for name, table in old.items()
        if name not in _GONE | _GROWS and table.rows != new[name].only(table.columns).rows
    ]
    assert changed == []
    assert {name: before[0][name].rows.total() for name in filled["default"]} == dict.fromkeys(filled["default"], _ROWS)
    nodes = after[0]["translog_treenode"].rows.total()
    assert nodes == 3  # two leaves and the node above; the first row of the log is in no tree yet
