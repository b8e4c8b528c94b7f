"""How often a post was shown, and how often a reduction kept it back: exact, and about nobody in particular."""

import threading
from collections.abc import Callable
from typing import NoReturn

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import Reach, ReachSurface, SurfaceReach
from folkmoot.domains.feed.policy import drawn, missing_from
from folkmoot.domains.feed.reach import flushing
from folkmoot.domains.feed.reach.tally import Place, Tally
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.infra.worker import drain
from folkmoot.kernel.errors import Unavailable
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import NOBODY
from tests import cast
from tests.queries import captured_queries

LATEST, RANKED = ReachSurface.LATEST, ReachSurface.RANKED


def counted(post_id: int) -> dict[str, tuple[int, int]]:
    feed.flush_reach()
    return {one.surface: (one.shown, one.lost) for one in feed.reach_of([post_id])[post_id].by_surface}


def reduce(post_id: int, responsible: int, factor: float = 0.1) -> integrity.DecisionView:
    return integrity.decide_on(
        cast.mo().viewer,
        ref=post_ref(post_id),
        responsible=responsible,
        clause_id="bait",
        treatment=integrity.Treatment.REDUCE,
        factor=factor,
    )


def test_nothing_read_is_no_reach() -> None:
    assert feed.reach_of([1, 2]) == {1: Reach(0, 0, ()), 2: Reach(0, 0, ())}
    assert feed.reach_of([]) == {}


def test_a_reading_counts_on_its_surface_and_not_for_the_author() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Bread #market"))
    for person in (ana, ben):
        feed.latest(person.viewer, PageRequest())
        feed.ranked(person.viewer)
    assert counted(post.id) == {"latest": (1, 0), "ranked": (1, 0)}
    assert feed.reach_of([post.id])[post.id] == Reach(
        2, 0, (SurfaceReach("latest", 1, 0), SurfaceReach("ranked", 1, 0))
    )


@pytest.mark.parametrize("path", ["/@ana", "/@ana/{id}", "/tags/market", "/search?q=Bread", "/explore", "/public"])
def test_pages_count_visitors_and_members(client: Client, path: str) -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Bread #market"))
    posts.favourite(cast.ben().viewer, post_id=post.id)
    drain()
    answer = client.get(path.format(id=post.id))
    assert answer.status_code == 200
    surface = {"/@ana": "profile", "/@ana/{id}": "thread", "/tags/market": "tag", "/search?q=Bread": "search"}
    assert counted(post.id) == {surface.get(path, path.strip("/")): (1, 0)}


def test_a_boost_counts_for_the_post_where_the_copy_stands() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(carla.viewer, target_id=ben.id)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Bread"))
    boost = posts.boost(ben.viewer, post_id=post.id)
    feed.latest(carla.viewer, PageRequest())
    assert (counted(post.id), counted(boost.id)) == ({"latest": (1, 0)}, {})


def test_a_folded_copy_is_lost_unless_the_post_stands_there_too() -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    for reader in (carla, dev):
        graph.follow(reader.viewer, target_id=ben.id)
    graph.follow(dev.viewer, target_id=ana.id)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Bread"))
    posts.boost(ben.viewer, post_id=post.id)
    reduce(post.id, ana.id)
    feed.latest(carla.viewer, PageRequest())
    assert counted(post.id) == {"latest": (0, 1)}
    feed.latest(dev.viewer, PageRequest())
    assert counted(post.id) == {"latest": (1, 1)}


def test_a_quoted_copy_counts_too_and_is_lost_where_it_is_folded() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(carla.viewer, target_id=ben.id)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Bread"))
    posts.publish(ben.viewer, draft=PostDraft(text="Look", quote_of_id=post.id))
    feed.latest(carla.viewer, PageRequest())
    reduce(post.id, ana.id)
    feed.latest(cast.erin().viewer, PageRequest())
    graph.follow(cast.erin().viewer, target_id=ben.id)
    feed.latest(cast.erin().viewer, PageRequest())
    assert counted(post.id) == {"latest": (1, 1)}


def test_ranked_counts_whom_the_draw_left_out() -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Bread"))
    posts.publish(ana.viewer, draft=PostDraft(text="Salt"))
    reduce(post.id, ana.id, 0.5)
    readers = cast.crowd(20)
    for reader in readers:
        graph.follow(reader.viewer, target_id=ana.id)
        feed.ranked(reader.viewer)
    shown = sum(drawn(post.id, reader.id, 0.5) for reader in readers)
    assert 0 < shown < 20
    assert counted(post.id) == {"ranked": (shown, 20 - shown)}


def test_what_was_not_drawn_is_missed_on_the_page_where_it_would_stand() -> None:
    placed = [(-3.0, 0), (-2.0, 0), (-1.0, 0)]
    missed = [((-4.0, 1), "top"), ((-1.5, 1), "middle"), ((-0.5, 1), "bottom")]
    pages = [missing_from(placed, missed, offset=offset, limit=2) for offset in (0, 2)]
    assert pages == [["top"], ["middle", "bottom"]]
    assert missing_from([], missed, offset=0, limit=2) == ["top", "middle", "bottom"]


