"""What bears the name of a backup is whole, and everything comes back from it."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from folkmoot.infra.backup import manifest
from tests import postgres
from tests.inside import run_inside
from tests.live import LiveSite
from tests.member import Member
from tests.rows import Table, tables_of

pytestmark = pytest.mark.live
_ANA = "from folkmoot.domains.accounts import api as accounts\nana = accounts.viewer_for({ana})\n"
_WITHOUT_HOLDS = {"holds_hold"}


@pytest.fixture(
    params=[None, pytest.param("postgresql", marks=pytest.mark.postgres)], ids=["sqlite", "postgresql"], scope="module"
)
def server(request: pytest.FixtureRequest) -> Iterator[postgres.Server | None]:
    with ExitStack() as stack:
        yield stack.enter_context(postgres.server()) if request.param else None


@pytest.fixture(scope="module")
def site(server: postgres.Server | None) -> Iterator[LiveSite]:
    with LiveSite(database=server.environment("first") if server else None) as running:
        yield running


@pytest.fixture(scope="module")
def ana(site: LiveSite) -> Member:
    """She has posts in both stores, and two pictures."""
    ana = Member(site.url, "ana")
    for number, visibility in enumerate(("public", "private", "direct") * 2):
        ana.publish(f"Number {number}", visibility=visibility)
    run_inside(site, _ANA.format(ana=ana.id) + _WITH_PICTURES)
    return ana


_WITH_PICTURES = """
from io import BytesIO
from PIL import Image
from folkmoot.domains.media import api as media
for colour in ("red", "blue"):
    file = BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    file.seek(0)
    media.upload(ana, file=file)
print("null")
"""


def _tables(site: LiveSite) -> dict[str, dict[str, Table]]:
    """Of all three stores."""
    central = site.environment.get("FOLKMOOT_DATABASE") or site.data / "folkmoot.sqlite3"
    vault = site.environment.get("FOLKMOOT_VAULT") or site.data / "vault" / "home.sqlite3"
    keys = site.data / "keys" / "keys.sqlite3"
    return {"central": tables_of(central), "vault": tables_of(vault), "keys": tables_of(keys)}


def _media(site: LiveSite) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (site.data / "media").glob("??/??/*")}


def test_everything_comes_back_on_an_empty_machine(site: LiveSite, server: postgres.Server | None, ana: Member) -> None:
    target = site.folder / "everything"
    site.stop()
    try:
        assert site.command("backup", str(target), "--keep", "1").returncode == 0
        before, media = _tables(site), _media(site)
    finally:
        site.start()
    other = _empty_site(site, server, "everything")
    try:
        assert _killed(other, "restore", str(next(target.glob("folkmoot-*"))), after="Media")
        half = "A backup was not restored to its end here. Run `folkmoot restore` again."
        assert other.command("migrate").stderr == f"folkmoot: {half}\n"
        restored = other.command("restore", str(next(target.glob("folkmoot-*"))))
        assert restored.returncode == 0, restored.stderr
        assert restored.stdout.startswith("The last restore was cut off; starting again.\n")
        after = _tables(other)
        assert [
            (store, table)
            for store, tables in before.items()
            for table in tables.keys() - _WITHOUT_HOLDS
            if after[store][table] != tables[table]
        ] == []
        assert {store: tables.keys() for store, tables in after.items()} == {
            store: tables.keys() for store, tables in before.items()
        }
        assert before["central"]["posts_post"].rows.total() >= 6
        assert before["central"]["translog_treehead"].rows.total() > 0
        assert len(media) >= 2
        assert _media(other) == media
        assert [file for file in other.data.rglob("*") if file.stat().st_mode & 0o077] == []
    finally:
        shutil.rmtree(other.folder)


def _empty_site(site: LiveSite, server: postgres.Server | None, name: str) -> LiveSite:
    """Another one with the same operator key, and nothing in it."""
    return LiveSite(
        database=server.environment(name) if server else None, key_file=str(site.data.with_name("data.key"))
    )


def _killed(site: LiveSite, *arguments: str, after: str) -> bool:
    """Start a command and kill -9 it when it says a line that begins with `after`; whether it said so."""
    command = [sys.executable, "-m", "folkmoot.wiring.main", *arguments]
    with subprocess.Popen(
        command, env=site.environment, cwd=site.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        found = any(line.startswith(after) for line in process.stdout)
        process.kill()
    return found


def test_all_stores_are_copied_as_of_one_moment(site: LiveSite, ana: Member, tmp_path: Path) -> None:
    """What goes between the copies of two databases is in both or in none."""
    post = ana.publish("Gone in a moment", visibility="private")
    seen = run_inside(site, _ANA.format(ana=ana.id) + _DELETED_MEANWHILE.format(post=post["id"], folder=tmp_path))
    assert seen["there"] == {"central": 1, "vault_home": 1, "files": True}
    assert seen["copied"] == seen["counted_before"]


_DELETED_MEANWHILE = """
from datetime import timedelta
from pathlib import Path
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.models import Post
from folkmoot.domains.residency.models import VaultRecord
from folkmoot.infra.backup import moment
from folkmoot.infra.holds import api as holds
from folkmoot.infra.storage import api as storage
record = Post.objects.get(id={post}).record_id
counts = lambda: dict(
    posts_post=Post.objects.count(), residency_vaultrecord=VaultRecord.objects.using("vault_home").count()
)
counted_before = counts()
sealed = VaultRecord.objects.using("vault_home").filter(id=record)
there = dict(central=int(record is not None), vault_home=sealed.count())
key = next(storage.root().glob("??/??/*")).name
with holds.held(holds.BACKUP, at_most=timedelta(minutes=1)):
    with moment.snapshots(["vault_home"]) as found:
        posts.delete(ana, post_id={post})
        assert not sealed.exists()
        storage.delete([key])
        there["files"] = storage.path(key).exists()
        copies = [snapshot.copy(Path("{folder}")) for snapshot in found.values()]
