"""One reader's Ranked, as long as all that it is made of is as it was."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import Weighing
from folkmoot.domains.posts.api import PostView
from folkmoot.wiring.fastlane.entries import Entry
from folkmoot.wiring.fastlane.reader import About, Reader
from folkmoot.wiring.fastlane.sources import Row

Order = tuple[float, int]
"""The sum, negative, and the place of an item among all: the newest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """`asked`: where it begins and for whom; `about`, `said`, `ids` and `entries` what it was made of; `newest` the
    newest candidate. The items are those of the candidates that stand there; `keys` and `authors`, of what is shown,
    belong to them, as do `stamps`, which are others once numbers have changed. `orders` are those of the items; in
    `placed` are those that were drawn, sorted, in `missed` the others, each with what it shows.
    """

    asked: tuple[Any, ...]
    about: About
    said: tuple[list[Row], ...]
    ids: list[int]
    entries: list[Entry]
    reader: Reader
    weighing: Weighing
    published_at: int
    newest: int
    items: list[Entry]
    keys: list[Any]
    authors: list[int]
    stamps: list[tuple[int, ...]]
    orders: list[Order]
    placed: list[Order]
    missed: list[tuple[Order, int]]
    whys: dict[tuple[int, str], bytes] = field(default_factory=dict)
    """By item and language."""

    def is_as_before(self, about: About, said: tuple[list[Row], ...], asked: tuple[Any, ...]) -> bool:
        return self.about is about and self.said == said and self.asked == asked

    def page(self, offset: int, end: int) -> list[int]:
        """The items from `offset` to `end`."""
        authors = self.authors
        return list(islice(feed.spaced((authors[place], place) for _, place in self.placed), end))[offset:]

    def counted(self, stamps: list[tuple[int, ...]], views: Mapping[int, PostView]) -> "Ranking":
        """The same after numbers of these items have changed."""
        orders, placed, missed = list(self.orders), list(self.placed), {item[1]: item for item in self.missed}
        for (place, view), total in zip(views.items(), self.weighing.sums(views.values()), strict=True):
            before, now = orders[place], (-total, place)
            orders[place] = now
            at = bisect_left(placed, before)
            if at < len(placed) and placed[at] == before:
                del placed[at]
                insort(placed, now)
            else:
                missed[view.shown.id] = (now, view.shown.id)
        whys = {key: why for key, why in self.whys.items() if key[0] not in views}
        return replace(self, stamps=stamps, orders=orders, placed=placed, missed=list(missed.values()), whys=whys)


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
