"""Articles, polls, pins, and where words lie."""

from datetime import timedelta

import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, PostKind, Visibility
from folkmoot.domains.posts.models import PollOption, Post, PostRevision, PostTag
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Invalid
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import NOBODY
from tests import cast


def test_an_article_has_title_headings_and_highlights() -> None:
    article = PostDraft(kind=PostKind.ARTICLE, title="On bread", text="# Flour\n\nUse ==rye==, says @ben.")
    cast.ben()
    post = posts.publish(cast.ana().viewer, draft=article)
    assert (post.kind, post.title) == (PostKind.ARTICLE, "On bread")
    assert post.html.startswith("<h2>Flour</h2>\n<p>Use <mark>rye</mark>, says <span")


@pytest.mark.parametrize(("kind", "limit"), [(PostKind.POST, 5_000), (PostKind.ARTICLE, 60_000)])
def test_as_long_as_allowed_and_no_longer(kind: PostKind, limit: int) -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(kind=kind, title="Long", text="ä" * limit))
    assert len(post.text) == limit
    with pytest.raises(Invalid) as refusal:
        posts.publish(ana.viewer, draft=PostDraft(kind=kind, title="Long", text="ä" * (limit + 1)))
    assert refusal.value.field == "text"
    assert posts.author_counts([ana.id])[ana.id].posts == 1


def test_an_article_needs_a_title() -> None:
    with pytest.raises(Invalid) as refusal:
        posts.publish(cast.ana().viewer, draft=PostDraft(kind=PostKind.ARTICLE, text="Words"))
    assert refusal.value.field == "title"


def test_five_pins_and_no_more() -> None:
    ana = cast.ana()
    made = [posts.publish(ana.viewer, draft=PostDraft(text=f"{number}")).id for number in range(6)]
    for one in made[:5]:
        posts.pin(ana.viewer, post_id=one)
    with pytest.raises(Invalid):
        posts.pin(ana.viewer, post_id=made[5])
    posts.unpin(ana.viewer, post_id=made[0])
    pinned = posts.posts_of_account(cast.ben().viewer, ana.id, PageRequest(), pinned=True).items
    assert [post.id for post in pinned] == made[4:0:-1]


def test_a_poll_is_answered_once_until_it_ends(clock: FrozenClock) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    poll = PollDraft(options=("tea", "coffee", "water"), lasts_seconds=3600, multiple=True)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Drinks?", poll=poll))
    answered = posts.vote_in_poll(ben.viewer, post_id=post.id, choices=(0, 2)).poll
    assert answered is not None
    assert ([option.votes for option in answered.options], answered.voters, answered.own_choices) == (
        [1, 0, 1],
        1,
        (0, 2),
    )
    with pytest.raises(Conflict):
        posts.vote_in_poll(ben.viewer, post_id=post.id, choices=(1,))
    for wrong in ((), (3,), (-1,), (0, 0)):
        with pytest.raises(Invalid):
            posts.vote_in_poll(carla.viewer, post_id=post.id, choices=wrong)
    clock.advance(timedelta(hours=1))
    with pytest.raises(Conflict):
        posts.vote_in_poll(carla.viewer, post_id=post.id, choices=(1,))
    ended = posts.access_post(carla.viewer, post.id).poll
    assert ended is not None
    assert (ended.expired, ended.voters) == (True, 1)


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.FRIENDS, Visibility.DIRECT])
def test_words_that_are_not_public_lie_in_the_vault_only(visibility: Visibility) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    graph.follow(ana.viewer, target_id=ben.id)
    poll = PollDraft(options=("juniper one", "juniper two"), lasts_seconds=3600)
    draft = PostDraft(text="@ben juniper #juniper", warning="juniper", visibility=visibility, poll=poll)
    post = posts.publish(ana.viewer, draft=draft)
    posts.edit(ana.viewer, post_id=post.id, draft=PostDraft(text="@ben juniper again"))
    central = [vars(row) for model in (Post, PostRevision, PostTag, PollOption) for row in model.objects.all()]
    assert "juniper" not in str(central)
    seen = posts.access_post(ben.viewer, post.id)
    assert seen.poll is not None
    assert (seen.text, [option.text for option in seen.poll.options]) == (
        "@ben juniper again",
        ["juniper one", "juniper two"],
    )
    assert [one.text for one in posts.revisions(ben.viewer, post.id)] == ["@ben juniper #juniper", "@ben juniper again"]


def test_a_quote_is_shown_to_no_more_people_than_what_it_quotes() -> None:
    ana = cast.ana()
    own = posts.publish(ana.viewer, draft=PostDraft(text="For followers", visibility=Visibility.FOLLOWERS))
    quote = posts.publish(ana.viewer, draft=PostDraft(text="See", quote_of_id=own.id))
    assert quote.visibility is Visibility.FOLLOWERS
    quiet = posts.publish(ana.viewer, draft=PostDraft(text="@ben", visibility=Visibility.DIRECT))
    with pytest.raises(Invalid):
        posts.publish(ana.viewer, draft=PostDraft(text="See", quote_of_id=quiet.id))


def test_the_list_of_boosts_names_nobody_who_boosted_for_followers() -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Carry me"))
    posts.boost(ben.viewer, post_id=post.id)
    posts.boost(carla.viewer, post_id=post.id, visibility=Visibility.FOLLOWERS)
    assert [one.id for one in posts.boosted_by(dev.viewer, post.id, PageRequest()).items] == [ben.id]
    assert [one.id for one in posts.boosted_by(NOBODY, post.id, PageRequest()).items] == [ben.id]
    assert [one.id for one in posts.boosted_by(carla.viewer, post.id, PageRequest()).items] == [carla.id, ben.id]
