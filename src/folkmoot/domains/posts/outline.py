"""Which replies of a thread stand on one page, and where others wait. Pure.

A page has room for `ROOM` replies. Where all fit, all stand there. Else of each branch the first few levels do, and a
line says how many more there are. A reply that is the only one to its post stands at the same depth as that, so that
a long talk between two people does not wander off a small screen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROOM = 40
_WIDTHS = {1: ROOM, 2: 3, 3: 2}
_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Stop:
    """One line: the post `post_id`, or, where that is None, `more` readable replies under the post `under` whose ids
    come after `after`. `depth` counts from 1.
    """

    depth: int
    post_id: int | None = None
    more: int = 0
    under: int = 0
    after: int = 0


def outline(
    children: Mapping[int, Sequence[int]], readable: Callable[[int], bool], root: int, *, after: int = 0, depth: int = 1
) -> list[Stop]:
    """The lines for the replies to `root` that come after the reply `after`, each branch before the next begins.

    `children` are in the order of time and without cycles; what is not readable stands only above what is.
    """
    sizes = _sizes(children, readable, root)
    waiting = [one for one in children.get(root, ()) if one > after]
    drawn = _Drawing(children, sizes, sum(sizes[one] for one in waiting) > ROOM, [])
    drawn.under(root, waiting, depth, level=1)
    return drawn.stops


@dataclass(frozen=True, slots=True)
class _Drawing:
    children: Mapping[int, Sequence[int]]
    sizes: Mapping[int, int]
    tight: bool
    stops: list[Stop]

    def under(self, root: int, waiting: Sequence[int], depth: int, level: int) -> None:
        waiting = [one for one in waiting if self.sizes[one]]
        only = len(waiting) == 1
        for place, one in enumerate(waiting):
            if self.tight and (place >= _WIDTHS.get(level, 1) or level > _LEVELS or self._full):
                after = waiting[place - 1] if place else one - 1
                self.stops.append(Stop(depth, None, sum(self.sizes[rest] for rest in waiting[place:]), root, after))
                return
            self.stops.append(Stop(depth, one))
            self._below(one, depth, level, only=only)

    def _below(self, one: int, depth: int, level: int, *, only: bool) -> None:
        below = [reply for reply in self.children.get(one, ()) if self.sizes[reply]]
        deeper = 0 if only and len(below) == 1 else 1
        self.under(one, below, depth + deeper, level + deeper)

    @property
    def _full(self) -> bool:
        return sum(stop.post_id is not None for stop in self.stops) >= ROOM


def _sizes(children: Mapping[int, Sequence[int]], readable: Callable[[int], bool], root: int) -> dict[int, int]:
    """How many readable posts stand in each branch, its first one with them; without the root itself."""
    order, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        order.append(one)
        waiting.extend(children.get(one, ()))
    sizes: dict[int, int] = {}
    for one in reversed(order):
        sizes[one] = sum(sizes[reply] for reply in children.get(one, ())) + (one != root and readable(one))
    return sizes
