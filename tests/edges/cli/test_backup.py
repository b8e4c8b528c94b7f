"""Backups of a running site, and the way back."""

import json
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from tests import postgres
from tests.inside import run_inside
from tests.live import LiveSite
from tests.member import Member

pytestmark = pytest.mark.live
_DATABASES = [None, pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=_DATABASES, ids=["sqlite", "postgresql"], scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[postgres.Server | None]:
    with ExitStack() as stack:
        yield stack.enter_context(postgres.server()) if request.param else None


@pytest.fixture(scope="module")
def site(server: postgres.Server | None) -> Iterator[LiveSite]:
    database, plenty = server.environment("first") if server else None, "100000"
    # Whoever writes goes on for as long as a backup takes.
    with LiveSite(database=database, posts_per_hour=plenty, api_per_person=plenty) as running:
        yield running


def _backup(site: LiveSite) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Take one, into a folder that is the test's own."""
    target = site.folder / f"backups{len(list(site.folder.glob('backups*')))}"
    taken = site.command("backup", str(target))
    assert taken.returncode == 0, taken.stdout + taken.stderr
    return next(target.glob("folkmoot-*")), taken


def _empty_site(site: LiveSite, server: postgres.Server | None, name: str) -> LiveSite:
    """Another site with the same operator key, and nothing in it."""
    return LiveSite(
        database=server.environment(name) if server else None, key_file=str(site.data.with_name("data.key"))
    )


def test_a_backup_while_people_write_comes_back_whole(site: LiveSite, server: postgres.Server | None) -> None:
    ana = Member(site.url, "ana")
    published, stop = _publish_until_stopped(ana)
    while len(published) < 5:
        stop.wait(0.05)
    before = list(published)
    folder, taken = _backup(site)
    stop.set()
    assert f"The backup is {folder}. Its keys lie beside it and are kept for 30 days" in taken.stdout
    other = _empty_site(site, server, "second")
    restored = other.command("restore", str(folder))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert restored.stdout.splitlines()[-1].endswith("is restored. `folkmoot run` starts the site.")
    other.start()
    try:
        there = ana.at(other.url)
        assert [there.call("GET", f"/api/v1/statuses/{one}")["content"] for one in before] == [
            f"<p>{published[one]}</p>" for one in before
        ]
        assert {post["content"] for post in there.posts()} <= {f"<p>{text}</p>" for text in published.values()}
        assert there.publish("after", visibility="private")["content"] == "<p>after</p>"
        assert other.command("doctor").returncode == 0
    finally:
        other.stop()
        shutil.rmtree(other.folder)


def _publish_until_stopped(author: Member) -> tuple[dict[str, str], threading.Event]:
    """In a thread: posts of every kind of store, one after the other."""
    published: dict[str, str] = {}
    stop = threading.Event()

    def loop() -> None:
        for number in count():
            if stop.is_set():
                return
            text = f"number {number}"
            visibility = ("public", "private", "direct")[number % 3]
            published[author.publish(text, visibility=visibility)["id"]] = text

    threading.Thread(target=loop, daemon=True).start()
    return published, stop


def test_who_was_erased_since_stays_erased(site: LiveSite, server: postgres.Server | None) -> None:
    erin = Member(site.url, "erin")
    secret = erin.publish("only for my followers", visibility="private")
    erin.publish("for everybody")
    folder, _ = _backup(site)
    _erase(site, erin)
    later, _ = _backup(site)
    newest = later.parent / "erasures.json"
    assert list(json.loads(newest.read_text())) == [erin.id]
    other = _empty_site(site, server, "third")
    restored = other.command("restore", str(folder), "--erasures", str(newest))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "Accounts that were erased after the backup, and are erased again: 1." in restored.stdout
    look = _LOOK.format(account=erin.id, post=secret["id"])
    seen = run_inside(other, look)
    assert seen == {"key": False, "records": 0, "erased": True, "login": False}
    shutil.rmtree(other.folder)


_LOOK = """
from folkmoot.domains.residency import api as residency
from folkmoot.domains.residency.models import VaultRecord
from folkmoot.domains.accounts import api as accounts
from folkmoot.infra import worker
worker.drain()
account = accounts.accounts_by_ids([{account}])[{account}]
print(json.dumps(dict(
    key=bool(residency.keys.of_many([{account}])),
    records=VaultRecord.objects.using("vault_home").filter(owner_id={account}).count(),
    erased=account.erased,
    login=accounts.viewer_for({account}).account_id is not None,
)))
"""


def _erase(site: LiveSite, person: Member) -> None:
    run_inside(
        site,
        f"""
import django; django.setup()
from folkmoot.domains.accounts import api as accounts
from tests.live import PASSWORD
accounts.erase_account(accounts.viewer_for({person.id}), password=PASSWORD)
print("null")
""",
    )


def test_what_cannot_be_restored_is_refused_in_one_line(site: LiveSite, server: postgres.Server | None) -> None:
    folder, _ = _backup(site)
    onto_itself = site.command("restore", str(folder))
    assert onto_itself.stderr == (
        f"folkmoot: {site.data} is not empty. A backup is restored into an empty data folder: set FOLKMOOT_DATA.\n"
    )
    other = _empty_site(site, server, "fourth")
    damaged = next(folder.glob("vault_home.*"))
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-1] + b"!")
    _refused(other, folder, f"{damaged} is damaged: it is not what the backup wrote.")
    damaged.unlink()
    _refused(other, folder, f"{damaged} is missing.")
    damaged.write_bytes(whole)
    manifest = folder / "manifest.json"
    text = manifest.read_text()
    manifest.write_text(text.replace('"posts.0001_initial"', '"posts.0001_initial", "posts.9999_later"'))
    _refused(other, folder, f"{folder} was made by a newer Folkmoot (it has posts.9999_later). Install that version.")
    manifest.write_text(text)
    stranger = LiveSite()
    stranger.make()
    shutil.rmtree(stranger.data)
    refused = stranger.command("restore", str(folder))
    line = "The operator key here is another one than that of the backup. Bring that one first."
    assert refused.stderr == f"folkmoot: {line}\n"
    shutil.rmtree(stranger.folder)
    assert other.command("restore", str(folder)).returncode == 0
    shutil.rmtree(other.folder)


