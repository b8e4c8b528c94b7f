"""One reader's Ranked, as long as all that it is made of is as it was."""

import math
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import Weighing
from folkmoot.domains.posts.api import PostView
from folkmoot.wiring.fastlane.entries import Copy, Entry
from folkmoot.wiring.fastlane.reader import About, Reader
from folkmoot.wiring.fastlane.sources import Row

Order = tuple[float, int]
"""The sum, negative, and the place of an item among all: the newest first."""
_FIRST: Final[Order] = (-math.inf, -1)
_LAST: Final[Order] = (math.inf, 0)
_MOST_SHOWN: Final = 8


@dataclass(slots=True, eq=False)
class Ranking:
    """`asked`: where it begins and for whom; `about`, `said` and `entries` what it was made of, with their places
    by id; `newest` the newest candidate.

    The items are those of the candidates that stand there; `keys` and `authors`, of what is shown, belong to them, as
    do `stamps`, those from before they were weighed: they are others once numbers have changed. `orders` are those of
    the items; in `placed` are those that were drawn, sorted, in `missed` the others, each with what it shows. What
    several threads share of it is only added to; of all else, whoever changes something makes another ranking.
    """

    asked: tuple[Any, ...]
    about: About
    said: tuple[list[Row], ...]
    entries: list[Entry]
    places: dict[int, int]
    reader: Reader
    weighing: Weighing
    published_at: list[int]
    newest: int
    touched: list[int]
    """As `published_at` of one number: as of which of `store.touched` all this is known to hold."""
    items: list[Entry]
    keys: list[Any]
    authors: list[int]
    stamps: list[tuple[int, ...]]
    orders: list[Order]
    placed: list[Order]
    missed: list[tuple[Order, int]]
    whys: dict[tuple[int, str], bytes] = field(default_factory=dict)
    copy_keys: dict[tuple[int, str], Any] = field(default_factory=dict)
    """Both by item and language."""
    shown: dict[tuple[int, int, str], "Shown"] = field(default_factory=dict)
    """By offset, limit and language."""

    def is_as_before(self, about: About, said: tuple[list[Row], ...], asked: tuple[Any, ...]) -> bool:
        return self.about is about and self.said == said and self.asked == asked

    def is_of_another_minute(self, about: About, said: tuple[list[Row], ...], asked: tuple[Any, ...]) -> bool:
        """Whether it is as before but for the time, and that within the same hour."""
        until, at, *rest = self.asked
        same = (until, *rest) == (asked[0], *asked[2:]) and feed.windows_at(at) == feed.windows_at(asked[1])
        return same and self.about is about and self.said == said

    def at(self, asked: tuple[Any, ...], views: Sequence[PostView]) -> "Ranking":
        """The same as of another minute. `views`: of all items."""
        weighing = replace(self.weighing, at=asked[1])
        orders = [(-total, place) for place, total in enumerate(weighing.sums(views))]
        missed = [(orders[order[1]], post_id) for order, post_id in self.missed]
        absent = {order[1] for order, _ in missed}
        return replace(
            self, asked=asked, weighing=weighing, touched=list(self.touched), published_at=list(self.published_at),
            orders=orders, placed=sorted([order for order in orders if order[1] not in absent]), missed=missed,
            whys={}, shown={},
        )  # fmt: skip

    def page(self, offset: int, end: int) -> tuple[list[int], Order]:
        """The items from `offset` to `end`, and as far as which all had to be looked at for that."""
        authors, seen = self.authors, [_FIRST]

        def coming() -> Iterator[tuple[int, int]]:
            for order in self.placed:
                seen[0] = order
                yield authors[order[1]], order[1]

        return list(islice(feed.spaced(coming()), end))[offset:], seen[0]

    def keep(self, which: tuple[int, int, str], shown: "Shown") -> "Shown":
        if len(self.shown) >= _MOST_SHOWN:
            self.shown.clear()
        self.shown[which] = shown
        return shown

    def doubted(self, touched: Iterable[int]) -> list[Entry]:
        """Which of its entries are among these."""
        places = self.places
        return [self.entries[places[one]] for one in dict.fromkeys(touched) if one in places]

    def changed(self, doubted: Iterable[Entry]) -> dict[int, tuple[int, ...]]:
        """Which items have other numbers than they had, with their stamps."""
        items = self.items
        places = ((bisect_left(items, -one.id, key=_newest_first), one) for one in doubted)
        return {
            place: one.stamps for place, one in places
            if place < len(items) and items[place] is one and one.stamps != self.stamps[place]
        }  # fmt: skip

    def counted(self, changed: Mapping[int, tuple[int, ...]], views: Mapping[int, PostView]) -> "Ranking":
        """The same after numbers of these items have changed."""
        stamps = list(self.stamps)
        for place, stamp in changed.items():
            stamps[place] = stamp
        orders, placed, missed = list(self.orders), list(self.placed), {item[1]: item for item in self.missed}
        lowest = _LAST
        for (place, view), total in zip(views.items(), self.weighing.sums(views.values()), strict=True):
            before, now = orders[place], (-total, place)
            lowest = min(lowest, before, now)
            orders[place] = now
            at = bisect_left(placed, before)
            if at < len(placed) and placed[at] == before:
                del placed[at]
                insort(placed, now)
            else:
                missed[view.shown.id] = (now, view.shown.id)
                lowest = _FIRST
        # Another thread may add to both meanwhile: a list is made of them in one step.
        whys = {key: why for key, why in list(self.whys.items()) if key[0] not in views}
        shown = {which: page for which, page in list(self.shown.items()) if page.as_far_as < lowest}
        return replace(
            self,
            touched=list(self.touched),
            stamps=stamps,
            orders=orders,
            placed=placed,
            missed=list(missed.values()),
            whys=whys,
            shown=shown,
        )


