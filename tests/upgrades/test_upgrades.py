"""Every released schema with data in it becomes the present one; nothing is lost, and the site works."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import postgres
from tests.inside import run_inside
from tests.live import LiveSite
from tests.member import Member
from tests.rows import Table, tables_of
from tests.upgrades.freezing import KEY, releases, thawed

pytestmark = pytest.mark.live
_KINDS = [
    pytest.param((release, engine), marks=[pytest.mark.postgres] if engine == "postgresql" else [])
    for release in releases()
    for engine in ("sqlite", "postgresql")
]
_TRANSIENT = {"django_migrations", "holds_hold"}
_MIGRATING = re.compile(r"Migrating the database '\w+'")


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A frozen release that the present version brought back and migrated; `before` are its rows, by database."""

    site: LiveSite
    before: dict[str, dict[str, Table]]
    after: dict[str, dict[str, Table]]


@pytest.fixture(scope="module", params=_KINDS, ids="-".join)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    release, engine = request.param
    with ExitStack() as stack:
        folder = stack.enter_context(thawed(release, engine, tmp_path_factory.mktemp("frozen")))
        server = stack.enter_context(postgres.server()) if engine == "postgresql" else None
        key_file = str(folder.with_name(KEY))
        site = LiveSite(database=server.environment() if server else None, key_file=key_file)
        stack.callback(shutil.rmtree, site.folder)
        before = {name: tables_of(_frozen(folder, name, server)) for name in ("central", "vault_home")}
        restored = site.command("restore", str(folder))
        assert restored.returncode == 0, restored.stdout + restored.stderr
        after = {name: tables_of(_present(site, name)) for name in before}
        yield Upgraded(site, before, after)


def _frozen(folder: Path, name: str, server: postgres.Server | None) -> Path | str:
    """A copy as it was frozen; PostgreSQL's in a database where nothing migrates it."""
    if server is None:
        return folder / f"{name}.sqlite3"
    url = server.create_database(f"frozen_{name}")
    command = ["pg_restore", "--no-owner", "--dbname", url, str(folder / f"{name}.dump")]
    subprocess.run(command, check=True, capture_output=True)
    return url


def _present(site: LiveSite, name: str) -> Path | str:
    setting, file = ("FOLKMOOT_DATABASE", "folkmoot") if name == "central" else ("FOLKMOOT_VAULT", "vault/home")
    return site.environment.get(setting) or site.data / f"{file}.sqlite3"


@pytest.mark.parametrize("name", ["central", "vault_home"])
def test_all_rows_are_there_with_all_that_was_in_them(upgraded: Upgraded, name: str) -> None:
    before, after = upgraded.before[name], upgraded.after[name]
    assert sum(table.rows.total() for table in before.values()) > {"central": 3000, "vault_home": 20}[name]
    changed = [
        table
        for table in before.keys() - _TRANSIENT
        if before[table].rows - after[table].only(before[table].columns).rows
    ]
    assert changed == []


def test_the_site_works(upgraded: Upgraded) -> None:
    site = upgraded.site
    assert site.command("migrate").stdout == "The databases are up to date.\n"
    posts = {str(row[0]) for row in upgraded.before["central"]["posts_post"].only(("id",)).rows}
    site.start()
    try:
        zoe = Member(site.url, "zoe")
        timeline = zoe.call("GET", "/api/v1/timelines/public?limit=40")
        assert len(timeline) > 10
        assert {post["id"] for post in timeline} <= posts
        published = zoe.publish("After the upgrade")
        old_ones = run_inside(site, _AS_THE_OLD_ONES.format(post=published["id"], author=zoe.id))
        assert old_ones == {"home": 20, "address": "ana@demo.example", "treatment": "remove"}
        site.wait_until(lambda: site.command("log", "verify", site.url).returncode == 0)
    finally:
        site.stop()


_AS_THE_OLD_ONES = """
from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.cli.demo.logins import LOGINS, PASSWORD
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
ana, mo, olga = [
    accounts.viewer_for(accounts.sign_in(identifier=login.email, password=PASSWORD, address="127.0.0.1"))
    for login in LOGINS
]
decided = integrity.decide_on(
    mo, ref=post_ref({post}), responsible={author}, clause_id="fraud", treatment="remove", note="A test."
)
print(json.dumps(dict(
    home=len(feed.latest(ana, PageRequest()).items), address=accounts.own_login(ana).email, treatment=decided.treatment
)))
"""
