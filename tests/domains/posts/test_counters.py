"""The numbers below posts and on profiles: what they count, and that they stay right."""

from collections.abc import Callable

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Counts, PollDraft, PostDraft, Visibility
from tests import cast


def _counts(post_id: int) -> Counts:
    return posts.access_post(cast.gita().viewer, post_id).counts


def _written(person: cast.Person) -> int:
    return posts.author_counts([person.id])[person.id].posts


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.FRIENDS, Visibility.DIRECT])
def test_no_number_tells_of_an_answer_that_is_not_for_everybody(visibility: Visibility) -> None:
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Who can help?"))
    open_answer = PostDraft(text="I can", reply_to_id=post.id, visibility=Visibility.UNLISTED)
    posts.publish(ben.viewer, draft=open_answer)
    answer = posts.publish(ben.viewer, draft=PostDraft(text="@ana psst", reply_to_id=post.id, visibility=visibility))
    assert _counts(post.id).replies == 1
    posts.delete(ben.viewer, post_id=answer.id)
    assert _counts(post.id).replies == 1


def test_a_profile_does_not_tell_that_somebody_writes_direct_posts() -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Good morning"))
    before = posts.author_counts([ana.id])
    direct = posts.publish(ana.viewer, draft=PostDraft(text="@ben hello", visibility=Visibility.DIRECT))
    assert posts.author_counts([ana.id]) == before
    posts.delete(ana.viewer, post_id=direct.id)
    posts.delete(ana.viewer, post_id=post.id)
    assert _written(ana) == 0


def test_a_boost_of_what_was_deleted_is_nobody_s_post() -> None:
    ana, ben = cast.ana(), cast.ben()
    first, second = (posts.publish(ana.viewer, draft=PostDraft(text=text)) for text in ("One", "Two"))
    posts.boost(ben.viewer, post_id=first.id)
    posts.boost(ben.viewer, post_id=second.id)
    posts.delete(ana.viewer, post_id=first.id)
    assert _written(ben) == 1


def test_an_erased_person_is_in_no_number_and_no_list_any_more(drain: Callable[[], None]) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    poll = PollDraft(options=("tea", "coffee"), lasts_seconds=3600)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Which?", poll=poll))
    for person in (ben, carla):
        posts.vote(person.viewer, post_id=post.id, value=1)
        posts.favourite(person.viewer, post_id=post.id)
        posts.boost(person.viewer, post_id=post.id)
        posts.vote_in_poll(person.viewer, post_id=post.id, choices=(0,))
        posts.publish(person.viewer, draft=PostDraft(text="Tea", reply_to_id=post.id))
        posts.publish(person.viewer, draft=PostDraft(text="Look", quote_of_id=post.id))
    accounts.erase_account(ben.viewer, password=ben.password)
    drain()
    assert _counts(post.id) == Counts(replies=1, boosts=1, favourites=1, quotes=1, up=1)
    assert posts.poll_voters(post.id) == {carla.id}
    assert _written(carla) == 3
