"""ClaimReview entries from JSON that anybody may have written. Pure; whatever comes, it neither fails nor grows.

It reads single entries, lists, `@graph`, `ItemList`, `DataFeed` with `DataFeedItem`, and the answer of Google's Fact
Check Tools (`claims` with `claimReview` in each). What cannot be used is skipped, and the reasons are counted.
"""

import html
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from folkmoot.domains.integrity.claims.ratings import OffScale, Rating, rating_of
from folkmoot.domains.integrity.wording import web_address
from folkmoot.kernel.errors import Invalid

BYTES: Final = 10_000_000
"""The most that a feed may have."""
ENTRIES: Final = 20_000
"""The most entries that are read from one feed at a time."""
CLAIM_LIMIT: Final = 1_000
NAME_LIMIT: Final = 200
_NODES = 1_000_000
_DEPTH = 40
_FEWEST_WORDS = 3
_TYPE = "ClaimReview"
_HOLDERS = ("@graph", "dataFeedElement", "itemListElement", "item", "mainEntity", "claimReview", "review", "hasPart")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LANGUAGE = re.compile(r"[a-z]{2,3}\b")


class NoFeed(Exception):
    """This is nothing that fact-checks could be read from; the text says why, for an operator."""


class _Skip(Exception):
    """An entry that cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class Review:
    """One fact-check. `language` is "" where it names none."""

    claim: str
    url: str
    publisher: str
    rating: Rating
    rating_text: str
    published_on: date | None
    language: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read. `skipped` counts entries by the reason why they cannot be used."""

    reviews: tuple[Review, ...]
    skipped: Mapping[str, int]


def parse(body: bytes, today: date) -> Parsed:
    """Raises NoFeed for what is no JSON or too large."""
    if len(body) > BYTES:
        raise NoFeed(f"It is larger than {BYTES // 1_000_000} MB.")
    try:
        whole = json.loads(body.decode("utf-8-sig"), parse_constant=lambda _name: None)
    except (ValueError, RecursionError) as error:
        raise NoFeed(f"It is not JSON in UTF-8 ({type(error).__name__}).") from None
    reviews: dict[tuple[str, str], Review] = {}
    skipped: Counter[str] = Counter()
    for entry, claim in _entries(whole):
        if len(reviews) >= ENTRIES:
            skipped[f"more than {ENTRIES:,} entries"] += 1
            continue
        try:
            review = _review(entry, claim, today)
        except _Skip as reason:
            skipped[str(reason)] += 1
            continue
        if (review.url, review.claim) in reviews:
            skipped["said twice"] += 1
        reviews[review.url, review.claim] = review
    return Parsed(tuple(reviews.values()), dict(skipped))


def _entries(whole: Any) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every entry with the claim that stands around it, if one does. Walks without recursion, and not for ever."""
    waiting: list[tuple[Any, int, str]] = [(whole, 0, "")]
    for _ in range(_NODES):
        if not waiting:
            return
        node, depth, claim = waiting.pop()
        if depth > _DEPTH:
            continue
        if isinstance(node, list):
            waiting.extend((one, depth + 1, claim) for one in reversed(node))
        elif isinstance(node, dict):
            if _is_review(node, claim):
                yield node, claim
            waiting.extend((node[key], depth + 1, _claim_around(node)) for key in _held(node))


def _held(node: Mapping[str, Any]) -> list[str]:
    keys = [key for key in (*_HOLDERS, "claims") if isinstance(node.get(key), dict | list)]
    return keys[::-1]


def _claim_around(node: Mapping[str, Any]) -> str:
    text = node.get("text")
    return text if isinstance(text, str) and "claimReview" in node else ""


def _is_review(node: Mapping[str, Any], claim: str) -> bool:
    """By its type, or, in the answer of Google's tools, by what it holds: there entries have no type."""
    kinds = node.get("@type")
    named = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    if any(isinstance(kind, str) and re.split(r"[/#:]", kind)[-1] == _TYPE for kind in named):
        return True
    return bool(claim) and "textualRating" in node


def _review(entry: Mapping[str, Any], claim: str, today: date) -> Review:
    said = _words(entry.get("claimReviewed") or claim or _reviewed_name(entry), CLAIM_LIMIT)
    if len(said.split()) < _FEWEST_WORDS:
        raise _Skip("no claim")
    rating, words = _rating(entry)
    return Review(
        claim=said,
        url=_url(entry.get("url")),
        publisher=_name(entry.get("publisher")) or _name(entry.get("author")),
        rating=rating,
        rating_text=words,
        published_on=_day(entry.get("datePublished") or entry.get("reviewDate"), today),
        language=_language(entry.get("inLanguage") or entry.get("languageCode")),
    )


def _reviewed_name(entry: Mapping[str, Any]) -> Any:
    item = _first(entry.get("itemReviewed"))
    return item.get("name") if isinstance(item, dict) else None


def _url(value: Any) -> str:
    found = _first(value)
    found = found.get("@id") if isinstance(found, dict) else found
    try:
        address = web_address(found) if isinstance(found, str) else ""
    except Invalid:
        address = ""
    if not address:
        raise _Skip("no usable address")
    return address


def _rating(entry: Mapping[str, Any]) -> tuple[Rating, str]:
    found = _first(entry.get("reviewRating"))
    stated: Mapping[str, Any] = found if isinstance(found, dict) else {}
    plain = found if isinstance(found, str) else entry.get("textualRating")
    words = _words(stated.get("alternateName") or stated.get("name") or plain, NAME_LIMIT)
    numbers = [_number(stated.get(key)) for key in ("ratingValue", "worstRating", "bestRating")]
    if not words and numbers[0] is None:
        words = _words(stated.get("ratingValue"), NAME_LIMIT)
    if not words and numbers[0] is None:
        raise _Skip("no rating")
    try:
        return rating_of(words, *numbers), words or f"{numbers[0]:g}"
    except OffScale:
        raise _Skip("a rating outside its own scale") from None


def _number(value: Any) -> float | None:
    """Numbers come as text, too. None for everything else, such as 1e999."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def _day(value: Any, today: date) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip()[:40]).date()
    except ValueError:
        return None
    if found > today + timedelta(days=1):
        raise _Skip("dated in the future")
    return found


def _name(value: Any) -> str:
    found = _first(value)
    if isinstance(found, dict):
        found = found.get("name") or found.get("site")
    return _words(_first(found), NAME_LIMIT)


def _language(value: Any) -> str:
    found = _first(value)
    code = _LANGUAGE.match(found.lower()) if isinstance(found, str) else None
    return code.group() if code else ""


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _words(value: Any, limit: int) -> str:
    """One line of text without markup, signs that cannot be seen and signs that turn its direction."""
    found = _first(value)
    if not isinstance(found, str):
        return ""
    plain = _TAG.sub(" ", html.unescape(_TAG.sub(" ", found[: limit * 10])))
    return " ".join("".join(sign if sign.isprintable() else " " for sign in plain).split())[:limit]
