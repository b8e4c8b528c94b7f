"""How posts are scored and put in order. Pure.

Four terms, each 0 or more; their sum times the distribution factor is the score. The terms and what they count are
part of the terms page (Art. 27 of Regulation (EU) 2022/2065 asks for the main parameters in plain language).
"""

import hashlib
import math
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TypeVar

from folkmoot.domains.feed.types import Term
from folkmoot.kernel.sentences import sentence

FRESHNESS_HALF_LIFE = timedelta(hours=12)
MOST_IN_A_ROW = 2
_CLOSENESS_OF_FRIENDS = 1.0
_CLOSENESS_MOST = 3.0
_FRESHNESS_WEIGHT = 4.0
_CONVERSATION_WEIGHT = 0.6
_RARITY_WEIGHT = 1.5
_HEAT_HALF_LIFE_HOURS = 12.0
_HOUR = timedelta(hours=1)
_MOST_TERMS = 10_000

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


def terms(signals: Signals, weigh: Callable[[str], float] = lambda _name: 1.0) -> tuple[Term, ...]:
    """The four terms, always in the same order, each times what `weigh` says of its name."""
    found = (
        _closeness(signals.author, friends=signals.friends, attention=signals.attention),
        _freshness(_hours(signals)),
        _conversation(signals.replies, signals.boosts, signals.favourites),
        _rarity(signals.author, signals.author_posts),
    )
    return tuple(_weighed(term, weigh(term.name)) for term in found)


def _weighed(term: Term, weight: float) -> Term:
    return term if weight == 1 else replace(term, value=term.value * weight, weight=weight)


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


def spaced(items: Iterable[tuple[int, T]]) -> Iterator[T]:
    """Items of (author, item) pairs in their order, but never three in a row by one author while another's waits.

    Takes no more of them than it needs for what is asked of it.
    """
    coming, waiting = iter(items), deque[tuple[int, T]]()
    last, run = None, 0
    while True:
        full = last if run >= MOST_IN_A_ROW else None
        pair = _next_but(full, waiting, coming)
        if pair is None:
            return
        last, run = pair[0], run + 1 if pair[0] == last else 1
        yield pair[1]


def _next_but(full: int | None, waiting: deque[tuple[int, T]], coming: Iterator[tuple[int, T]]) -> tuple[int, T] | None:
    """The next that is not by this author, if there is one; all before it wait on."""
    for place, pair in enumerate(waiting):
        if pair[0] != full:
            del waiting[place]
            return pair
    for pair in coming:
        if pair[0] != full:
            return pair
        waiting.append(pair)
    return waiting.popleft() if waiting else None


def closeness(*, friends: bool, attention: int) -> float:
    return min(_CLOSENESS_MOST, math.log2(1 + attention) / 2) + (_CLOSENESS_OF_FRIENDS if friends else 0)


def freshness(hours: float) -> float:
    """Of something that is so old."""
    return float(_FRESHNESS_WEIGHT * 0.5 ** (hours / (FRESHNESS_HALF_LIFE / _HOUR)))


def conversation(*, replies: int = 0, boosts: int = 0, favourites: int = 0) -> float:
    return _CONVERSATION_WEIGHT * math.log2(1 + 2 * replies + 1.5 * boosts + favourites)


def rarity(author_posts: int) -> float:
    return _RARITY_WEIGHT / math.sqrt(max(1, author_posts))


def heat(hours: float, *, replies: int = 0, boosts: int = 0, favourites: int = 0, points: int = 0) -> float:
    """By which trending posts are ordered; half of it is lost every twelve hours."""
    weight = 2 * replies + 1.5 * boosts + favourites + max(0, points)
    return float(math.log2(1 + weight) * 0.5 ** (hours / _HEAT_HALF_LIFE_HOURS))


def curve(ages: Sequence[timedelta], window: timedelta, parts: int) -> tuple[int, ...]:
    """How many of the moments fall into each of so many equal parts of a window; `ages` count from its beginning."""
    found = [0] * parts
    for age in ages:
        found[max(0, min(parts - 1, int(age / window * parts)))] += 1
    return tuple(found)


@lru_cache(maxsize=_MOST_TERMS)
def _closeness(author: str, *, friends: bool, attention: int) -> Term:
    value = closeness(friends=friends, attention=attention)
    if friends and attention:
        because = sentence(
            "You and {author} are friends, and you turned to them once lately.",
            plural="You and {author} are friends, and you turned to them {count} times lately.",
            author=author,
            count=attention,
        )
    elif friends:
        because = sentence("You and {author} are friends.", author=author)
    elif attention:
        because = sentence(
            "You turned to {author} once lately.",
            plural="You turned to {author} {count} times lately.",
            author=author,
            count=attention,
        )
    else:
        because = sentence("You have not turned to {author} lately.", author=author)
    return Term("closeness", sentence("Closeness"), value, because)


@lru_cache(maxsize=_MOST_TERMS)
def _freshness(hours: float) -> Term:
    because = sentence("It is {age} old; half of this is lost every 12 hours.", age=_age(hours))
    return Term("freshness", sentence("Freshness"), freshness(hours), because)


@lru_cache(maxsize=_MOST_TERMS)
def _conversation(replies: int, boosts: int, favourites: int) -> Term:
    because = sentence(
        "{replies}, {boosts} and {favourites} so far.",
        replies=sentence("{count} reply", plural="{count} replies", count=replies),
        boosts=sentence("{count} boost", plural="{count} boosts", count=boosts),
        favourites=sentence("{count} favourite", plural="{count} favourites", count=favourites),
    )
    value = conversation(replies=replies, boosts=boosts, favourites=favourites)
    return Term("conversation", sentence("Conversation"), value, because)


@lru_cache(maxsize=_MOST_TERMS)
def _rarity(author: str, author_posts: int) -> Term:
    because = sentence(
        "{author} published once in the last 7 days; rare voices count more.",
        plural="{author} published {count} times in the last 7 days; rare voices count more.",
        author=author,
        count=author_posts,
    )
    return Term("rarity", sentence("Rarity of the author"), rarity(author_posts), because)


def _hours(signals: Signals) -> float:
    return max(0.0, signals.age / _HOUR)


def _age(hours: float) -> str:
    if hours * 60 < 1:
        return sentence("less than a minute")
    if hours < 1:
        return sentence("{count} minute", plural="{count} minutes", count=int(hours * 60))
    if hours < 48:  # noqa: PLR2004 - up to two days people count in hours
        return sentence("{count} hour", plural="{count} hours", count=int(hours))
    return sentence("{count} day", plural="{count} days", count=int(hours / 24))
