"""ClaimReview in all its shapes, and feeds that mean harm: reasons are counted, nothing breaks."""

import json
import tracemalloc
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from folkmoot.domains.integrity.claims.parsing import ENTRIES, NoFeed, Review, parse
from folkmoot.domains.integrity.claims.ratings import OffScale, Rating, rating_of

TODAY = date(2026, 3, 4)


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "The bridge will be sold to a foreign bank",
        "url": "https://facts.example/bridge",
        "author": {"@type": "Organization", "name": "Facts of the Town"},
        "datePublished": "2026-03-01",
        "inLanguage": "en-GB",
        "reviewRating": {"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
    } | changes


BRIDGE = Review(
    claim="The bridge will be sold to a foreign bank",
    url="https://facts.example/bridge",
    publisher="Facts of the Town",
    rating=Rating.FALSE,
    rating_text="False",
    published_on=date(2026, 3, 1),
    language="en",
)
GOOGLE = {
    "claims": [
        {
            "text": "The bridge will be sold to a foreign bank",
            "claimant": "somebody",
            "claimReview": [
                {
                    "publisher": {"name": "Facts of the Town", "site": "facts.example"},
                    "url": "https://facts.example/bridge",
                    "title": "No sale",
                    "reviewDate": "2026-03-01T09:00:00Z",
                    "textualRating": "False",
                    "languageCode": "en",
                }
            ],
        }
    ],
    "nextPageToken": "CAo",
}


def read(value: Any) -> tuple[tuple[Review, ...], dict[str, int]]:
    parsed = parse(json.dumps(value).encode(), TODAY)
    return parsed.reviews, dict(parsed.skipped)


@pytest.mark.parametrize(
    "shape",
    [
        entry(),
        [entry()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, entry()]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [entry()], "url": "x"}]},
        {"@type": "DataFeed", "dataFeedElement": {"@type": "DataFeedItem", "item": entry()}},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": entry()}]},
        entry(**{"@type": ["Review", "http://schema.org/ClaimReview"]}),
        entry(author=None, publisher=[{"name": "Facts of the Town"}]),
        entry(claimReviewed=None, itemReviewed={"name": "The bridge will be sold to a foreign bank"}),
        entry(url=["https://facts.example/bridge"]),
        entry(claimReviewed="<p>The bridge <b>will</b> be sold\u202e to a&nbsp;foreign\u0000 bank</p>"),
        GOOGLE,
    ],
)
def test_every_shape_gives_the_same_fact_check(shape: Any) -> None:
    assert read(shape) == ((BRIDGE,), {})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"url": "javascript:alert(1)"}, "no usable address"),
        ({"url": "data:text/html,x"}, "no usable address"),
        ({"url": "https://a.example/\nb"}, "no usable address"),
        ({"url": {"@id": 7}}, "no usable address"),
        ({"url": None}, "no usable address"),
        ({"url": "https://a.example/" + "x" * 3000}, "no usable address"),
        ({"claimReviewed": ""}, "no claim"),
        ({"claimReviewed": 7}, "no claim"),
        ({"claimReviewed": {"x": [1]}}, "no claim"),
        ({"claimReviewed": "\u202e\u0000 <script></script>"}, "no claim"),
        ({"reviewRating": None}, "no rating"),
        ({"reviewRating": [[]]}, "no rating"),
        ({"reviewRating": {"ratingValue": True}}, "no rating"),
        ({"reviewRating": {"ratingValue": 7, "bestRating": 5, "worstRating": 1}}, "a rating outside its own scale"),
        ({"reviewRating": {"ratingValue": 0, "bestRating": 0, "worstRating": 0}}, "a rating outside its own scale"),
        ({"reviewRating": {"ratingValue": 1e308, "bestRating": 1e308, "worstRating": -1e308}},
         "a rating outside its own scale"),
        ({"datePublished": "2031-01-01"}, "dated in the future"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_skipped_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    assert read([entry(**changes), entry(url="https://facts.example/other")]) == (
        (replace(BRIDGE, url="https://facts.example/other"),),
        {reason: 1},
    )


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>", b"\xff\xfe", b"{", b"[" * 200_000, b'{"a":' * 100_000, b"9" * 10_000, b"\x00",
        b"x" * 10_000_001,
    ],
)  # fmt: skip
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NoFeed):
        parse(body, TODAY)


