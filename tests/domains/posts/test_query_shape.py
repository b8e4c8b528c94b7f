"""How many queries a read takes does not depend on how much there is to read."""

from collections.abc import Callable

import pytest

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, Visibility
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.queries import assert_same_query_count

PAGE = PageRequest(limit=40)


def _one_more(number: int) -> None:
    """Somebody with a post of every kind, whom Ben follows."""
    ben, person = cast.ben(), cast.person(f"neighbour{number}")
    graph.follow(ben.viewer, target_id=person.id)
    first = posts.publish(person.viewer, draft=PostDraft(text=f"{person.handle} tells @ben of #tea"))
    posts.publish(person.viewer, draft=PostDraft(text="Look", quote_of_id=first.id))
    posts.publish(person.viewer, draft=PostDraft(text="Quietly", visibility=Visibility.FOLLOWERS))
    poll = PollDraft(options=("tea", "coffee"), lasts_seconds=3600)
    posts.publish(person.viewer, draft=PostDraft(text="Which?", poll=poll))
    posts.favourite(ben.viewer, post_id=first.id)
    posts.boost(cast.ana().viewer, post_id=first.id)


READS: dict[str, Callable[[], object]] = {
    "latest": lambda: feed.latest(cast.ben().viewer, PAGE).items,
    "ranked": lambda: feed.ranked(cast.ben().viewer, limit=40).items,
    "profile": lambda: posts.posts_of_account(cast.ben().viewer, cast.ana().id, PAGE).items,
    "public": lambda: posts.public_timeline(cast.ben().viewer, PAGE).items,
    "tag": lambda: posts.tag_timeline(cast.ben().viewer, "tea", PAGE).items,
    "favourites": lambda: posts.favourites(cast.ben().viewer, PAGE).items,
}


@pytest.mark.parametrize("name", sorted(READS))
def test_reading(name: str, drain: Callable[[], None]) -> None:
    def make_row(number: int) -> None:
        _one_more(number)
        READS["latest"]()
        drain()

    assert_same_query_count(make_row, READS[name])


def test_trends() -> None:
    def make_row(number: int) -> None:
        for person in (cast.ben(), cast.ana()):
            posts.publish(person.viewer, draft=PostDraft(text=f"#tea{number}"))

    assert_same_query_count(make_row, lambda: feed.trending_tags(limit=40))
