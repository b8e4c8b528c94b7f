import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.pages import PageRequest
from tests import cast


def test_a_list_holds_only_accounts_that_one_follows() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ana.viewer, target_id=ben.id)
    choir = graph.create_list(ana.viewer, title=" The  choir ", exclusive=True)
    assert choir.title == "The choir"
    with pytest.raises(NotFound) as refused:
        graph.add_to_list(ana.viewer, list_id=choir.id, account_ids=[ben.id, carla.id])
    assert refused.value.safe == "Only accounts that you follow can be on a list."
    assert graph.list_member_ids(ana.viewer, choir.id) == frozenset()
    graph.add_to_list(ana.viewer, list_id=choir.id, account_ids=[ben.id])
    graph.add_to_list(ana.viewer, list_id=choir.id, account_ids=[ben.id])
    assert graph.list_member_ids(ana.viewer, choir.id) == {ben.id}
    assert [member.handle for member in graph.list_members(ana.viewer, choir.id, PageRequest()).items] == ["ben"]
    assert graph.lists_of_account(ana.viewer, ben.id) == (choir,)
    assert graph.exclusive_member_ids(ana.id) == {ben.id}
    graph.unfollow(ana.viewer, target_id=ben.id)
    assert graph.list_member_ids(ana.viewer, choir.id) == frozenset()


def test_a_list_is_edited_and_deleted() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    made = graph.create_list(ana.viewer, title="Town")
    graph.add_to_list(ana.viewer, list_id=made.id, account_ids=[ben.id])
    edited = graph.edit_list(ana.viewer, list_id=made.id, replies_policy=graph.RepliesPolicy.NONE)
    assert edited == graph.ListView(made.id, "Town", graph.RepliesPolicy.NONE, exclusive=False)
    graph.remove_from_list(ana.viewer, list_id=made.id, account_ids=[ben.id])
    assert graph.lists_of_account(ana.viewer, ben.id) == ()
    graph.delete_list(ana.viewer, list_id=made.id)
    assert graph.lists(ana.viewer) == ()
    assert graph.follows(ana.id, ben.id)


def test_another_persons_list_is_not_there() -> None:
    ana, ben = cast.ana(), cast.ben()
    made = graph.create_list(ana.viewer, title="Town")
    for attempt in (
        lambda: graph.list_of(ben.viewer, made.id),
        lambda: graph.edit_list(ben.viewer, list_id=made.id, title="Mine"),
        lambda: graph.delete_list(ben.viewer, list_id=made.id),
        lambda: graph.add_to_list(ben.viewer, list_id=made.id, account_ids=[]),
        lambda: graph.list_member_ids(ben.viewer, made.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert graph.lists(ana.viewer) == (made,)


@pytest.mark.parametrize("title", ["", "  \n ", "x" * 101])
def test_a_list_needs_a_fitting_title(title: str) -> None:
    ana = cast.ana()
    with pytest.raises(Invalid):
        graph.create_list(ana.viewer, title=title)
    assert graph.lists(ana.viewer) == ()