print(json.dumps(dict(
    there=there, counted_before=counted_before,
    copied=dict(posts_post=copies[0].tables["posts_post"],
                residency_vaultrecord=copies[1].tables["residency_vaultrecord"]),
)))
"""


def test_a_killed_backup_leaves_nothing_that_looks_whole(site: LiveSite, ana: Member) -> None:
    target = site.folder / "killed"
    for line in ("Keys", "Media", "Database 'default'"):
        assert _killed(site, "backup", str(target), after=line)
        for named in target.glob("folkmoot-*Z"):
            assert len(list(manifest.verify(named, manifest.read(named)))) > 2
        assert [folder for folder in target.glob("keys-*Z") if not (folder / "manifest.json").exists()] == []
    left = next(target.glob("folkmoot-*.unfinished"))
    refused = _empty_site(site, None, "")
    assert (
        refused.command("restore", str(left)).stderr
        == f"folkmoot: {left} is no backup: it has no readable manifest.json.\n"
    )
    shutil.rmtree(refused.folder)
    assert site.command("backup", str(target)).returncode == 0
    assert list(target.glob("*.unfinished")) == []
    first = max(target.glob("folkmoot-*"))
    again = site.command("backup", str(target), "--keep", "1")
    assert "Older backups are deleted: " in again.stdout
    assert [folder.name > first.name for folder in target.glob("folkmoot-*")] == [True]
    assert [file for file in target.rglob("*") if file.stat().st_mode & 0o077] == []


def test_a_full_disk_is_named_and_nothing_is_left(site: LiveSite, ana: Member) -> None:
    with _small_disk() as disk:
        taken = site.command("backup", str(disk / "backups"))
        assert taken.returncode == 1
        assert taken.stderr.startswith("folkmoot: The backup was not made")
        assert "disk is full" in taken.stderr or "No space left on device" in taken.stderr
        assert [file.name for file in (disk / "backups").iterdir() if not file.name.startswith(".")] == []
        assert ana.publish("Still here")["content"] == "<p>Still here</p>"


@contextmanager
def _small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", str(folder)]
    try:
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("this machine lets nobody make a small disk")
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)
        folder.rmdir()
