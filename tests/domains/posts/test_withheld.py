"""Withheld in a country: a gap with its reason there, the post everywhere else."""

import dataclasses

import msgspec
import pytest

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity import rulings
from folkmoot.domains.integrity.api import Treatment, TreatmentTerms
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Gap, PostDraft, PostView, Surface
from folkmoot.domains.search import api as search
from folkmoot.infra import config, worker
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import SubjectRef, account_ref, post_ref
from folkmoot.kernel.viewer import NOBODY, Viewer
from tests import cast
from tests.edges.mastodon.api_client import ApiClient, token_of
from tests.edges.web.conftest import Browser, browser  # noqa: F401 - a fixture
from tests.edges.web.pages import text_of


def withhold(ref: SubjectRef, responsible: int, *countries: str) -> int:
    ruling = rulings.Ruling(
        ref=ref,
        responsible=responsible,
        policy_version="1",
        clause=integrity.current_policy().clause("harassment"),
        terms=(TreatmentTerms(Treatment.WITHHOLD, countries=countries),),
        facts="A court ordered it.",
        decider=cast.mo().id,
    )
    with atomic_write():
        return rulings.make(ruling).id


def from_(viewer: Viewer, country: str) -> Viewer:
    return dataclasses.replace(viewer, country=country)


def test_readers_there_see_a_gap_with_the_reason_and_others_the_post() -> None:
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ana.viewer, draft=PostDraft(text="The minister stole"))
    decision_id = withhold(post_ref(post.id), ana.id, "TR", "DE")
    there = posts.access_post(from_(ben.viewer, "TR"), post.id)
    assert (there.gap, there.text) == (Gap.WITHHELD, "")
    assert there.withheld is not None
    assert (there.withheld.countries, there.withheld.reason) == (("TR",), "This harasses a person.")
    assert there.withheld.decision_id == decision_id
    for viewer in (ben.viewer, NOBODY, from_(ben.viewer, "FR"), from_(NOBODY, "US")):
        assert posts.access_post(viewer, post.id).text == "The minister stole"
    own = posts.access_post(from_(ana.viewer, "TR"), post.id)
    assert (own.text, len(own.treatments.withheld)) == ("The minister stole", 1)
    with pytest.raises(NotFound):
        posts.favourite(from_(ben.viewer, "TR"), post_id=post.id)


def test_it_is_so_on_every_surface() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    text = "@ben the quince minister stole #quince"
    post = posts.publish(ana.viewer, draft=PostDraft(text=text))
    posts.boost(cast.carla().viewer, post_id=post.id)
    worker.drain()
    here, there = from_(ben.viewer, "FR"), from_(ben.viewer, "TR")
    withhold(post_ref(post.id), ana.id, "TR")

    def texts(viewer: Viewer) -> dict[str, list[str]]:
        def of(found: tuple[PostView, ...]) -> list[str]:
            return [one.shown.text for one in found if one.shown.text]

        page = PageRequest()
        return {
            "latest": of(feed.latest(viewer, page).items),
            "ranked": of(tuple(one.post for one in feed.ranked(viewer).items)),
            "public": of(posts.public_timeline(viewer, page).items),
            "tag": of(posts.tag_timeline(viewer, "quince", page).items),
            "profile": of(posts.posts_of_account(viewer, ana.id, page).items),
            "search": of(search.search(viewer, query="quince", kind=None, limit=5).posts),
            "thread": of((posts.thread(viewer, post.id).post,)),
            "told": of(tuple(one.post for one in notifications.notifications_of(viewer, page).items if one.post)),
            **{surface: of(posts.hydrate(viewer, [post.id], surface=surface)) for surface in Surface},
        }

    assert {name for name, found in texts(here).items() if not found} == set()
    assert {name: found for name, found in texts(there).items() if found} == {}
    shown = posts.tag_timeline(there, "quince", PageRequest()).items
    assert [one.gap for one in shown] == [Gap.WITHHELD]


def test_all_of_an_account_can_be_withheld() -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Hello"))
    made = withhold(account_ref(ana.id), ana.id, "TR")
    assert posts.access_post(from_(NOBODY, "TR"), post.id).gap is Gap.WITHHELD
    integrity.undo(cast.max_().viewer, decision_id=made, note="The order was lifted.")
    assert posts.access_post(from_(NOBODY, "TR"), post.id).text == "Hello"


@pytest.fixture
def _behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = msgspec.structs.replace(config.current(), proxies=1, country_header="X-Country")
    monkeypatch.setattr(config, "_current", settings)


@pytest.mark.usefixtures("_behind_a_proxy")
def test_a_direct_link_answers_451_there(browser: Browser) -> None:  # noqa: F811 - the fixture
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ana.viewer, draft=PostDraft(text="The minister stole"))
    decision_id = withhold(post_ref(post.id), ana.id, "TR")
    path, there = f"/@ana/{post.id}", {"X-Country": "tr"}
    page = browser(ben).get(path, headers=there)
    assert page.status_code == 451
    assert "Withheld in TR. This harasses a person. The decision" in text_of(page)
    assert f'href="/decisions/{decision_id}/public"' in page.content.decode()
    assert "The minister stole" not in page.content.decode()
    assert browser(None).get(f"/decisions/{decision_id}/public", headers=there).status_code == 200
    assert browser(None).get(path, headers={"X-Country": "FR"}).status_code == 200
    assert browser(None).get(path, headers={"X-Country": "XX"}).status_code == 200
    own = text_of(browser(ana).get(path, headers=there))
    assert "Withheld in TR: readers there do not see this post, all others do." in own

    api = ApiClient(token_of(ben))
    assert api.get(f"/api/v1/statuses/{post.id}")["content"] == "<p>The minister stole</p>"
    api._headers |= there
    answer = api.get(f"/api/v1/statuses/{post.id}")
    assert api.status == 451
    assert answer["error"].startswith("Withheld in TR. The reason: This harasses a person. The decision: http")


def test_nobody_is_asked_for_a_country_without_a_proxy(browser: Browser) -> None:  # noqa: F811 - the fixture
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="The minister stole"))
    withhold(post_ref(post.id), ana.id, "TR")
    assert browser(None).get(f"/@ana/{post.id}", headers={"X-Country": "TR"}).status_code == 200


def test_what_is_withheld_in_a_country_is_among_the_trends_of_all_others() -> None:
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ana.viewer, draft=PostDraft(text="The minister stole #ministry"))
    posts.favourite(ben.viewer, post_id=post.id)
    withhold(post_ref(post.id), ana.id, "DE")
    assert feed.trending_posts(from_(ben.viewer, "DE")) == ()
    assert [one.post.id for one in feed.trending_posts(from_(ben.viewer, "FR"))] == [post.id]
    assert [one.post.id for one in feed.trending_posts(ben.viewer)] == [post.id]