def _refused(site: LiveSite, folder: Path, line: str) -> None:
    """And nothing has happened."""
    refused = site.command("restore", str(folder))
    assert (refused.returncode, refused.stderr) == (1, f"folkmoot: {line}\n")
    assert not site.data.exists()


def test_a_backup_can_be_one_file(site: LiveSite, server: postgres.Server | None) -> None:
    folder, _ = _backup(site)
    file = folder.parent / "town.tar"
    made = site.command("backup", str(file))
    assert made.returncode == 0, made.stdout + made.stderr
    assert sorted(entry.name for entry in folder.parent.glob("folkmoot-*")) == [folder.name]
    other = _empty_site(site, server, "fifth")
    restored = other.command("restore", str(file))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert list(folder.parent.glob("restore-*")) == []
    shutil.rmtree(other.folder)
    again = site.command("backup", str(file))
    line = f"{file} is there already. A backup overwrites nothing: name a new file, or a folder."
    assert again.stderr == f"folkmoot: {line}\n"
    file.write_bytes(file.read_bytes()[:700])
    other = _empty_site(site, server, "sixth")
    broken = other.command("restore", str(file))
    shutil.rmtree(other.folder)
    assert broken.returncode == 1
    assert broken.stderr.startswith(f"folkmoot: {file} is no whole backup: ")


def test_key_backups_are_kept_for_thirty_days(site: LiveSite) -> None:
    folder, _ = _backup(site)
    old = folder.parent / "keys-20250101T000000Z"
    old.mkdir()
    again = site.command("backup", str(folder.parent))
    assert "Key backups that were older than 30 days are deleted: 1." in again.stdout
    assert not old.exists()
    assert len(list(folder.parent.glob("keys-*"))) == 2


def test_no_secret_of_the_operator_is_in_a_backup(site: LiveSite) -> None:
    folder, _ = _backup(site)
    key = site.data.with_name("data.key").read_bytes().strip()
    files = [file for file in folder.parent.rglob("*") if file.is_file()]
    assert files
    assert [file.name for file in files if key in file.read_bytes()] == []
    inside = site.command("backup", str(site.data / "backups"))
    assert (inside.returncode, inside.stdout) == (1, "")


def test_a_backup_holds_the_sweeper_off(site: LiveSite) -> None:
    folder, _ = _backup(site)
    if (copied := folder / "central.sqlite3").exists():
        with sqlite3.connect(copied) as central:
            assert central.execute("SELECT name FROM holds_hold").fetchall() == [("backup",)]
