"""Runs in the environment of a site that stands still: publishes and notes what lasts, or looks what a power cut left.

`python -m tests.resilience.power work FOLDER` leaves the central database there as it was before ("before"), and its
write-ahead log, with nothing written back ("wal"); it prints `Worked`. `… look FOLDER LENGTH…` prints what is found
after a cut that left so many bytes of the log, one line of JSON for each.
"""

import functools
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

READERS = 20
POSTS = 4
_BEFORE, _WAL = "before", "wal"
_FULL = "PRAGMA synchronous=FULL"
_NORMAL = "PRAGMA synchronous=NORMAL"


@dataclass
class Worked:
    """`posts`: by id, the length of the log when its author was told that it is published. `commits`: the length after
    each, and whether it waited for the disk; only then is it and all before it sure to be there after a cut.
    """

    posts: dict[str, int] = field(default_factory=dict)
    commits: list[tuple[int, bool]] = field(default_factory=list)


class _Log:
    """What SQLite was told, as it says itself (sqlite3_trace_v2), and how the log grew by it."""

    def __init__(self, connection: Any, file: Path) -> None:
        self._file = file
        self._lasting, self._committing = True, False
        self.commits: list[tuple[int, bool]] = []
        connection.set_trace_callback(self._hear)

    @property
    def length(self) -> int:
        return self._file.stat().st_size

    def _hear(self, statement: str) -> None:
        self.note()
        if statement in {_FULL, _NORMAL}:
            self._lasting = statement == _FULL
        self._committing = statement == "COMMIT"

    def note(self) -> None:
        """A commit is heard of before it is done; so it is noted with what comes next."""
        if self._committing:
            self.commits.append((self.length, self._lasting))
            self._committing = False


def _work(folder: Path) -> None:
    from django.db import connection

    from folkmoot.domains.feed import api as feed
    from folkmoot.domains.feed import spreading
    from folkmoot.domains.graph import api as graph
    from folkmoot.domains.posts import api as posts
    from folkmoot.infra import worker
    from folkmoot.kernel.pages import PageRequest
    from tests import cast

    _quick_passwords()
    ana, crowd = cast.ana(), cast.crowd(READERS)
    for one in crowd:
        graph.follow(one.viewer, target_id=ana.id)
        feed.latest(one.viewer, PageRequest(limit=1))
    worker.drain()
    spreading._AT_ONCE = 3  # many small steps, so that a cut falls between them
    file = Path(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA wal_autocheckpoint=0")
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,), "FULL"
    shutil.copy(file, folder / _BEFORE)
    log, worked = _Log(connection.connection, file.with_name(file.name + "-wal")), Worked()
    for number in range(POSTS):
        post = posts.publish(ana.viewer, draft=posts.PostDraft(text=f"Post {number} for @neighbour0"))
        log.note()
        worked.posts[str(post.id)] = log.length
        worker.drain() if number % 2 else worker.step("dies")
    log.note()
    worked.commits = log.commits
    shutil.copy(file.with_name(file.name + "-wal"), folder / _WAL)
    sys.stdout.write(json.dumps(asdict(worked)) + "\n")


def _quick_passwords() -> None:
    from folkmoot.domains.accounts import secrets

    secrets.hashed_password = functools.cache(secrets.hashed_password)


def _look(folder: Path, lengths: Sequence[str]) -> None:
    """Each in a process of its own, as after a start."""
    for length in lengths:
        child = os.fork()
        if child == 0:
            found = _after_a_cut(folder, int(length))
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, f"after a cut at {length}"


def _after_a_cut(folder: Path, length: int) -> dict[str, Any]:
    """What is there once the worker has done what it finds."""
    from folkmoot.domains.feed.models import HomeEntry
    from folkmoot.domains.notifications.models import Notification
    from folkmoot.domains.posts import api as posts
    from folkmoot.infra import worker
    from folkmoot.infra.jobs import api as jobs
    from folkmoot.infra.outbox import api as outbox
    from folkmoot.kernel import clock
    from tests import cast

    _cut(folder, length)
    with clock.frozen(clock.now() + timedelta(minutes=2)):  # the leases of who had no power have run out
        worker.drain()
    ana = cast.ana().id
    readers = HomeEntry.objects.filter(author_id=ana).exclude(account_id=ana)
    told = Notification.objects.filter(actor_id=ana, kind="mention").values_list("subject_id", flat=True)
    return {
        "length": length,
        "posts": sorted(str(post.id) for _, post in posts.written_by(cast.ana().viewer, after=0, limit=100)),
        "homes": Counter(str(one) for one in readers.values_list("post_id", flat=True)),
        "told": Counter(str(one) for one in told),
        "left": [jobs.waiting(), len(jobs.parked()), outbox.waiting(), posts.unspread_count()],
    }


def _cut(folder: Path, length: int) -> None:
    """The log ends there: half a frame, or one whose checksum is wrong, is no part of it (sqlite.org/walformat)."""
    from django.db import connection

    file = Path(str(connection.settings_dict["NAME"]))
    file.with_name(file.name + "-shm").unlink(missing_ok=True)
    shutil.copy(folder / _BEFORE, file)
    whole = (folder / _WAL).read_bytes()
    file.with_name(file.name + "-wal").write_bytes(whole[:length] + b"\0" * (len(whole) - length))


if __name__ == "__main__":
    django.setup()
    _, deed, place, *more = sys.argv
    _work(Path(place)) if deed == "work" else _look(Path(place), more)