@pytest.mark.parametrize("value", [None, 7, "text", [], {}, {"@graph": 7}, {"@type": 7}, [[[]]], {"claims": [None]}])
def test_json_without_entries_gives_nothing(value: Any) -> None:
    assert read(value) == ((), {})


def test_numbers_that_are_none_do_no_harm() -> None:
    body = json.dumps(entry()).replace('"ratingValue": 1', '"ratingValue": 1e999').encode()
    assert parse(body, TODAY).reviews == (BRIDGE,)
    body = json.dumps(entry()).replace('"ratingValue": 1', '"ratingValue": NaN').encode()
    assert parse(body, TODAY).reviews == (BRIDGE,)


def test_a_graph_that_names_itself_ends() -> None:
    round_trip = {"@id": "#a", "@graph": [{"@id": "#b", "item": {"@id": "#a"}}, entry(itemReviewed={"@id": "#a"})]}
    assert read(round_trip) == ((BRIDGE,), {})


def test_entries_that_lie_deep_are_left_alone() -> None:
    deep: Any = entry()
    for _ in range(60):
        deep = {"@graph": [deep]}
    assert read(deep) == ((), {})


def test_the_same_address_and_claim_counts_once() -> None:
    assert read([entry()] * 3) == ((BRIDGE,), {"said twice": 2})


def test_a_feed_without_end_is_cut_and_memory_stays_bounded() -> None:
    many = [entry(url=f"https://facts.example/{number}") for number in range(ENTRIES + 5)]
    body = json.dumps(many).encode()
    tracemalloc.start()
    parsed = parse(body, TODAY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(parsed.reviews), dict(parsed.skipped)) == (ENTRIES, {f"more than {ENTRIES:,} entries": 5})
    assert peak < 30 * len(body)


def test_texts_are_cut_to_their_columns() -> None:
    (review,), _ = read(
        entry(
            claimReviewed="word " * 5_000, author={"name": "n" * 5_000}, reviewRating={"alternateName": "False " * 500}
        )
    )
    assert (len(review.claim), len(review.publisher), len(review.rating_text)) == (1_000, 200, 200)


@pytest.mark.parametrize(
    ("words", "numbers", "rating"),
    [
        ("False", (5, 1, 5), Rating.FALSE),
        ("Pants on Fire!", (None, None, None), Rating.FALSE),
        ("Not true", (None, None, None), Rating.FALSE),
        ("Mostly false", (None, None, None), Rating.MISLEADING),
        ("Missing context", (None, None, None), Rating.MISLEADING),
        ("Half True", (None, None, None), Rating.MISLEADING),
        ("Mostly true", (None, None, None), Rating.OTHER),
        ("True", (1, 1, 6), Rating.TRUE),
        ("Correct", (None, None, None), Rating.TRUE),
        ("Unproven", (1, 1, 5), Rating.OTHER),
        ("Satire", (None, None, None), Rating.OTHER),
        ("Falsch", (None, None, None), Rating.FALSE),
        ("Faux", (None, None, None), Rating.FALSE),
        ("Engañoso", (None, None, None), Rating.MISLEADING),
        ("Zusammenhang fehlt", (2, 1, 5), Rating.MISLEADING),
        ("", (1, None, None), Rating.FALSE),
        ("", (3, None, None), Rating.MISLEADING),
        ("", (3.5, None, None), Rating.OTHER),
        ("", (5, None, None), Rating.TRUE),
        ("words that nobody knows", (None, None, None), Rating.OTHER),
    ],
)
def test_ratings_in_words_and_numbers(
    words: str, numbers: tuple[float | None, float | None, float | None], rating: Rating
) -> None:
    assert rating_of(words, *numbers) is rating


def test_a_number_off_its_scale_is_refused() -> None:
    with pytest.raises(OffScale):
        rating_of("", 6, 1, 5)
