"""The database tells the fast lane what changes; where it does not, Django answers."""

from collections.abc import Callable

import pytest
from django.db import Error, connection, transaction

from folkmoot.domains.feed.skeleton import PULL_ABOVE
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.models import GraphCounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.infra import migrating
from folkmoot.infra.changes.models import Change
from folkmoot.infra.changes.words import TABLE
from folkmoot.kernel.clock import FrozenClock
from folkmoot.wiring.fastlane import told
from folkmoot.wiring.fastlane.statements import ALIASES
from tests import cast
from tests.wiring.fastlane.both import HOME, Both

LINES = 2
"""So often a request looks for what has changed: before it begins, and before it answers. On a connection that is not
a test's own this is a statement only if anything has changed (SQLite), or only the first time (PostgreSQL).
"""
only_on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="test_lines shows this of PostgreSQL")


@pytest.fixture
def both(drain: Callable[[], None], clock: FrozenClock) -> Both:
    """Ben follows Ana, his home is filled, and the lane knows both."""
    made = Both()
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    made.same(cast.ben())
    drain()
    posts.publish(cast.ana().viewer, draft=PostDraft(text="Good morning"))
    drain()
    made.same(cast.ben())
    return made


def through(both: Both) -> bool:
    return both.through(both.environ(HOME, "", both.token(cast.ben())))


def test_every_table_that_the_lane_reads_tells_or_is_read_each_time() -> None:
    assert set(told._CONCERNS) | told.READ_EACH_TIME | {"e"} == set(ALIASES)
    assert Change._meta.db_table == TABLE


def test_a_known_home_is_read_without_a_statement_about_it(both: Both) -> None:
    assert both.statements(cast.ben()) == LINES, "what has changed"


@pytest.mark.parametrize(
    ("path", "asked"), [("accounts/{author}/statuses", 0), ("statuses/{post}/context", 0), ("notifications", 0)]
)
def test_of_a_known_page_only_what_is_on_it_is_asked(both: Both, path: str, asked: int) -> None:
    page = "/api/v1/" + path.format(author=cast.ana().id, post=_newest())
    both.same(cast.ben(), page)
    assert both.statements(cast.ben(), page) == LINES + asked, "what has changed, and what is on the page"
    graph.mute(cast.ben().viewer, target_id=cast.carla().id)
    both.same(cast.ben(), page)
    assert both.statements(cast.ben(), page) == LINES + asked


def test_only_what_a_change_is_about_is_read_again(both: Both) -> None:
    posts.publish(cast.carla().viewer, draft=PostDraft(text="To nobody"))
    graph.follow(cast.dev().viewer, target_id=cast.carla().id)
    assert both.statements(cast.ben()) <= LINES + 2, "what has changed, and what waits for every home"
    graph.mute(cast.ben().viewer, target_id=cast.carla().id)
    assert both.statements(cast.ben()) > LINES + 2
    assert both.statements(cast.ben()) == LINES


@only_on_sqlite
def test_without_its_triggers_the_database_is_not_believed(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    assert not through(both)
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "told_graph_block_insert"')
    assert through(both)
    assert "does not tell what changes" in caplog.text
    graph.block(cast.ana().viewer, target_id=cast.ben().id)
    told.tell()
    assert not through(both)
    assert b"Good morning" not in both.same(cast.ben())[2]


def test_who_missed_too_much_forgets_everything(both: Both) -> None:
    assert both.statements(cast.ben()) == LINES
    posts.favourite(cast.carla().viewer, post_id=_newest())
    Change.objects.all().delete()
    assert b'"favourites_count":1' in both.same(cast.ben())[2]


def test_somebody_who_comes_to_have_very_many_followers_changes_homes(both: Both) -> None:
    assert not through(both)
    GraphCounts.objects.filter(account_id=cast.ana().id).update(followers=PULL_ABOVE + 1)
    assert through(both)
    GraphCounts.objects.filter(account_id=cast.ana().id).update(followers=1)
    assert not through(both)


def _newest() -> int:
    from django.apps import apps

    newest = apps.get_model("posts.Post").objects.order_by("id").last()
    assert newest is not None
    return int(newest.id)


@only_on_sqlite
def test_a_table_that_triggers_name_can_be_made_anew_by_a_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    def remade(*_: object, **__: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE graph_filter RENAME TO older_filter")
            cursor.execute("CREATE TABLE newer_filter AS SELECT * FROM older_filter")
            cursor.execute("DROP TABLE older_filter")
            cursor.execute("ALTER TABLE newer_filter RENAME TO graph_filter")

    monkeypatch.setattr(migrating, "call_command", remade)
    monkeypatch.setattr(connection, "close", lambda: None)  # it holds the test's transaction
    with pytest.raises(Error, match="no such table"), transaction.atomic():
        remade()
    assert told.TRACKING.is_whole("default")
    migrating.migrate("default", lambda: None)
    assert told.TRACKING.is_whole("default")
