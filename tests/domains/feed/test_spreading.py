"""Fan-out: everybody's home once, in however many short writes, and begun again wherever it was broken off."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed import fan_out as fan_outs
from folkmoot.domains.feed import spreading
from folkmoot.domains.feed.models import HomeEntry
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, SpreadFacts, Visibility
from folkmoot.kernel.pages import PageRequest
from tests import cast

Drain = Callable[[], None]


@pytest.fixture
def readers(drain: Drain) -> list[cast.Person]:
    """Ana's followers, each of whom reads."""
    ana, people = cast.ana(), cast.crowd(5)
    for one in people:
        graph.follow(one.viewer, target_id=ana.id)
        feed.latest(one.viewer, PageRequest())
    drain()
    return people


def _homes(post_id: int) -> list[int]:
    found = HomeEntry.objects.filter(post_id=post_id).order_by("account_id")
    return list(found.values_list("account_id", flat=True))


@pytest.mark.parametrize("size", [1, 2, 5, 6])
def test_slices_of_any_size_hold_everybody_once(
    drain: Drain, monkeypatch: pytest.MonkeyPatch, readers: list[cast.Person], size: int
) -> None:
    monkeypatch.setattr(spreading, "_AT_ONCE", size)
    made = [posts.publish(cast.ana().viewer, draft=PostDraft(text=text)).id for text in ("One", "Two")]
    drain()
    for post_id in made:
        assert _homes(post_id) == sorted(one.id for one in readers)


def test_only_those_who_follow_and_read(drain: Drain, readers: list[cast.Person]) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    graph.unfollow(readers[0].viewer, target_id=ana.id)
    made = posts.publish(ana.viewer, draft=PostDraft(text="Good morning"))
    drain()
    assert _homes(made.id) == sorted(one.id for one in readers[1:])


def test_who_only_asked_to_follow_is_no_follower(drain: Drain, readers: list[cast.Person]) -> None:
    gita = cast.gita()
    accounts.edit_profile(gita.viewer, change=accounts.ProfileChange(locked=True))
    graph.follow(readers[0].viewer, target_id=gita.id)
    made = posts.publish(gita.viewer, draft=PostDraft(text="Only for friends"))
    drain()
    assert _homes(made.id) == []


def test_a_direct_post_reaches_whom_it_names(drain: Drain, readers: list[cast.Person]) -> None:
    text = f"@{readers[2].handle} Are you there?"
    made = posts.publish(cast.ana().viewer, draft=PostDraft(text=text, visibility=Visibility.DIRECT))
    drain()
    assert _homes(made.id) == [readers[2].id]


def test_fan_out_that_was_broken_off_is_done_again(
    drain: Drain, monkeypatch: pytest.MonkeyPatch, readers: list[cast.Person]
) -> None:
    monkeypatch.setattr(spreading, "_AT_ONCE", 2)
    made = posts.publish(cast.ana().viewer, draft=PostDraft(text="Once"))
    steps = spreading._for_followers

    def broken(author_id: int, written: Sequence[SpreadFacts]) -> Iterator[Callable[[], int]]:
        yield next(steps(author_id, written))
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(spreading, "_for_followers", broken)
        with pytest.raises(ZeroDivisionError):
            fan_outs.fan_out([made.id])
    assert posts.unspread_count() == 1
    drain()
    assert _homes(made.id) == sorted(one.id for one in readers)
    assert posts.unspread_count() == 0
