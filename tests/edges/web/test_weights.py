"""The weights of one's own Ranked, and the chart that shows how a place in it is reckoned."""

import pytest

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import Weights
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostView
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of

ONLY_TALK = {"closeness": "0", "freshness": "0", "conversation": "3", "rarity": "0"}


@pytest.fixture
def talked_about() -> PostView:
    """In Ana's home a post by Ben that somebody favourited, and one by Carla, who is her friend."""
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    for one in (ben, carla):
        graph.follow(ana.viewer, target_id=one.id)
    graph.follow(carla.viewer, target_id=ana.id)
    post = posts.publish(ben.viewer, draft=PostDraft(text="Talked about"))
    posts.publish(carla.viewer, draft=PostDraft(text="By a friend"))
    posts.favourite(cast.dev().viewer, post_id=post.id)
    return post


def order(person: cast.Person) -> list[str]:
    return [item.post.text for item in feed.ranked(person.viewer).items]


@pytest.mark.usefixtures("talked_about")
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_preview_shows_the_order_and_keeps_nothing(browser: Browser, headers: dict[str, str]) -> None:
    ana = cast.ana()
    assert order(ana) == ["By a friend", "Talked about"]
    words = text_of(browser(ana).post("/settings/feed", ONLY_TALK | {"do": "preview"}, headers=headers))
    assert words.index("Talked about") < words.index("By a friend")
    assert "Not saved yet" in words
    assert order(ana) == ["By a friend", "Talked about"]


@pytest.mark.usefixtures("talked_about")
def test_saved_weights_order_ranked_until_they_are_reset(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    client.post("/settings/feed", ONLY_TALK | {"do": "save"})
    assert order(ana) == ["Talked about", "By a friend"]
    assert feed.weights_of(cast.ben().id) == feed.EVEN
    page = client.get("/settings/feed").content.decode()
    assert '<output class="num" for="id_conversation">3.0</output>' in page
    client.post("/settings/feed", {"do": "reset"})
    assert feed.weights_of(ana.id) == feed.EVEN
    assert order(ana) == ["By a friend", "Talked about"]


@pytest.mark.parametrize("wrong", ["-0.1", "3.1", "x", "", "nan", "inf"])
def test_what_is_no_weight_is_refused_and_nothing_is_kept(browser: Browser, wrong: str) -> None:
    ana = cast.ana()
    refused = browser(ana).post("/settings/feed", ONLY_TALK | {"rarity": wrong, "do": "save"})
    assert refused.status_code == 422
    assert feed.weights_of(ana.id) == feed.EVEN


def test_the_domain_itself_refuses_them() -> None:
    with pytest.raises(Invalid):
        feed.set_weights(cast.ana().viewer, weights=Weights(rarity=float("nan")))
    assert feed.weights_of(cast.ana().id) == feed.EVEN


def test_no_weight_brings_back_what_was_reduced(talked_about: PostView) -> None:
    integrity.decide_on(
        cast.mo().viewer, ref=post_ref(talked_about.id), responsible=cast.ben().id, clause_id="found-false",
        treatment="reduce", link="https://check.example/toll",
    )  # fmt: skip
    readers = cast.crowd(30)
    for one in readers:
        graph.follow(one.viewer, target_id=cast.ben().id)

    def reached() -> set[int]:
        return {one.id for one in readers if "Talked about" in order(one)}

    before = reached()
    for one in readers:
        feed.set_weights(one.viewer, weights=Weights(closeness=3, freshness=3, conversation=3, rarity=3))
    assert reached() == before
    assert len(before) < len(readers) / 2
    why = feed.why(readers[0].viewer, talked_about.id)
    assert why.factor == pytest.approx(0.1)
    assert why.score == pytest.approx(why.sum * 0.1)


def test_the_chart_reads_without_seeing_it(browser: Browser, talked_about: PostView) -> None:
    ana = cast.ana()
    feed.set_weights(ana.viewer, weights=Weights(conversation=2))
    page = browser(ana).get(f"/@ben/{talked_about.id}/why")
    why = feed.why(ana.viewer, talked_about.id)
    words, markup = text_of(page), page.content.decode()
    for term in why.terms:
        assert f"{term.value:.2f}" in words
        assert term.because in words
    assert "your weight × 2.0" in words
    assert f"{why.sum:.2f} sum × times 1.00 distribution factor = is {why.score:.2f} score" in words
    assert markup.count('aria-hidden="true"><rect') == 5
    assert "style=" not in markup.split("<main")[1]
    assert "<caption" in markup


def test_where_nothing_counts_the_chart_has_no_width(browser: Browser, talked_about: PostView) -> None:
    nothing = Weights(closeness=0, freshness=0, conversation=0, rarity=0)
    feed.set_weights(cast.ana().viewer, weights=nothing)
    assert "0.00 score" in text_of(browser(cast.ana()).get(f"/@ben/{talked_about.id}/why"))
    assert len(order(cast.ana())) == 2
