"""What is written in groups, and who reads it."""

from collections.abc import Callable

import pytest

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupChange, GroupRole, Posting
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.domains.posts.models import Post
from folkmoot.domains.search import api as search
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import NOBODY, Viewer
from tests import cast
from tests.domains.groups.making import group, let_in, say
from tests.queries import assert_same_query_count

CLOSED = [Admission.REQUEST, Admission.HIDDEN]


def _feed(viewer: Viewer, group_id: int) -> list[str]:
    return [post.text for post in posts.group_timeline(viewer, group_id, PageRequest()).items]


def test_in_an_open_group_a_post_is_public_and_says_where_it_stands() -> None:
    made = group()
    post = say(cast.ana(), made)
    assert post.visibility is Visibility.PUBLIC
    for viewer in (NOBODY, cast.ben().viewer):
        seen = posts.access_post(viewer, post.id)
        assert seen.group is not None
        assert (seen.group.account.acct, seen.group.admission) == ("gardeners", Admission.OPEN)
        assert _feed(viewer, made.id) == ["Beans are up"]
    assert [one.id for one in posts.public_timeline(NOBODY, PageRequest()).items] == [post.id]


@pytest.mark.parametrize("admission", CLOSED)
def test_in_a_closed_group_only_members_read(admission: Admission) -> None:
    made, ben = group(admission), cast.ben()
    let_in(made, ben)
    post = say(cast.ana(), made)
    assert post.visibility is Visibility.GROUP
    assert posts.access_post(ben.viewer, post.id).text == "Beans are up"
    assert _feed(ben.viewer, made.id) == ["Beans are up"]
    row = Post.objects.get(id=post.id)
    assert (row.text, row.html) == ("", "")
    for outsider in (NOBODY, cast.carla().viewer, cast.mo().viewer):
        with pytest.raises(NotFound):
            posts.access_post(outsider, post.id)
        assert posts.posts_of_account(outsider, cast.ana().id, PageRequest()).items == ()
    groups.leave(ben.viewer, group_id=made.id)
    with pytest.raises(NotFound):
        posts.access_post(ben.viewer, post.id)


@pytest.mark.parametrize("admission", CLOSED)
def test_a_mention_lets_nobody_into_a_closed_group(admission: Admission, drain: Callable[[], None]) -> None:
    made, ben, carla = group(admission), cast.ben(), cast.carla()
    let_in(made, ben)
    graph.follow(carla.viewer, target_id=cast.ana().id, notify=True)
    drain()
    before = notifications.unread_count(carla.viewer)
    post = say(cast.ana(), made, "Ask @carla and @ben")
    drain()
    assert notifications.unread_count(carla.viewer) == before
    with pytest.raises(NotFound):
        posts.access_post(carla.viewer, post.id)
    told = notifications.notifications_of(ben.viewer, PageRequest()).items
    assert [one.post.id for one in told if one.post] == [post.id]


def test_answers_stay_where_they_belong() -> None:
    closed, ben, carla = group(Admission.REQUEST), cast.ben(), cast.carla()
    let_in(closed, ben)
    post = say(cast.ana(), closed)
    answer = posts.publish(ben.viewer, draft=PostDraft(text="Mine too", reply_to_id=post.id))
    assert (answer.visibility, answer.group_id) == (Visibility.GROUP, closed.id)
    assert posts.access_post(cast.ana().viewer, post.id).counts.replies == 1
    opened = group(handle="bakers")
    public = say(cast.ana(), opened, "Bread")
    let_in(opened, ben)
    inside = posts.publish(ben.viewer, draft=PostDraft(text="Good", reply_to_id=public.id))
    outside = posts.publish(carla.viewer, draft=PostDraft(text="Where?", reply_to_id=public.id))
    friends = posts.publish(
        ben.viewer, draft=PostDraft(text="Us?", reply_to_id=public.id, visibility=Visibility.FRIENDS)
    )
    assert [one.group_id for one in (inside, outside, friends)] == [opened.id, None, None]


def test_nothing_is_carried_out_of_a_closed_group() -> None:
    made, ben = group(Admission.REQUEST), cast.ben()
    let_in(made, ben)
    post = say(cast.ana(), made)
    for one in (ben, cast.ana()):
        with pytest.raises(Forbidden):
            posts.boost(one.viewer, post_id=post.id)
        with pytest.raises(Invalid):
            posts.publish(one.viewer, draft=PostDraft(text="Look", quote_of_id=post.id))
    assert posts.author_counts([cast.ana().id]) == {}


def test_outsiders_do_not_post_and_members_only_answer_where_moderators_begin() -> None:
    made, ben = group(), cast.ben()
    with pytest.raises(Invalid) as refusal:
        say(ben, made)
    assert refusal.value.field == "group"
    let_in(made, ben)
    groups.edit(cast.ana().viewer, group_id=made.id, change=GroupChange(posting=Posting.MODERATORS))
    with pytest.raises(Forbidden):
        say(ben, made)
    post = say(cast.ana(), made)
    assert posts.publish(ben.viewer, draft=PostDraft(text="Yes", reply_to_id=post.id)).group_id == made.id
    groups.set_role(cast.ana().viewer, group_id=made.id, account_id=ben.id, role=GroupRole.MODERATOR)
    assert say(ben, made).group_id == made.id


