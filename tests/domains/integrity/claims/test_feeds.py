"""Feeds: read from an address, on a schedule, with what went wrong beside them."""

import json
from datetime import timedelta
from typing import Any

import pytest

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.claims import feeds
from folkmoot.domains.integrity.models import FactCheck
from folkmoot.infra.fetching import Fetched, FetchError
from folkmoot.kernel import clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.domains.integrity.people import ANA, MO, OLGA

pytestmark = pytest.mark.django_db(databases="__all__")

ADDRESS = "https://facts.example/feed.json"


def body(*ratings: str) -> bytes:
    return json.dumps([
        {"@type": "ClaimReview", "claimReviewed": f"The river runs {number} times uphill",
         "url": f"https://facts.example/{number}", "reviewRating": {"alternateName": rating}}
        for number, rating in enumerate(ratings)
    ]).encode()  # fmt: skip


def fetching(*answers: Any) -> Any:
    waiting = list(answers)
    asked: list[tuple[str, str]] = []

    def fetch(address: str, etag: str) -> Fetched:
        asked.append((address, etag))
        answer = waiting.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]  # a Fetched

    fetch.asked = asked  # type: ignore[attr-defined]  # the test looks at it
    return fetch


def added() -> int:
    return api.add_feed(OLGA, name="Facts", address=ADDRESS, language="en")


def test_an_address_is_read_and_what_changed_is_changed(noon: FrozenClock) -> None:
    feed_id = added()
    fetch = fetching(
        Fetched(body("False", "True"), '"1"'), Fetched(None, '"1"'), Fetched(body("True", "True", "x"), "")
    )
    feeds.read_feed(feed_id, fetch)
    feeds.read_feed(feed_id, fetch)
    assert list(FactCheck.objects.order_by("url").values_list("rating", flat=True)) == ["false", "true"]
    feeds.read_feed(feed_id, fetch)
    assert list(FactCheck.objects.order_by("url").values_list("rating", flat=True)) == ["true", "true", "other"]
    assert fetch.asked == [(ADDRESS, ""), (ADDRESS, '"1"'), (ADDRESS, '"1"')]
    (view,) = api.claim_feeds()
    assert (view.name, view.checks, view.error, view.last_read) == ("Facts", 3, "", clock.now())


def test_what_goes_wrong_stands_at_the_feed_and_what_was_read_stays(noon: FrozenClock) -> None:
    feed_id = added()
    fetch = fetching(Fetched(body("False"), ""), FetchError("It answers with status 500."), Fetched(b"<html>", ""))
    feeds.read_feed(feed_id, fetch)
    feeds.read_feed(feed_id, fetch)
    assert [(view.error, view.checks) for view in api.claim_feeds()] == [("It answers with status 500.", 1)]
    feeds.read_feed(feed_id, fetch)
    assert api.claim_feeds()[0].error == "It is not JSON in UTF-8 (JSONDecodeError)."


def test_a_feed_is_due_every_six_hours(noon: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    feed_id = added()
    feeds.read_feed(feed_id, fetching(Fetched(body("False"), "")))
    due: list[int] = []
    monkeypatch.setattr(feeds, "read_later", due.append)
    noon.advance(timedelta(hours=5, minutes=59))
    api.read_claim_feeds()
    assert due == []
    noon.advance(timedelta(minutes=1))
    api.read_claim_feeds()
    assert due == [feed_id]


def test_a_site_keeps_only_so_many(noon: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_CHECKS", 2)
    feeds.read_feed(added(), fetching(Fetched(body(*["False"] * 5), "")))
    (view,) = api.claim_feeds()
    assert (view.checks, view.skipped) == (2, (("more than 2 fact-checks on this site", 3),))


@pytest.mark.parametrize("address", ["", "http://facts.example", "javascript:alert(1)", "https://a b", "file:///etc"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(Invalid):
        api.add_feed(OLGA, name="x", address=address)
    assert api.claim_feeds() == []


def test_feeds_are_the_operators() -> None:
    for viewer in (ANA, MO):
        with pytest.raises(Forbidden):
            api.add_feed(viewer, name="x", address=ADDRESS)
    feed_id = added()
    with pytest.raises(Conflict):
        added()
    with pytest.raises(Forbidden):
        api.remove_feed(MO, feed_id=feed_id)
    with pytest.raises(NotFound):
        api.remove_feed(OLGA, feed_id=1)
    assert [view.id for view in api.claim_feeds()] == [feed_id]
