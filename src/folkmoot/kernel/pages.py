"""Pages of results, walked by id and never by number, so that new items do not shift what a reader has seen."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

DEFAULT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list, newest first.

    `max_id`: only older than this. `since_id`: only newer, from the newest down. `min_id`: only newer, those next to
    it (for reading upwards). All are exclusive. `limit` is how many at most.
    """

    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None
    limit: int = DEFAULT_LIMIT

    @property
    def upwards(self) -> bool:
        return self.min_id is not None

    @property
    def floor(self) -> int | None:
        """The exclusive lower bound, from whichever of the two was given."""
        return self.min_id if self.min_id is not None else self.since_id


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`items` newest first; `next_max_id` continues downwards (None at the end), `prev_min_id` upwards."""

    items: tuple[T, ...]
    next_max_id: int | None = None
    prev_min_id: int | None = None


def page_ids(found: list[int], request: PageRequest) -> Page[int]:
    """Make a page from ids that a query found with `request`, asked for `limit + 1` of them.

    `found` comes in the query's own order: ascending when `request.upwards`, else descending.
    """
    more = len(found) > request.limit
    kept = found[: request.limit]
    if request.upwards:
        kept.reverse()
        more = True
    if not kept:
        return Page(())
    return Page(tuple(kept), next_max_id=kept[-1] if more else None, prev_min_id=kept[0])
