"""kill -9 of web and worker, again and again, while people publish: no acknowledged post is lost or doubled."""

import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from typing_extensions import override

from tests import postgres
from tests.live import LiveSite, processes_below
from tests.member import Member, Unanswered

pytestmark = pytest.mark.live
SEED = 20170217
_VICTIMS = ("worker", "web", "answering", "worker", "web", "worker", "answering", "web")
_BETWEEN = 6
_PATIENCE = 120.0


@pytest.fixture(params=[None, pytest.param("postgresql", marks=pytest.mark.postgres)], ids=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    with ExitStack() as stack:
        # A server that writes through: what it acknowledged must be on the disk.
        server = stack.enter_context(postgres.server(durable=True)) if request.param else None
        yield stack.enter_context(LiveSite(database=server.environment() if server else None))


class Author(threading.Thread):
    """Publishes one post after the other and mentions Ana in each; asks again with the same key until answered."""

    def __init__(self, member: Member, name: str, progress: threading.Condition) -> None:
        super().__init__(daemon=True)
        self.member = member
        self.label = name
        self.acknowledged: dict[str, str] = {}
        self.stop = threading.Event()
        self.error: Exception | None = None
        self._progress = progress
        self._chance = random.Random(f"{SEED} {name}")

    @override
    def run(self) -> None:
        try:
            while not self.stop.is_set():
                text = f"{self.label} {len(self.acknowledged)} for @ana"
                self._publish(text, self._chance.choice(("public", "unlisted", "private")))
        except Exception as error:  # noqa: BLE001 - the test reads it
            self.error = error

    def _publish(self, text: str, visibility: str) -> None:
        while True:
            try:
                post = self.member.publish(text, visibility=visibility, key=text)
            except Unanswered:
                self.stop.wait(0.05)
                continue
            with self._progress:
                assert post["id"] not in self.acknowledged
                self.acknowledged[post["id"]] = text
                self._progress.notify_all()
            return


def test_kill_minus_nine_loses_and_doubles_nothing(site: LiveSite) -> None:
    ana = Member(site.url, "ana")
    progress = threading.Condition()
    authors = [Author(Member(site.url, name), name, progress) for name in ("ben", "carla", "dev")]
    for author in authors:
        author.start()
    for victim in _VICTIMS:
        _let_them_publish(authors, progress)
        _kill(site, victim)
    _let_them_publish(authors, progress)
    for author in authors:
        author.stop.set()
    for author in authors:
        author.join(_PATIENCE)
    assert [author.error for author in authors] == [None] * len(authors), f"seed {SEED}"
    for author in authors:
        _all_there_once(author)
    acknowledged = [post_id for author in authors for post_id in author.acknowledged]
    assert _mentions(ana, len(acknowledged)) == Counter(acknowledged)
    assert site.command("doctor").returncode == 0


def _let_them_publish(authors: list[Author], progress: threading.Condition) -> None:
    """Until there are some posts more: then requests are being answered, and others are on their way."""
    with progress:
        enough = sum(len(author.acknowledged) for author in authors) + _BETWEEN

        def done() -> bool:
            return sum(len(author.acknowledged) for author in authors) >= enough or any(a.error for a in authors)

        assert progress.wait_for(done, _PATIENCE), "the site does not answer any more"


def _kill(site: LiveSite, victim: str) -> None:
    children = site.children()
    if victim == "answering" and "web" in children:
        pids = processes_below(children["web"])
    else:
        pids = [children[victim]] if victim in children else []
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def _all_there_once(author: Author) -> None:
    there = {post["id"]: post["content"] for post in author.member.posts()}
    assert there.keys() == author.acknowledged.keys()
    assert max(Counter(there.values()).values()) == 1


def _mentions(ana: Member, expected: int) -> Counter[str]:
    """How often Ana was told of each post, once all work is done: a killed worker's jobs wait for a minute."""
    ticks, found = threading.Event(), Counter[str]()
    for _ in range(int(_PATIENCE / 0.5)):
        found = Counter(notice["status"]["id"] for notice in ana.all_pages("/api/v1/notifications?types[]=mention"))
        if found.total() >= expected:
            return found
        ticks.wait(0.5)
    raise AssertionError(f"Ana was told of {found.total()} posts and not of {expected}")
