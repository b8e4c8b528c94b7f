"""The first page in a browser, in the fast lane: what somebody does acts on the next visit, the unusual is Django's."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.models import Login
from folkmoot.domains.community import api as community
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity import rulings
from folkmoot.domains.integrity.policy.types import Treatment, TreatmentTerms
from folkmoot.domains.notes.api import Status
from folkmoot.domains.notes.models import Note
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.domains.residency import api as residency
from folkmoot.infra import config
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.ids import MAX_ID, new_id
from folkmoot.kernel.refs import account_ref, note_ref, post_ref
from folkmoot.wiring.fastlane import frames
from tests import cast
from tests.wiring.fastlane.both import Both, answer
from tests.wiring.fastlane.test_told import LINES


@dataclass(slots=True)
class Visited:
    """Ben follows Ana, who wrote `post`; the lane knows his page."""

    both: Both
    post: int
    drain: Callable[[], None]

    def said(self, *, beside: bool = False) -> str:
        """His page, as both give it, without what stands beside the posts where nothing is said; from the lane."""
        before = self.both.fast
        body: bytes = self.both.page(cast.ben(), beside=beside)[2]
        assert self.both.fast > before, "Django answered"
        return body.decode()

    def passed_on(self, **headers: str) -> bool:
        return self.both.through(self.both.visit(cast.ben(), **headers))

    def cookies(self, more: str = "") -> str:
        return self.both.cookies(cast.ben()) + more


@pytest.fixture
def visited(clock: FrozenClock, drain: Callable[[], None]) -> Visited:
    both = Both()
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    both.page(cast.ben(), beside=False)
    drain()
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Good morning")).id
    drain()
    made = Visited(both, post, drain)
    assert "Good morning" in made.said()
    return made


def test_a_known_page_is_read_without_a_statement_about_it(visited: Visited) -> None:
    visit = visited.both.visit(cast.ben())
    with CaptureQueriesContext(connection) as queries:
        assert not visited.both.through(visit)
    assert len(queries) == LINES + 1, "what has changed, once more after a frame might have been made"


def test_who_is_not_signed_in_any_more_is_not_shown_it(visited: Visited) -> None:
    residency.sessions.revoke_all(cast.ben().id)
    assert visited.passed_on()
    assert b'data-me="ben"' not in visited.both.page(cast.ben(), beside=False)[2]


def test_a_login_that_was_shut_is_not_shown_it(visited: Visited) -> None:
    Login.objects.filter(account_id=cast.ben().id).update(state="suspended")
    assert visited.passed_on()
    assert b'data-me="ben"' not in visited.both.page(cast.ben(), beside=False)[2]


@pytest.mark.parametrize(
    "headers", [{"QUERY_STRING": "view=ranked"}, {"HTTP_HX_REQUEST": "true"}, {"REQUEST_METHOD": "HEAD"}]
)
def test_other_visits_are_answered_by_django(visited: Visited, headers: dict[str, str]) -> None:
    assert visited.passed_on(**headers)
    assert not visited.passed_on()


@pytest.mark.parametrize("cookie", ["folkmoot_view=ranked", "messages=words"])
def test_ranked_and_words_to_be_said_once_are_django_s(visited: Visited, cookie: str) -> None:
    assert visited.passed_on(HTTP_COOKIE=visited.cookies(f"; {cookie}"))
    assert not visited.passed_on(HTTP_COOKIE=visited.cookies("; folkmoot_view=latest"))


@pytest.mark.parametrize("verb", ["block", "mute", "unfollow"])
def test_what_the_reader_does_to_the_author_acts_at_once(visited: Visited, verb: str) -> None:
    getattr(graph, verb)(cast.ben().viewer, target_id=cast.ana().id)
    assert b"Good morning" not in visited.both.page(cast.ben(), beside=False)[2]


def test_a_vote_and_a_bookmark_are_pressed_at_once(visited: Visited) -> None:
    assert 'value="up" aria-pressed="false"' in visited.said()
    posts.vote(cast.ben().viewer, post_id=visited.post, value=1)
    posts.bookmark(cast.ben().viewer, post_id=visited.post)
    page = visited.said()
    assert 'value="unvote" aria-pressed="true"' in page
    assert 'value="unbookmark" aria-pressed="true"' in page


def test_a_decision_acts_at_once_and_so_does_its_end(visited: Visited) -> None:
    posts.publish(cast.ana().viewer, draft=PostDraft(text="Another one"))
    made = integrity.decide_on(
        cast.mo().viewer, ref=post_ref(visited.post), responsible=cast.ana().id, clause_id="threats",
        treatment="remove",
    )  # fmt: skip
    assert "Good morning" not in visited.said()
    integrity.undo(cast.mo().viewer, decision_id=made.id, note="A mistake")
    assert "Good morning" in visited.said()


def test_a_home_without_posts_is_django_s(visited: Visited) -> None:
    posts.delete(cast.ana().viewer, post_id=visited.post)
    assert visited.passed_on()
    assert b"It is quiet here" in visited.both.page(cast.ben(), beside=False)[2]


def test_what_somebody_is_told_is_counted_at_once_until_they_have_read_it(visited: Visited) -> None:
    assert '<b class="count">' not in visited.said()
    graph.follow(cast.carla().viewer, target_id=cast.ben().id)
    visited.drain()
    assert '<b class="count">1<' in visited.said()
    graph.mute(cast.ben().viewer, target_id=cast.carla().id)
    assert '<b class="count">' not in visited.said()
    graph.unmute(cast.ben().viewer, target_id=cast.carla().id)
    assert '<b class="count">1<' in visited.said()
    notifications.mark_read(cast.ben().viewer, up_to_id=MAX_ID)
    assert '<b class="count">' not in visited.said()


def test_an_announcement_stands_there_until_it_is_put_away(visited: Visited) -> None:
    made = community.make_announcement(cast.olga().viewer, text="The water will be off")
    assert "The water will be off" in visited.said()
    community.dismiss_announcement(cast.ben().viewer, announcement_id=made.id)
    assert "The water will be off" not in visited.said()


def test_another_name_of_the_community_acts_at_once(visited: Visited) -> None:
    community.edit_settings(None, change=replace(community.settings(), name="Little Moot"))
    assert "<title>Home · Little Moot</title>" in visited.said()


def test_preferences_act_at_once(visited: Visited) -> None:
    posts.publish(cast.ana().viewer, draft=PostDraft(text="A long story", warning="Spiders"))
    assert '<details class="fold">' in visited.said()
    accounts.set_preferences(cast.ben().viewer, theme="dark", expand_warnings=True, interface_language="ar")
    page = visited.said()
    assert '<html lang="ar" dir="rtl" data-theme="dark">' in page
    assert '<details class="fold" open>' in page


def test_who_has_chosen_no_language_is_answered_in_that_of_the_browser(visited: Visited) -> None:
    for language, title in (("de", "Start"), ("en", "Home"), ("es", "Inicio")):
        found = visited.both.page(cast.ben(), beside=False, HTTP_ACCEPT_LANGUAGE=language)[2].decode()
        assert f"<title>{title} · Folkmoot</title>" in found
        assert not visited.passed_on(HTTP_ACCEPT_LANGUAGE=language)


def test_times_go_on(visited: Visited, clock: FrozenClock) -> None:
    assert ">now</time>" in visited.said()
    for later, words in ((5, "5 min"), (120, "2 h"), (72 * 60, "3 d")):
        clock.advance(timedelta(minutes=later))
        visited.both.page(cast.ben(), beside=False)
        assert f">{words}</time>" in visited.said()


def _remove(person: cast.Person, decider: int, second: int) -> None:
    ruling = rulings.Ruling(
        ref=account_ref(person.id), responsible=person.id, policy_version="1",
        terms=(TreatmentTerms(Treatment.REMOVE),), facts="It is so.",
        clause=integrity.current_policy().clause("harassment"), decider=decider, seconded_by=second,
    )  # fmt: skip
    with atomic_write():
        rulings.make(ruling)


@pytest.mark.parametrize("how", ["put aside", "blocked", "removed"])
def test_who_is_to_be_seen_no_more_is_suggested_no_more(visited: Visited, clock: FrozenClock, how: str) -> None:
    accounts.edit_profile(cast.carla().viewer, change=accounts.ProfileChange(discoverable=True))
    graph.follow(cast.ana().viewer, target_id=cast.carla().id)
    moderator, second = cast.mo().id, cast.max_().id
    clock.advance(timedelta(minutes=6))  # what others do acts on it later
    visited.both.page(cast.ben(), beside=False)
    assert "@carla" in visited.said(beside=True).partition("<aside")[2]
    if how == "put aside":
        feed.dismiss_suggestion(cast.ben().viewer, account_id=cast.carla().id)
    elif how == "blocked":
        graph.block(cast.ben().viewer, target_id=cast.carla().id)
    else:
        _remove(cast.carla(), moderator, second)
    assert "@carla" not in visited.said(beside=True).partition("<aside")[2]


def test_who_manages_a_page_is_answered_by_django(visited: Visited) -> None:
    accounts.create_managed(
        cast.ben().viewer, handle="mill", display_name="The mill", kind=accounts.AccountKind.PAGE
    )  # fmt: skip
    assert visited.passed_on()
    assert b"The mill (@mill)" in visited.both.page(cast.ben(), beside=False)[2]


def test_the_end_of_a_mute_counts_what_was_hidden(visited: Visited, clock: FrozenClock) -> None:
    graph.mute(cast.ben().viewer, target_id=cast.carla().id, lasts_seconds=30, notifications=False)
    posts.favourite(cast.carla().viewer, post_id=posts.publish(cast.ben().viewer, draft=PostDraft(text="Mine")).id)
    visited.drain()
    visited.said()
    clock.advance(timedelta(seconds=31))
    assert '<b class="count">1<' in visited.said()


def test_context_under_a_post_comes_and_goes_and_decisions_act_on_it(visited: Visited) -> None:
    note = Note.objects.create(
        id=new_id(), post_id=visited.post, author_id=cast.mo().id, text="It was evening", links=["https://example.org/"],
        language="en", status=Status.SHOWN.value,
    )  # fmt: skip
    assert "It was evening" in visited.said()
    made = integrity.decide_on(
        cast.max_().viewer, ref=note_ref(note.id), responsible=cast.mo().id, clause_id="threats", treatment="remove"
    )
    assert "It was evening" not in visited.said()
    integrity.undo(cast.max_().viewer, decision_id=made.id, note="A mistake")
    assert "It was evening" in visited.said()
    Note.objects.update(withdrawn_at=kernel_clock.now())
    assert "It was evening" not in visited.said()


def test_over_tls_cookies_and_headers_are_those_of_django(visited: Visited, monkeypatch: pytest.MonkeyPatch) -> None:
    behind = msgspec.structs.replace(config.current(), origin="https://moot.example")
    monkeypatch.setattr(config, "_current", behind)
    assert visited.cookies().startswith("__Host-folkmoot_session=")
    visited.said()
    _, headers, _ = answer(visited.both._lane, visited.both.visit(cast.ben()))
    assert dict(headers)["Strict-Transport-Security"] == "max-age=31536000"


def test_frames_share_a_bounded_number_of_parts(visited: Visited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_MOST_SHARED", 20)
    monkeypatch.setattr(frames, "MOST_KEPT", 2)
    kept = visited.both._lane._start._frames
    for number, person in enumerate((cast.ben(), cast.carla(), cast.dev(), cast.ben(), cast.carla())):
        accounts.edit_profile(person.viewer, change=accounts.ProfileChange(display_name=f"Name {number}"))
        kept._keep(person.id, kept._kept[cast.ben().id])
        visited.said()
        assert len(kept._kept) <= 2
        assert len(kept._shared) < 20 + 12


def test_what_breaks_in_the_lane_is_answered_by_django(
    visited: Visited, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visit = visited.both.visit(cast.ben())
    with monkeypatch.context() as patched:
        patched.setattr(visited.both._lane._start._homes, "copies", lambda _: 1 / 0)
        assert visited.both.through(visit)
    assert "the fast lane is broken; Django answers" in caplog.text
    assert not visited.both.through(visit)


def test_a_filter_folds_a_post(visited: Visited) -> None:
    graph.create_filter(
        cast.ben().viewer, title="Mornings", contexts=[FilterContext.HOME], action=FilterAction.WARN,
        keywords=[("morning", True)],
    )  # fmt: skip
    assert "Folded by your filter “Mornings”" in visited.said()


def test_forms_of_the_page_are_taken_and_each_has_a_key_of_its_own(visited: Visited) -> None:
    graph.follow(cast.carla().viewer, target_id=cast.ana().id)
    for _ in range(2):
        visited.both.page(cast.carla(), beside=False)  # whose token is in none of the posts that both see
    pages = [answer(visited.both._lane, visited.both.visit(cast.ben())) for _ in range(2)]
    tokens, keys = (
        {found for _, _, body in pages for found in re.findall(rf'name="{name}" value="([^"]+)"', body.decode())}
        for name in ("csrfmiddlewaretoken", "key")
    )
    assert (len(tokens), len(keys)) == (2, 2)
    client = Client(enforce_csrf_checks=True)
    for part in visited.cookies().split("; "):
        name, _, value = part.partition("=")
        client.cookies[name] = value
    form = {"verb": "favourite", "row": visited.post, "back": "/"}
    assert client.post(f"/posts/{visited.post}/act", form).status_code == 403
    assert client.post(f"/posts/{visited.post}/act", form | {"csrfmiddlewaretoken": tokens.pop()}).status_code == 302
    assert 'value="unfavourite" aria-pressed="true"' in visited.said()


def test_a_browser_without_a_secret_for_forms_is_given_one(visited: Visited) -> None:
    session = visited.cookies().partition(";")[0]
    assert session.startswith(SESSION_COOKIE)
    _, headers, _ = answer(visited.both._lane, visited.both.visit(cast.ben(), HTTP_COOKIE=session))
    (cookie,) = [value for name, value in headers if name == "Set-Cookie"]
    assert re.fullmatch(r" csrftoken=\w{32}; expires=[^;]+; Max-Age=31449600; Path=/; SameSite=Lax", cookie)


def test_it_is_compressed_for_who_takes_that(visited: Visited) -> None:
    _, headers, body = answer(visited.both._lane, visited.both.visit(cast.ben(), HTTP_ACCEPT_ENCODING="gzip, br"))
    assert ("Content-Encoding", "gzip") in headers
    assert ("Content-Length", str(len(body))) in headers
    assert body[:2] == b"\x1f\x8b"


def test_pages_beyond_the_allowance_are_refused(visited: Visited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), pages_per_person=1))
    assert visited.passed_on()
    assert answer(visited.both._lane, visited.both.visit(cast.ben()))[0].startswith("429")


def test_what_is_shown_counts_as_shown(visited: Visited) -> None:
    other = posts.publish(cast.ana().viewer, draft=PostDraft(text="Seen by one")).id
    assert not visited.passed_on()
    feed.flush_reach()
    assert [(one.surface, one.shown) for one in feed.reach_of([other])[other].by_surface] == [("latest", 1)]
