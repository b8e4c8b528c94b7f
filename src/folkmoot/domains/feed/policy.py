"""How posts are scored and put in order. Pure.

Four terms, each 0 or more; their sum times the distribution factor is the score. The terms and what they count are
part of the terms page (Art. 27 of Regulation (EU) 2022/2065 asks for the main parameters in plain language).
"""

import hashlib
import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from folkmoot.domains.feed.types import Term

FRESHNESS_HALF_LIFE = timedelta(hours=12)
MOST_IN_A_ROW = 2
_CLOSENESS_OF_FRIENDS = 1.0
_CLOSENESS_MOST = 3.0
_FRESHNESS_WEIGHT = 4.0
_CONVERSATION_WEIGHT = 0.6
_RARITY_WEIGHT = 1.5
_HEAT_HALF_LIFE_HOURS = 12.0

T = TypeVar("T")
K = TypeVar("K", bound=tuple[float, int])


@dataclass(frozen=True, slots=True)
class Signals:
    """What the terms are made of. `attention`: how often the reader turned to the author in the last 30 days;
    `author_posts`: how much the author published in the last 7.
    """

    author: str
    friends: bool
    attention: int
    age: timedelta
    replies: int
    boosts: int
    favourites: int
    author_posts: int


def terms(signals: Signals) -> tuple[Term, ...]:
    """The four terms, always in the same order."""
    return (_closeness(signals), _freshness(signals), _conversation(signals), _rarity(signals))


def drawn(post_id: int, reader_id: int, factor: float) -> bool:
    """Whether a reduced post takes its place in this reader's Ranked.

    Of all readers a share of `factor` is drawn, always the same ones, so that the post's expected impressions are that
    share of what they would be: in a small community everybody reads to the end, and a lower place alone would change
    nothing.
    """
    if factor >= 1:
        return True
    digest = hashlib.sha256(f"{post_id}:{reader_id}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64 < factor


def missing_from(placed: Sequence[K], missed: Sequence[tuple[K, T]], *, offset: int, limit: int) -> list[T]:
    """Which of the (order, item) pairs that were not drawn would stand on the page [offset, offset + limit).

    `placed`: the orders of all that were drawn, sorted. What would stand below the last item belongs to the last page.
    """
    last = max(len(placed) - 1, 0)
    places = ((min(bisect_left(placed, order), last), item) for order, item in missed)
    return [item for place, item in places if offset <= place < offset + limit]


def spaced(items: Sequence[tuple[int, T]]) -> list[T]:
    """Items of (author, item) pairs in their order, but never three in a row by one author while another's waits."""
    waiting = list(items)
    ordered: list[tuple[int, T]] = []
    while waiting:
        run = [author for author, _ in ordered[-MOST_IN_A_ROW:]]
        full = run[0] if len(run) == MOST_IN_A_ROW and len(set(run)) == 1 else None
        place = next((place for place, (author, _) in enumerate(waiting) if author != full), 0)
        ordered.append(waiting.pop(place))
    return [item for _, item in ordered]


def closeness(*, friends: bool, attention: int) -> float:
    return min(_CLOSENESS_MOST, math.log2(1 + attention) / 2) + (_CLOSENESS_OF_FRIENDS if friends else 0)


def freshness(hours: float) -> float:
    """Of something that is so old."""
    return float(_FRESHNESS_WEIGHT * 0.5 ** (hours / (FRESHNESS_HALF_LIFE / timedelta(hours=1))))


def conversation(*, replies: int = 0, boosts: int = 0, favourites: int = 0) -> float:
    return _CONVERSATION_WEIGHT * math.log2(1 + 2 * replies + 1.5 * boosts + favourites)


def rarity(author_posts: int) -> float:
    return _RARITY_WEIGHT / math.sqrt(max(1, author_posts))


def heat(hours: float, *, replies: int = 0, boosts: int = 0, favourites: int = 0, points: int = 0) -> float:
    """By which trending posts are ordered; half of it is lost every twelve hours."""
    weight = 2 * replies + 1.5 * boosts + favourites + max(0, points)
    return float(math.log2(1 + weight) * 0.5 ** (hours / _HEAT_HALF_LIFE_HOURS))


def _closeness(signals: Signals) -> Term:
    value = closeness(friends=signals.friends, attention=signals.attention)
    if signals.friends and signals.attention:
        because = f"You and {signals.author} are friends, and you turned to them {_times(signals.attention)} lately."
    elif signals.friends:
        because = f"You and {signals.author} are friends."
    elif signals.attention:
        because = f"You turned to {signals.author} {_times(signals.attention)} lately."
    else:
        because = f"You have not turned to {signals.author} lately."
    return Term("closeness", "Closeness", value, because)


def _freshness(signals: Signals) -> Term:
    hours = max(0.0, signals.age / timedelta(hours=1))
    because = f"It is {_age(hours)} old; half of this is lost every 12 hours."
    return Term("freshness", "Freshness", freshness(hours), because)


def _conversation(signals: Signals) -> Term:
    value = conversation(replies=signals.replies, boosts=signals.boosts, favourites=signals.favourites)
    because = (
        f"{_so_many(signals.replies, 'reply', 'replies')}, {_so_many(signals.boosts, 'boost', 'boosts')} and "
        f"{_so_many(signals.favourites, 'favourite', 'favourites')} so far."
    )
    return Term("conversation", "Conversation", value, because)


def _rarity(signals: Signals) -> Term:
    because = f"{signals.author} published {_times(signals.author_posts)} in the last 7 days; rare voices count more."
    return Term("rarity", "Rarity of the author", rarity(signals.author_posts), because)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _age(hours: float) -> str:
    if hours * 60 < 1:
        return "less than a minute"
    if hours < 1:
        return _so_many(int(hours * 60), "minute", "minutes")
    if hours < 48:  # noqa: PLR2004 - up to two days people count in hours
        return _so_many(int(hours), "hour", "hours")
    return _so_many(int(hours / 24), "day", "days")


def _so_many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
