"""The numbers below posts and on profiles: what they count, and that they stay right."""

import pytest

from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Counts, PostDraft, Visibility
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
