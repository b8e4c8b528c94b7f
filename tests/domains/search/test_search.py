"""Searching for people, posts and tags."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostView, Visibility
from folkmoot.domains.search import api
from folkmoot.domains.search.api import SearchKind, SearchResults, Span
from folkmoot.domains.search.policy import Exact, exact, in_order, normal_query
from folkmoot.infra.worker import drain
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import NOBODY, Viewer
from tests import cast
from tests.queries import assert_same_query_count
from tests.removing import remove_account

ORIGIN = "https://moot.example"


def found_by(person: cast.Person) -> cast.Person:
    accounts.edit_profile(person.viewer, change=ProfileChange(indexable=True))
    return person


def publish(person: cast.Person, text: str, visibility: Visibility = Visibility.PUBLIC) -> PostView:
    return posts.publish(person.viewer, draft=PostDraft(text=text, visibility=visibility))


def search(viewer: Viewer, **asked: Any) -> SearchResults:
    """With everything in the index."""
    drain()
    return api.search(viewer, **asked)


def texts(viewer: Viewer, query: str) -> list[str]:
    return [post.text for post in search(viewer, query=query, kind=SearchKind.POSTS).posts]


def handles(viewer: Viewer, query: str) -> list[str]:
    return [account.handle for account in search(viewer, query=query, kind=SearchKind.ACCOUNTS).accounts]


def test_one_query_finds_people_posts_and_tags() -> None:
    ana = found_by(cast.ana())
    publish(ana, "Anaconda at the fair #anarest")
    found = search(cast.ben().viewer, query="ana")
    assert [account.handle for account in found.accounts] == ["ana"]
    assert [post.text for post in found.posts] == ["Anaconda at the fair #anarest"]
    assert found.tags == ("anarest",)


def test_one_kind_only() -> None:
    publish(found_by(cast.ana()), "Anaconda at the fair #anarest")
    found = search(cast.ben().viewer, query="ana", kind=SearchKind.TAGS)
    assert found == SearchResults(tags=("anarest",))


@pytest.mark.parametrize(
    "visibility", [Visibility.UNLISTED, Visibility.FOLLOWERS, Visibility.FRIENDS, Visibility.DIRECT]
)
def test_what_is_not_public_is_never_found(visibility: Visibility) -> None:
    ana = found_by(cast.ana())
    publish(ana, "the quince secret #quince", visibility)
    for viewer in (NOBODY, cast.ben().viewer, ana.viewer):
        assert search(viewer, query="quince") == SearchResults()


def test_posts_are_found_unless_their_author_declines_and_always_by_the_author() -> None:
    ana, ben = cast.ana(), cast.ben()
    publish(ana, "quince jam")
    assert texts(ben.viewer, "quince") == ["quince jam"]
    accounts.edit_profile(ana.viewer, change=ProfileChange(indexable=False))
    assert (texts(ben.viewer, "quince"), texts(ana.viewer, "quince")) == ([], ["quince jam"])
    found_by(ana)
    assert texts(ben.viewer, "quince") == ["quince jam"]


def test_a_reduced_post_stands_behind_and_a_removed_one_nowhere() -> None:
    ana, mo = found_by(cast.ana()), cast.mo()
    for number in range(4):
        publish(ana, f"quince {number}")
    newest, removed = publish(ana, "quince newest"), publish(ana, "quince removed")
    integrity.decide_on(
        mo.viewer, ref=post_ref(newest.id), responsible=ana.id, clause_id="bait", treatment="reduce", factor=0.3
    )
    integrity.decide_on(
        mo.viewer, ref=post_ref(removed.id), responsible=ana.id, clause_id="threats", treatment="remove"
    )
    assert texts(cast.ben().viewer, "quince") == ["quince 3", "quince 2", "quince newest", "quince 1", "quince 0"]


def test_the_blocked_and_the_withheld_are_left_out() -> None:
    ana, ben, carla = found_by(cast.ana()), cast.ben(), cast.carla()
    publish(ana, "quince jam")
    graph.block(ana.viewer, target_id=ben.id)
    assert (handles(ben.viewer, "ana"), handles(ben.viewer, "@ana"), texts(ben.viewer, "quince")) == ([], [], [])
    assert (handles(ana.viewer, "ben"), handles(carla.viewer, "ana")) == ([], ["ana"])
    remove_account(ana)
    assert (handles(carla.viewer, "ana"), texts(carla.viewer, "quince")) == ([], [])
    assert (handles(ana.viewer, "ana"), texts(ana.viewer, "quince")) == (["ana"], ["quince jam"])


def test_only_those_whom_one_follows() -> None:
    ana, ben = cast.ana(), cast.ben()
    cast.person("anabel")
    graph.follow(ben.viewer, target_id=ana.id)
    found = search(ben.viewer, query="ana", following=True)
    assert [account.handle for account in found.accounts] == ["ana"]


def test_only_posts_by_one_account() -> None:
    ana, ben = found_by(cast.ana()), found_by(cast.ben())
    publish(ana, "quince of Ana")
    publish(ben, "quince of Ben")
    found = search(cast.carla().viewer, query="quince", account_id=ben.id)
    assert [post.text for post in found.posts] == ["quince of Ben"]


def test_a_name_or_an_address_of_this_site_is_exact() -> None:
    ana, ben = cast.ana(), cast.ben()
    cast.person("benny")
    assert handles(ana.viewer, "ben") == ["ben", "benny"]
    host = ben.account.url.split("/")[2]
    for query in ("@ben", "@BEN", f"@ben@{host}", ben.account.url):
        assert handles(ana.viewer, query) == ["ben"]
    post = publish(ben, "not indexed")
    assert [found.id for found in search(ana.viewer, query=post.url).posts] == [post.id]
    hidden = publish(ben, "for friends", Visibility.FRIENDS)
    assert search(ben.viewer, query=hidden.url) == SearchResults()


def test_pages_do_not_overlap() -> None:
    ana = found_by(cast.ana())
    for number in range(5):
        publish(ana, f"quince {number}")
    pages = [search(NOBODY, query="quince", limit=2, offset=offset).posts for offset in (0, 2, 4, 6)]
    assert [[post.text[-1] for post in page] for page in pages] == [["4", "3"], ["2", "1"], ["0"], []]


@pytest.mark.parametrize("query", ["", "   ", "\x00", "%", "_", "@", "#", "https://[", "a" * 10_000, "\ud800"])
def test_a_query_without_sense_finds_nothing(query: str) -> None:
    publish(found_by(cast.ana()), "quince jam")
    assert search(NOBODY, query=query) == SearchResults()


def test_many_results_ask_no_more_queries_than_few() -> None:
    ana, ben = found_by(cast.ana()), cast.ben()

    def make(number: int) -> None:
        publish(ana, f"quince {number} #quince{number}")
        drain()

    assert_same_query_count(make, lambda: api.search(ben.viewer, query="quince"))


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("ben", None),
        ("@ben", Exact("ben")),
        ("@ben@moot.example", Exact("ben")),
        ("@ben@other.example", Exact("ben", "other.example")),
        ("@ben and ana", None),
        (f"{ORIGIN}/@ben", Exact("ben")),
        (f"{ORIGIN}/@ben/", Exact("ben")),
        (f"{ORIGIN}/@ben/12", Exact(post_id=12)),
        (f"{ORIGIN}/about", None),
        ("https://other.example/@ben", None),
    ],
)
def test_what_a_query_names(query: str, meant: Exact | None) -> None:
    assert exact(query, origin=ORIGIN) == meant


def test_order_is_kept_where_nothing_is_reduced_and_nought_is_last() -> None:
    assert in_order([(1, "a"), (1, "b"), (1, "c")]) == ["a", "b", "c"]
    assert in_order([(0, "a"), (0.5, "b"), (1, "c"), (1, "d"), (1, "e")]) == ["c", "d", "b", "e", "a"]


@given(st.lists(st.floats(0, 1), max_size=50))
def test_reduced_items_never_move_up_past_others(factors: list[float]) -> None:
    ordered = in_order([(factor, place) for place, factor in enumerate(factors)])
    assert sorted(ordered) == list(range(len(factors)))
    whole = [place for place in ordered if factors[place] == 1]
    assert whole == sorted(whole)


@given(st.text())
def test_a_query_becomes_one_short_printable_line(raw: str) -> None:
    query = normal_query(raw)
    assert len(query) <= 500
    assert query == " ".join(query.split())
    assert "\x00" not in query


@pytest.mark.parametrize("query", ["übermorgen", "ÜBERMORGEN", "Übermorgen", "köln", "KÖLN"])
def test_the_case_of_no_letter_matters(query: str) -> None:
    ana = found_by(cast.ana())
    publish(ana, "Übermorgen in Köln")
    assert texts(cast.ben().viewer, query) == ["Übermorgen in Köln"]


def test_posts_are_found_within_a_span_of_ids() -> None:
    ana = found_by(cast.ana())
    made = [publish(ana, f"quince {number}").id for number in range(6)]

    def within(limit: int = 20, offset: int = 0, **span: int) -> str:
        found = search(NOBODY, query="quince", limit=limit, offset=offset, span=Span(**span)).posts
        return "".join(post.text[-1] for post in found)

    assert within(below=made[3]) == "210"
    assert within(limit=2, below=made[3]) == "21"
    assert within(limit=2, above=made[1]) == "32"
    assert within(limit=2, offset=2, above=made[1]) == "54"
    assert within(above=made[1], below=made[4]) == "32"
    assert within(above=made[5]) == ""