def test_an_open_group_takes_no_private_post() -> None:
    made = group()
    with pytest.raises(Invalid) as refusal:
        posts.publish(
            cast.ana().viewer, draft=PostDraft(text="Psst", group_id=made.id, visibility=Visibility.FOLLOWERS)
        )
    assert refusal.value.field == "visibility"
    assert _feed(NOBODY, made.id) == []


def test_closing_hides_no_old_post_and_opening_shows_none() -> None:
    made, ben, carla = group(), cast.ben(), cast.carla()
    old = say(cast.ana(), made, "Open words")
    groups.edit(cast.ana().viewer, group_id=made.id, change=GroupChange(admission=Admission.REQUEST))
    assert posts.access_post(ben.viewer, old.id).text == "Open words"
    let_in(made, ben)
    secret = say(cast.ana(), made, "Closed words")
    groups.edit(cast.ana().viewer, group_id=made.id, change=GroupChange(admission=Admission.OPEN))
    groups.join(carla.viewer, group_id=made.id)
    with pytest.raises(NotFound):
        posts.access_post(carla.viewer, secret.id)
    assert posts.access_post(ben.viewer, secret.id).text == "Closed words"
    assert _feed(carla.viewer, made.id) == ["Open words"]
    groups.edit(cast.ana().viewer, group_id=made.id, change=GroupChange(admission=Admission.REQUEST))
    later = say(ben, made, "Later words")
    assert posts.access_post(carla.viewer, later.id).text == "Later words"


def test_who_left_keeps_what_they_wrote_and_changes_it_no_more() -> None:
    made, ben = group(Admission.REQUEST), cast.ben()
    let_in(made, ben)
    post = say(ben, made)
    groups.leave(ben.viewer, group_id=made.id)
    assert posts.access_post(ben.viewer, post.id).text == "Beans are up"
    with pytest.raises(Forbidden):
        posts.edit(ben.viewer, post_id=post.id, draft=PostDraft(text="Bought!"))
    with pytest.raises(Invalid):
        posts.publish(ben.viewer, draft=PostDraft(text="Hello?", reply_to_id=post.id))
    assert posts.access_post(cast.ana().viewer, post.id).text == "Beans are up"
    posts.delete(ben.viewer, post_id=post.id)


def test_the_group_stands_in_the_homes_of_its_members(drain: Callable[[], None]) -> None:
    made, ben, carla = group(Admission.REQUEST), cast.ben(), cast.carla()
    let_in(made, ben)
    graph.follow(carla.viewer, target_id=cast.ana().id)

    def home(viewer: Viewer) -> list[str]:
        return [post.text for post in feed.latest(viewer, PageRequest()).items]

    home(ben.viewer), home(carla.viewer)
    post = say(cast.ana(), made)
    posts.publish(cast.ana().viewer, draft=PostDraft(text="I agree", reply_to_id=post.id))
    for _ in range(2):
        assert home(ben.viewer) == ["Beans are up"]
        assert home(carla.viewer) == []
        assert [item.post.text for item in feed.ranked(ben.viewer).items] == ["Beans are up"]
        drain()
    groups.show_at_home(ben.viewer, group_id=made.id, shown=False)
    assert home(ben.viewer) == []
    assert _feed(ben.viewer, made.id) == ["Beans are up"]


def test_blocked_people_do_not_meet_in_a_group() -> None:
    made, ben = group(), cast.ben()
    let_in(made, ben)
    say(ben, made)
    graph.block(cast.ana().viewer, target_id=ben.id)
    assert _feed(cast.ana().viewer, made.id) == []


def test_search_does_not_find_what_is_closed() -> None:
    made, ben = group(Admission.REQUEST), cast.ben()
    let_in(made, ben)
    say(cast.ana(), made, "Rhubarb #compost")
    for viewer in (NOBODY, ben.viewer, cast.ana().viewer):
        assert search.search(viewer, query="Rhubarb").posts == ()
        assert search.search(viewer, query="#compost").tags == ()


@pytest.mark.parametrize("admission", [Admission.OPEN, Admission.REQUEST])
def test_as_many_queries_for_two_posts_as_for_twenty(admission: Admission) -> None:
    made, ben = group(admission), cast.ben()
    let_in(made, ben)
    assert_same_query_count(
        lambda number: say(cast.ana(), made, f"{number}"),
        lambda: posts.group_timeline(ben.viewer, made.id, PageRequest()),
    )


def test_as_many_queries_for_two_groups_as_for_twenty(clock: object) -> None:
    ben = cast.ben()

    def join(number: int) -> None:
        made = group(Admission.REQUEST, handle=f"club{number}", by=cast.person(f"owner{number}"))
        let_in(made, ben, by=cast.person(f"owner{number}"))
        say(ben, made)

    assert_same_query_count(join, lambda: (groups.mine(ben.viewer), feed.latest(ben.viewer, PageRequest(limit=40))))