def test_explore_counts_what_a_reduction_kept_out() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Bread"))
    posts.favourite(ben.viewer, post_id=post.id)
    feed.trending_posts(carla.viewer)
    reduce(post.id, ana.id)
    feed.trending_posts(ben.viewer)
    feed.trending_posts(ben.viewer, offset=20)
    assert counted(post.id) == {"explore": (1, 1)}


def test_who_reloads_counts_once_until_it_is_forgotten() -> None:
    tally = Tally()
    for now in (1000.0, 1001.0, 1299.0):
        tally.count(7, LATEST, [1, 2], [], now=now)
    assert tally.take() == {Place(1, LATEST): (1, 0), Place(2, LATEST): (1, 0)}
    tally.count(7, RANKED, [1], [], now=1300.0)
    tally.count(8, LATEST, [1], [], now=1300.0)
    tally.count(7, LATEST, [1], [], now=2000.0)
    assert tally.take() == {Place(1, RANKED): (1, 0), Place(1, LATEST): (2, 0)}


def test_memory_is_bounded() -> None:
    tally = Tally()
    waiting = [tally.count(reader, LATEST, [reader], [], now=1.0) for reader in range(250_000)]
    assert waiting[-1] == 50_000
    assert len(tally._recent) <= 200_000
    assert len(tally._before) <= 200_000


def test_reading_asks_and_writes_nothing_for_the_count() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    posts.publish(ana.viewer, draft=PostDraft(text="Bread"))
    feed.latest(ben.viewer, PageRequest())
    feed.flush_reach()
    with captured_queries() as queries:
        feed.latest(cast.ben().viewer, PageRequest())
        feed.ranked(cast.ben().viewer)
    assert [query for query in queries if "reach" in query] == []


def test_a_thousand_readings_are_few_statements() -> None:
    for reader in range(1000):
        flushing.tally.count(reader + 1, LATEST, range(100, 120), [], now=1.0)
    with captured_queries() as queries:
        feed.flush_reach()
    assert len([query for query in queries if "SAVEPOINT" not in query]) <= 4
    assert feed.reach_of([100])[100].shown == 1000


def test_the_worker_writes_its_counts(drain: Callable[[], None]) -> None:
    flushing.tally.count(7, LATEST, [1], [], now=1.0)
    drain()
    assert feed.reach_of([1])[1].shown == 1


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_what_cannot_be_written_now_is_written_later(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def lost(_counts: object) -> NoReturn:
        raise error("connection already closed")

    flushing.tally.count(7, LATEST, [1], [2], now=1.0)
    with monkeypatch.context() as broken:
        broken.setattr(flushing, "_add", lost)
        feed.flush_reach()
    assert feed.reach_of([1])[1].shown == 0
    feed.flush_reach()
    assert (feed.reach_of([1])[1].shown, feed.reach_of([2])[2].lost) == (1, 1)


def test_two_processes_add_up() -> None:
    other = Tally()
    for tally in (flushing.tally, other):
        tally.count(7, LATEST, [1, 2], [3], now=1.0)
    feed.flush_reach()
    flushing.tally.put_back(other.take())
    feed.flush_reach()
    assert feed.reach_of([1, 3]) == {
        1: Reach(2, 0, (SurfaceReach("latest", 2, 0),)),
        3: Reach(0, 2, (SurfaceReach("latest", 0, 2),)),
    }


def test_threads_that_count_at_once_lose_nothing() -> None:
    tally = Tally()

    def read(first: int) -> None:
        for reader in range(first, first + 500):
            tally.count(reader, LATEST, [1, 2], [], now=1.0)

    threads = [threading.Thread(target=read, args=(1000 * number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally.take() == {Place(1, LATEST): (2000, 0), Place(2, LATEST): (2000, 0)}


@pytest.mark.parametrize("reason", [DatabaseError("full"), Unavailable("another process keeps the write lock")])
def test_what_cannot_be_written_waits(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, reason: Exception
) -> None:
    def refuse(_: object) -> None:
        raise reason

    flushing.tally.count(7, LATEST, [1], [], now=1.0)
    with monkeypatch.context() as patched:
        patched.setattr(flushing, "_add", refuse)
        feed.flush_reach()
    assert "could not be written" in caplog.text
    assert feed.reach_of([1])[1].shown == 0
    feed.flush_reach()
    assert feed.reach_of([1])[1].shown == 1


def test_the_table_names_no_reader() -> None:
    """All that is stored of a hundred readings, byte by byte: no id of a reader is in it."""
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Bread"))
    readers = cast.crowd(20)
    for reader in readers:
        graph.follow(reader.viewer, target_id=ana.id)
        feed.latest(reader.viewer, PageRequest())
        feed.ranked(reader.viewer)
    feed.trending_posts(NOBODY)
    feed.flush_reach()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM feed_postreach")
        stored = repr(cursor.fetchall())
    assert str(post.id) in stored
    assert [reader.handle for reader in readers if str(reader.id) in stored] == []
