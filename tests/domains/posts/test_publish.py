"""Publishing and reading, as members do it."""

import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.kernel.errors import Gone, Invalid, NotFound
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import NOBODY
from tests import cast


def test_a_public_post_is_read_by_everybody() -> None:
    ana, ben = cast.ana().viewer, cast.ben().viewer
    post = posts.publish(ana, draft=PostDraft(text="Hello @ben, see #Exeter at https://exeter.example/"))
    assert post.text == "Hello @ben, see #Exeter at https://exeter.example/"
    assert post.tags == ("exeter",)
    assert [mention.acct for mention in post.mentions] == ["ben"]
    assert posts.access_post(NOBODY, post.id).html == post.html
    assert [one.id for one in posts.tag_timeline(ben, "Exeter", PageRequest()).items] == [post.id]


@pytest.mark.parametrize(
    ("visibility", "stranger", "follower", "friend", "mentioned"),
    [
        (Visibility.PUBLIC, True, True, True, True),
        (Visibility.UNLISTED, True, True, True, True),
        (Visibility.FOLLOWERS, False, True, True, True),
        (Visibility.FRIENDS, False, False, True, True),
        (Visibility.DIRECT, False, False, False, True),
    ],
)
def test_who_may_read(visibility: Visibility, stranger: bool, follower: bool, friend: bool, mentioned: bool) -> None:
    ana, ben, carla, dev, erin = (
        cast.ana().viewer,
        cast.ben().viewer,
        cast.carla().viewer,
        cast.dev().viewer,
        cast.erin().viewer,
    )
    for reader in (ben, carla):
        graph.follow(reader, target_id=ana.require_account())
    graph.follow(ana, target_id=carla.require_account())
    post = posts.publish(ana, draft=PostDraft(text="For you, @dev", visibility=visibility))
    for reader, may in ((erin, stranger), (ben, follower), (carla, friend), (dev, mentioned), (ana, True)):
        if may:
            assert posts.access_post(reader, post.id).text == "For you, @dev"
        else:
            with pytest.raises(NotFound):
                posts.access_post(reader, post.id)


def test_a_repeated_key_publishes_once() -> None:
    ana = cast.ana().viewer
    first = posts.publish(ana, draft=PostDraft(text="Once"), idempotency_key="k1")
    second = posts.publish(ana, draft=PostDraft(text="Once"), idempotency_key="k1")
    assert second.id == first.id
    assert posts.author_counts([ana.require_account()])[ana.require_account()].posts == 1


def test_an_empty_post_is_refused_and_nothing_happens() -> None:
    ana = cast.ana().viewer
    with pytest.raises(Invalid) as refusal:
        posts.publish(ana, draft=PostDraft(text="  \n "))
    assert refusal.value.field == "text"
    assert posts.posts_of_account(ana, ana.require_account(), PageRequest()).items == ()


def test_a_deleted_post_leaves_a_gap_in_its_thread() -> None:
    ana, ben = cast.ana().viewer, cast.ben().viewer
    first = posts.publish(ana, draft=PostDraft(text="First"))
    reply = posts.publish(ben, draft=PostDraft(text="Second", reply_to_id=first.id))
    posts.delete(ana, post_id=first.id)
    with pytest.raises(Gone):
        posts.access_post(ben, first.id)
    thread = posts.thread(ben, reply.id)
    assert [(one.id, one.gap, one.text) for one in thread.ancestors] == [(first.id, posts.Gap.DELETED, "")]


def test_an_edit_keeps_what_was_said() -> None:
    ana = cast.ana().viewer
    post = posts.publish(ana, draft=PostDraft(text="Befor", visibility=Visibility.FOLLOWERS))
    posts.edit(ana, post_id=post.id, draft=PostDraft(text="Before"))
    assert [one.text for one in posts.revisions(ana, post.id)] == ["Befor", "Before"]
    assert posts.access_post(ana, post.id).visibility is Visibility.FOLLOWERS
