"""/console/claims: what an operator sees and does."""

import json

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.edges.web.conftest import Browser, browser
from tests.edges.web.pages import text_of

__all__ = ["browser"]

ADDRESS = "https://facts.example/feed.json"
CLAIM = "The town council sold the old bridge to a foreign bank for one euro"


def test_a_feed_is_added_stopped_and_removed(browser: Browser) -> None:
    page = browser(cast.olga())
    assert "No fact-checks yet" in text_of(page.get("/console/claims"))
    page.post("/console/claims", {"address": ADDRESS, "name": "Facts of the Town", "language": "en"})
    (feed,) = integrity.claim_feeds()
    said = text_of(page.get("/console/claims"))
    assert "Facts of the Town https://facts.example/feed.json 0 fact-checks · en · not read yet" in said
    page.post(f"/console/claims/{feed.id}", {"do": "stop"})
    assert "Stopped" in text_of(page.get("/console/claims"))
    page.post(f"/console/claims/{feed.id}", {"do": "remove"})
    assert integrity.claim_feeds() == []


def test_what_was_typed_stays_when_it_is_refused(browser: Browser) -> None:
    answer = browser(cast.olga()).post("/console/claims", {"address": "http://facts.example", "name": "Facts"})
    assert answer.status_code == 422
    assert "Please give an address that begins with https://." in text_of(answer)
    assert integrity.claim_feeds() == []


def test_the_case_has_the_address_of_the_fact_check_ready(browser: Browser) -> None:
    entry = {
        "@type": "ClaimReview", "claimReviewed": CLAIM, "url": "https://facts.example/bridge",
        "publisher": {"name": "Facts <b>of</b> the Town"}, "reviewRating": {"alternateName": "False"},
    }  # fmt: skip
    integrity.import_claims(json.dumps(entry).encode(), name="facts", language="en")
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text=CLAIM, language="en"))
    integrity.measure([post_ref(post.id)])
    mo = cast.mo()
    (case,) = integrity.queue(mo.viewer)
    answer = browser(mo).get(f"/console/cases/{case.id}")
    assert 'value="https://facts.example/bridge"' in answer.content.decode()
    assert f"{CLAIM} Facts of the Town · False · similarity 1" in text_of(browser(cast.olga()).get("/console/claims"))
