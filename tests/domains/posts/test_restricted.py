"""What a restricted account is told where it tries, and that nothing happens then."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity import rulings
from folkmoot.domains.integrity.api import Limited, Treatment, TreatmentTerms
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, Visibility
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import account_ref
from tests import cast
from tests.edges.mastodon.api_client import ApiClient, token_of
from tests.edges.web.conftest import Browser, browser  # noqa: F401 - a fixture


def restrict(person: cast.Person, *limits: Limited) -> int:
    """For 7 days, by Mo; the decision's id."""
    ruling = rulings.Ruling(
        ref=account_ref(person.id),
        responsible=person.id,
        policy_version="1",
        clause=integrity.current_policy().clause("harassment"),
        terms=(TreatmentTerms(Treatment.RESTRICT, limits=limits, days=7),),
        facts="A person read this account and found that this rule applies.",
        decider=cast.mo().id,
    )
    with atomic_write():
        return rulings.make(ruling).id


def refused(act: Callable[[], object]) -> str:
    before = OutboxEvent.objects.count()
    with pytest.raises(Forbidden) as error:
        act()
    assert OutboxEvent.objects.count() == before, "nothing happened"
    return error.value.safe


def test_who_may_not_publish_is_told_what_why_and_until_when(clock: FrozenClock) -> None:
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ben.viewer, draft=PostDraft(text="Hello"))
    own = posts.publish(ana.viewer, draft=PostDraft(text="Mine"))
    decision_id = restrict(ana, Limited.POST)
    said = refused(lambda: posts.publish(ana.viewer, draft=PostDraft(text="Again")))
    assert said == (
        "Until 8 March 2026 at 12:00 UTC your account cannot publish anything. The reason: This harasses a person. "
        f"The statement, and how to appeal: http://localhost:8000/decisions/{decision_id}"
    )
    assert refused(lambda: posts.boost(ana.viewer, post_id=post.id)) == said
    assert refused(lambda: posts.edit(ana.viewer, post_id=own.id, draft=PostDraft(text="Other"))) == said
    assert posts.posts_of_account(ana.viewer, ana.id, PageRequest()).items[0].text == "Mine"
    posts.favourite(ana.viewer, post_id=post.id)
    clock.advance(timedelta(days=7))
    assert posts.publish(ana.viewer, draft=PostDraft(text="Again")).text == "Again"


def test_who_may_not_write_to_strangers_writes_to_followers() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ben.viewer, target_id=ana.id)
    theirs = {one.handle: posts.publish(one.viewer, draft=PostDraft(text="Hello")) for one in (ben, carla)}
    asked = posts.publish(carla.viewer, draft=PostDraft(text="@ana hello?", visibility=Visibility.DIRECT))
    restrict(ana, Limited.REPLY, Limited.MESSAGE)
    posts.publish(ana.viewer, draft=PostDraft(text="To all"))
    posts.publish(ana.viewer, draft=PostDraft(text="Hi", reply_to_id=theirs["ben"].id))
    posts.publish(ana.viewer, draft=PostDraft(text="@ben between us", visibility=Visibility.DIRECT))
    for draft in (
        PostDraft(text="Liar", reply_to_id=theirs["carla"].id),
        PostDraft(text="@carla liar"),
        PostDraft(text="Look at this", quote_of_id=theirs["carla"].id),
    ):
        assert "cannot reply to, quote or mention people who do not follow it" in refused(
            lambda draft=draft: posts.publish(ana.viewer, draft=draft)  # type: ignore[misc] # bound in the loop
        )
    message = PostDraft(text="@carla hey", visibility=Visibility.DIRECT)
    said = refused(lambda: posts.publish(ana.viewer, draft=message))
    assert "cannot begin messages to people who do not follow it" in said
    own = posts.publish(ana.viewer, draft=PostDraft(text="Nobody named"))
    refused(lambda: posts.edit(ana.viewer, post_id=own.id, draft=PostDraft(text="@carla you")))
    assert asked.visibility is Visibility.DIRECT


def test_an_answer_begins_no_message() -> None:
    ana, carla = cast.ana(), cast.carla()
    asked = posts.publish(carla.viewer, draft=PostDraft(text="@ana hello?", visibility=Visibility.DIRECT))
    restrict(ana, Limited.MESSAGE)
    answer = PostDraft(text="@carla hello", visibility=Visibility.DIRECT, reply_to_id=asked.id)
    assert posts.publish(ana.viewer, draft=answer).text == "@carla hello"


def test_who_may_not_react_neither_votes_nor_favourites() -> None:
    ana, ben = cast.ana(), cast.ben()
    poll = PollDraft(options=("Tea", "Coffee"), lasts_seconds=3600)
    post = posts.publish(ben.viewer, draft=PostDraft(text="Tea?", poll=poll))
    restrict(ana, Limited.REACT)
    acts: tuple[Callable[[], object], ...] = (
        lambda: posts.favourite(ana.viewer, post_id=post.id),
        lambda: posts.vote(ana.viewer, post_id=post.id, value=1),
        lambda: posts.vote_in_poll(ana.viewer, post_id=post.id, choices=(0,)),
    )
    for act in acts:
        assert "cannot vote, favourite or rate" in refused(act)
    assert posts.access_post(ben.viewer, post.id).counts.favourites == 0
    posts.bookmark(ana.viewer, post_id=post.id)
    posts.publish(ana.viewer, draft=PostDraft(text="Still here"))


def test_the_page_and_the_client_api_say_the_same(browser: Browser) -> None:  # noqa: F811 - the fixture
    ana = cast.ana()
    restrict(ana, Limited.POST)
    api = ApiClient(token_of(ana))
    answer = api.post("/api/v1/statuses", {"status": "Again"})
    assert api.status == 403
    assert "your account cannot publish anything. The reason: This harasses a person." in answer["error"]
    page = browser(ana).post("/compose", {"text": "Again", "do": "publish", "visibility": "public"})
    assert page.status_code in {403, 422}
    assert "your account cannot publish anything. The reason: This harasses a person." in page.content.decode()
    assert posts.posts_of_account(ana.viewer, ana.id, PageRequest()).items == ()
