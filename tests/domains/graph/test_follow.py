import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.infra.audit.api import of_subject
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.kernel.errors import Forbidden, Gone, Invalid, NotFound, NotSignedIn
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import NOBODY
from tests import cast


def lock(person: cast.Person) -> None:
    accounts.edit_profile(person.viewer, change=accounts.ProfileChange(locked=True))


def published() -> list[str]:
    return [kind for kind in OutboxEvent.objects.order_by("id").values_list("kind", flat=True) if "graph" in kind]


def names(page: object) -> list[str]:
    return [account.handle for account in page.items]  # type: ignore[attr-defined] # a page of accounts


def test_a_follow_is_counted_on_both_sides_and_told_once() -> None:
    ana, ben = cast.ana(), cast.ben()
    first = graph.follow(ana.viewer, target_id=ben.id)
    again = graph.follow(ana.viewer, target_id=ben.id)
    assert first == again == graph.Relationship(ben.id, following=True)
    assert graph.relationships(ben.viewer, [ana.id])[ana.id] == graph.Relationship(ana.id, followed_by=True)
    assert graph.counts([ana.id, ben.id]) == {
        ana.id: graph.GraphCounts(followers=0, following=1),
        ben.id: graph.GraphCounts(followers=1, following=0),
    }
    assert published() == ["graph.followed"]
    assert [entry.verb for entry in of_subject(account_ref(ben.id))][:1] == ["follow.begin"]


def test_following_again_changes_only_the_flags_that_are_given() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id, show_boosts=False)
    changed = graph.follow(ana.viewer, target_id=ben.id, notify=True)
    assert (changed.show_boosts, changed.notify) == (False, True)
    assert graph.follower_ids(ben.id) == (ana.id,)
    assert graph.follower_ids(ben.id, boosts=True) == ()
    assert graph.follower_ids(ben.id, notify=True) == (ana.id,)
    assert graph.surroundings(ana.viewer, [ben.id]).boosts_hidden == {ben.id}


def test_a_locked_account_is_asked_and_answers() -> None:
    ana, ben = cast.ana(), cast.ben()
    lock(ben)
    assert graph.follow(ana.viewer, target_id=ben.id) == graph.Relationship(ben.id, requested=True)
    assert not graph.follows(ana.id, ben.id)
    assert names(graph.follow_requests(ben.viewer, PageRequest())) == ["ana"]
    assert graph.counts([ben.id])[ben.id].followers == 0
    assert graph.accept_request(ben.viewer, follower_id=ana.id).followed_by
    assert graph.follows(ana.id, ben.id)
    assert graph.counts([ben.id])[ben.id].followers == 1
    assert published() == ["graph.follow_requested", "graph.follow_accepted"]
    with pytest.raises(NotFound):
        graph.accept_request(ben.viewer, follower_id=ana.id)


def test_a_rejected_request_leaves_nothing_and_may_be_made_again() -> None:
    ana, ben = cast.ana(), cast.ben()
    lock(ben)
    graph.follow(ana.viewer, target_id=ben.id)
    graph.reject_request(ben.viewer, follower_id=ana.id)
    assert graph.relationships(ana.viewer, [ben.id])[ben.id] == graph.Relationship(ben.id)
    assert graph.follow(ana.viewer, target_id=ben.id).requested
    graph.unfollow(ana.viewer, target_id=ben.id)
    assert names(graph.follow_requests(ben.viewer, PageRequest())) == []
    assert graph.counts([ana.id, ben.id]) == {ana.id: graph.GraphCounts(), ben.id: graph.GraphCounts()}


def test_who_may_not_follow_whom() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.block(ben.viewer, target_id=ana.id)
    accounts.erase_account(carla.viewer, password=cast.PASSWORD)
    before = published()
    with pytest.raises(Invalid, match="account"):
        graph.follow(ana.viewer, target_id=ana.id)
    with pytest.raises(Forbidden):
        graph.follow(ana.viewer, target_id=ben.id)
    with pytest.raises(Forbidden):
        graph.follow(ben.viewer, target_id=ana.id)
    with pytest.raises(Gone):
        graph.follow(ana.viewer, target_id=carla.id)
    with pytest.raises(NotFound):
        graph.follow(ana.viewer, target_id=1)
    with pytest.raises(NotSignedIn):
        graph.follow(NOBODY, target_id=ana.id)
    assert graph.followee_ids(ana.id) == graph.followee_ids(ben.id) == frozenset()
    assert published() == before


def test_unfollow_and_remove_follower_are_idempotent() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    graph.remove_follower(ben.viewer, follower_id=ana.id)
    graph.remove_follower(ben.viewer, follower_id=ana.id)
    graph.unfollow(ana.viewer, target_id=ben.id)
    assert graph.counts([ana.id, ben.id]) == {ana.id: graph.GraphCounts(), ben.id: graph.GraphCounts()}
    assert published() == ["graph.followed", "graph.unfollowed"]


def test_friends_follow_each_other() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ana.viewer, target_id=ben.id)
    graph.follow(ben.viewer, target_id=ana.id)
    graph.follow(ana.viewer, target_id=carla.id)
    assert graph.friends_of(ana.id) == {ben.id}
    assert graph.surroundings(ana.viewer, [ben.id, carla.id]).friends(ben.id)
    assert not graph.surroundings(ana.viewer, [ben.id, carla.id]).friends(carla.id)


def test_imported_follows_are_stored_and_counted_once() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ana.viewer, target_id=ben.id)
    pairs = [(ana.id, ben.id), (ben.id, ana.id), (carla.id, ana.id), (ana.id, ana.id)]
    assert graph.import_follows(pairs) == 2
    assert graph.import_follows(pairs) == 0
    assert graph.counts([ana.id, ben.id, carla.id]) == {
        ana.id: graph.GraphCounts(followers=2, following=1),
        ben.id: graph.GraphCounts(followers=1, following=1),
        carla.id: graph.GraphCounts(followers=0, following=1),
    }
