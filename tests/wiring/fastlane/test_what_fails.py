"""What could not be read when it changed is read by the next request; what changes meanwhile is read once more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from folkmoot.wiring.fastlane import store
from tests import cast
from tests.wiring.fastlane.both import HOME, Both, answer

TOLD = "/api/v1/notifications"
Once = Callable[[Any, str], None]


@pytest.fixture
def fails_once(monkeypatch: pytest.MonkeyPatch) -> Once:
    def set_up(module: Any, name: str) -> None:
        does, failed = getattr(module, name), list[bool]()

        def does_or_fails(*given: Any) -> Any:
            if not failed:
                failed.append(True)
                raise Error("away for a moment")
            return does(*given)

        monkeypatch.setattr(module, name, does_or_fails)

    return set_up


@pytest.fixture
def both(drain: Callable[[], None], clock: FrozenClock) -> Both:
    """Ben follows Ana, who wrote a post and favoured his; the lane knows his home, her profile and what he is told."""
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    mine = posts.publish(cast.ben().viewer, draft=PostDraft(text="Good evening"))
    posts.publish(cast.ana().viewer, draft=PostDraft(text="Good morning"))
    posts.favourite(cast.ana().viewer, post_id=mine.id)
    drain()
    made = Both()
    for path in (HOME, profile(), TOLD):
        assert b"Ana Almeida" in made.same(cast.ben(), path)[2]
    assert made.fast == 4, "the first request fills the home, by Django"
    return made


def profile() -> str:
    return f"/api/v1/accounts/{cast.ana().id}/statuses"


def ask(both: Both, path: str) -> bool:
    return both.through(both.environ(path, "", both.token(cast.ben())))


def test_a_post_that_could_not_be_loaded_is_loaded_by_the_next_request(both: Both, fails_once: Once) -> None:
    (first,) = posts.posts_of_account(cast.ben().viewer, cast.ana().id, page=PageRequest()).items
    integrity.decide_on(
        cast.mo().viewer, ref=post_ref(first.id), responsible=cast.ana().id, clause_id="threats", treatment="remove"
    )
    fails_once(posts, "load_shared")
    assert ask(both, profile()), "Django answers"
    assert not ask(both, profile())
    assert both.same(cast.ben(), profile())[2] == b"[]"


def test_an_account_that_could_not_be_loaded_is_loaded_by_the_next_request(both: Both, fails_once: Once) -> None:
    accounts.edit_profile(cast.ana().viewer, change=accounts.ProfileChange(display_name="Ana the Miller"))
    fails_once(people, "about")
    assert ask(both, TOLD), "Django answers"
    assert not ask(both, TOLD)
    assert b"Ana the Miller" in both.same(cast.ben(), TOLD)[2]


def test_of_too_many_people_all_are_forgotten(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_PEOPLE", 2)
    (mine,) = posts.posts_of_account(cast.ben().viewer, cast.ben().id, page=PageRequest()).items
    posts.favourite(cast.carla().viewer, post_id=mine.id)
    assert b"Ana Almeida" in both.same(cast.ben(), TOLD)[2]
    assert len(both._lane._changes._store.authors) <= 2


def test_what_was_read_after_a_change_is_not_shown_by_what_was_known_before(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Ben's request is under way Ana blocks him, and then writes for her followers."""
    load, done = posts.load_shared, list[bool]()

    def meanwhile(ids: set[int]) -> Any:
        if not done:
            done.append(True)
            graph.block(cast.ana().viewer, target_id=cast.ben().id)
            posts.publish(cast.ana().viewer, draft=PostDraft(text="He is gone", visibility=Visibility.FOLLOWERS))
        return load(ids)

    posts.publish(cast.ana().viewer, draft=PostDraft(text="Is he there?"))
    monkeypatch.setattr(posts, "load_shared", meanwhile)
    assert answer(both._lane, both.environ(profile(), "", both.token(cast.ben())))[2] == b"[]"
    assert done == [True]


def test_an_account_that_was_read_after_a_block_is_not_shown(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    about, done = people.about, list[bool]()

    def meanwhile(ids: set[int]) -> Any:
        if not done:
            done.append(True)
            graph.block(cast.ana().viewer, target_id=cast.ben().id)
            change = accounts.ProfileChange(display_name="Ana in secret")
            accounts.edit_profile(cast.ana().viewer, change=change)
        return about(ids)

    accounts.edit_profile(cast.ana().viewer, change=accounts.ProfileChange(display_name="Ana the Miller"))
    monkeypatch.setattr(people, "about", meanwhile)
    assert b"Ana in secret" not in answer(both._lane, both.environ(TOLD, "", both.token(cast.ben())))[2]
    assert done == [True]


def test_what_could_not_be_forgotten_in_part_is_forgotten_as_a_whole(
    both: Both, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    readers = both._lane._changes._readers
    with monkeypatch.context() as patch:
        patch.setattr(readers, "doubt_homes", lambda _: 1 / 0)
        graph.block(cast.ana().viewer, target_id=cast.ben().id)
        ask(both, profile())
    assert "the fast lane is broken; Django answers" in caplog.text
    assert both.same(cast.ben(), profile())[2] == b"[]"