@dataclass(slots=True, eq=False)
class Shown:
    """A page of a ranking, as long as nothing changes before `as_far_as`: its items with the keys of their copies, the
    JSON before each of them and at the end, which posts a reduction keeps back from it, and what was shown last,
    with what counts as shown and lost.
    """

    entries: list[Entry]
    keys: list[Any]
    polls: list[int]
    pieces: list[bytes]
    kept_back: list[int]
    as_far_as: Order
    last: tuple[Sequence[Copy], Sequence[int], Sequence[int]] = ((), (), ())


def pieces_of(whys: Sequence[bytes], cursor: bytes) -> list[bytes]:
    """What stands before each status of `wire.misc.Ranked`, and after the last."""
    end = b'],"next_cursor":' + cursor + b"}"
    if not whys:
        return [b'{"items":[' + end]
    after = [b',"why":' + why for why in whys]
    return [b'{"items":[{"status":', *[one + b'},{"status":' for one in after[:-1]], after[-1] + b"}" + end]


def _newest_first(entry: Entry) -> int:
    return -entry.id


def items_of(candidates: Iterable[Entry], keys: Iterable[Any], views: Sequence[PostView | None]) -> list["Item"]:
    """Those that stand there, each post once."""
    there = {view.id: (entry, key) for entry, key, view in zip(candidates, keys, views, strict=True) if view}
    standing = feed.once_each([view for view in views if view])
    return [Item(*there[view.id], view) for view in standing]


@dataclass(frozen=True, slots=True)
class Item:
    entry: Entry
    key: Any
    view: PostView


def in_order(weighing: Weighing, items: Sequence[Item]) -> tuple[list[Order], list[Order], list[tuple[Order, int]]]:
    """`orders`, `placed` and `missed` of a ranking."""
    sums = weighing.sums([item.view for item in items])
    orders = [(-total, place) for place, total in enumerate(sums)]
    placed: list[Order] = []
    missed: list[tuple[Order, int]] = []
    for order, item in zip(orders, items, strict=True):
        if weighing.is_drawn(item.view):
            placed.append(order)
        else:
            missed.append((order, item.view.shown.id))
    placed.sort()
    return orders, placed, missed
