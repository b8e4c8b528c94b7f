"""Profiles in the fast lane: what somebody decides acts on the next request, and what is unusual is Django's."""

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.models import Account
from folkmoot.domains.apps.models import Token
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.infra.metrics.counted import REQUESTS
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.wiring.fastlane.both import MOST_STATEMENTS, Both


@pytest.fixture
def both(clock: FrozenClock) -> Both:
    """Ben, who follows Ana, and Carla, who does not, read Ana's profile; the lane knows it."""
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    posts.publish(cast.ana().viewer, draft=PostDraft(text="Good morning"))
    posts.publish(cast.ana().viewer, draft=PostDraft(text="For followers", visibility=Visibility.FOLLOWERS))
    made = Both()
    assert b"For followers" in made.same(cast.ben(), path())[2]
    assert b"For followers" not in made.same(cast.carla(), path())[2]
    assert made.fast == 4
    return made


def path() -> str:
    return f"/api/v1/accounts/{cast.ana().id}/statuses"


def said(both: Both, person: cast.Person | None = None, query: str = "") -> bytes:
    before = both.fast
    body: bytes = both.same(person or cast.ben(), path(), query)[2]
    assert both.fast > before, "Django answered"
    return body


def test_a_revoked_token_is_refused(both: Both) -> None:
    Token.objects.update(revoked_at=kernel_clock.now())
    assert both.same(cast.ben(), path())[0].startswith("401")


def test_a_token_without_the_scope_is_refused(both: Both) -> None:
    Token.objects.update(scopes=["read:accounts"])
    assert both.same(cast.ben(), path())[0].startswith("403")


def test_a_block_by_the_author_acts_at_once(both: Both) -> None:
    graph.block(cast.ana().viewer, target_id=cast.ben().id)
    assert said(both) == b"[]"


def test_who_no_longer_follows_reads_no_more_of_what_is_for_followers(both: Both) -> None:
    graph.unfollow(cast.ben().viewer, target_id=cast.ana().id)
    body = said(both)
    assert b"Good morning" in body
    assert b"For followers" not in body


def test_a_mute_hides_no_profile(both: Both) -> None:
    graph.mute(cast.ben().viewer, target_id=cast.ana().id)
    assert b"Good morning" in said(both)


def test_a_decision_about_a_post_acts_at_once_and_so_does_its_end(both: Both) -> None:
    first = posts.posts_of_account(cast.ben().viewer, cast.ana().id, page=posts_page()).items[-1]
    made = integrity.decide_on(
        cast.mo().viewer, ref=post_ref(first.id), responsible=cast.ana().id, clause_id="threats", treatment="remove"
    )
    assert b"Good morning" not in said(both)
    integrity.undo(cast.mo().viewer, decision_id=made.id, note="A mistake")
    assert b"Good morning" in said(both)


def posts_page() -> PageRequest:
    return PageRequest()


def test_a_hidden_account_is_found_by_nobody(both: Both) -> None:
    address = path()
    Account.objects.filter(id=cast.ana().id).update(hidden=True)
    assert both.same(cast.ben(), address)[0].startswith("404")


def test_an_erased_account_is_gone(both: Both) -> None:
    accounts.erase_account(cast.ana().viewer, password=cast.PASSWORD)
    assert both.same(cast.ben(), path())[0].startswith("410")


def test_direct_posts_stand_on_no_profile(both: Both) -> None:
    posts.publish(cast.ana().viewer, draft=PostDraft(text="@ben psst", visibility=Visibility.DIRECT))
    assert b"psst" not in said(both)


def test_a_favourite_is_counted_and_marked_at_once(both: Both) -> None:
    shown = posts.posts_of_account(cast.ben().viewer, cast.ana().id, page=posts_page()).items
    posts.favourite(cast.ben().viewer, post_id=shown[-1].id)
    body = said(both)
    assert b'"favourites_count":1' in body
    assert b'"favourited":true' in body


@pytest.mark.parametrize(
    ("query", "stand"),
    [
        ("exclude_replies=true", {"morning", "boosted"}),
        ("exclude_reblogs=true", {"morning", "answer"}),
        ("exclude_replies=1&exclude_reblogs=1", {"morning"}),
        ("only_media=true", set()),
        ("only_media=false", {"morning", "answer", "boosted"}),
    ],
)
def test_flags_choose(both: Both, query: str, stand: set[str]) -> None:
    theirs = posts.publish(cast.carla().viewer, draft=PostDraft(text="This is boosted"))
    posts.boost(cast.ana().viewer, post_id=theirs.id)
    posts.publish(cast.ana().viewer, draft=PostDraft(text="My answer", reply_to_id=theirs.id))
    body = said(both, query=query).decode()
    assert {one for one in ("morning", "answer", "boosted") if one in body} == stand


@pytest.mark.parametrize("query", ["pinned=true", "tagged=bread", "limit=2&pinned=false", "offset=3", "only_media"])
def test_what_is_unusual_goes_on_to_django(both: Both, query: str) -> None:
    assert both.through(both.environ(path(), query, both.token(cast.ben())))


@pytest.mark.parametrize("owner", ["0", "5", "9999999999999999999"])
def test_whoever_is_not_there_is_not_found(both: Both, owner: str) -> None:
    assert both.same(cast.ben(), f"/api/v1/accounts/{owner}/statuses")[0].startswith("404")


def test_the_number_of_statements_does_not_depend_on_that_of_posts(both: Both) -> None:
    said(both)
    before = both.statements(cast.ben(), path())
    for number in range(10):
        posts.publish(cast.ana().viewer, draft=PostDraft(text=f"Number {number}"))
    said(both)
    assert both.statements(cast.ben(), path()) == before <= MOST_STATEMENTS


def test_its_answers_are_counted_as_those_of_django_are(both: Both) -> None:
    def counted() -> float:
        (metric,) = REQUESTS.collect()
        samples = [one for one in metric.samples if one.name.endswith("_total") and one.labels["status"] == "200"]
        return sum(one.value for one in samples if one.labels["route"].endswith("(?P<account_id>[^/]+)/statuses/?$"))

    before = counted()
    said(both)
    assert counted() - before == 3, "once by Django, twice by the lane"


@pytest.mark.parametrize("action", [FilterAction.WARN, FilterAction.HIDE])
def test_filters_act_on_what_one_boosts_oneself(both: Both, action: FilterAction) -> None:
    post = posts.publish(cast.carla().viewer, draft=PostDraft(text="The secret bridge"))
    posts.boost(cast.ben().viewer, post_id=post.id)
    graph.create_filter(
        cast.ben().viewer, title="bridges", contexts=[FilterContext.ACCOUNT], action=action, keywords=[("bridge", True)]
    )
    own = f"/api/v1/accounts/{cast.ben().id}/statuses"
    before = both.fast
    body = both.same(cast.ben(), own)[2]
    assert both.fast > before
    assert (b'"keyword_matches":["bridge"]' in body) == (action is FilterAction.WARN)
    assert (b"The secret bridge" in body) == (action is FilterAction.WARN)
