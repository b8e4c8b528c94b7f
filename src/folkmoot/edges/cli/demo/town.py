"""The town while it is made: its people, its posts by name, and the order in which things happen."""

import random
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from folkmoot.infra import worker
from folkmoot.kernel import ids
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.viewer import Viewer

_STEP = re.compile(r"(\d+)([dhm])")
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
_HEARD_WITHIN = timedelta(hours=3)
Deed = Callable[[], object]
NEWCOMER = "quickcoins"


class Town:
    """Deeds are planned in any order, and happen in the order of their times."""

    def __init__(self, clock: FrozenClock, chance: random.Random) -> None:
        self.now = clock.moment
        self.chance = chance
        self.people: dict[str, Viewer] = {}
        self.posts: dict[str, int] = {}
        self.authors: dict[str, str] = {}
        self._clock = clock
        self._rounds = 0
        self._deeds: list[tuple[datetime, int, Deed]] = []

    def plan(self, moment: datetime, deed: Deed) -> None:
        self._deeds.append((min(moment, self.now), len(self._deeds), deed))

    def happen(self) -> int:
        """Do everything that was planned; returns how much it was. The worker follows every few hours."""
        self._rounds += 1
        ids.renumber(self._rounds)  # or the ids of what is planned for an earlier time would go on from the latest
        unheard: datetime | None = None
        for moment, _, deed in sorted(self._deeds, key=lambda planned: planned[:2]):
            if unheard is not None and moment - unheard > _HEARD_WITHIN:
                worker.drain()
                unheard = None
            self._clock.moment = moment
            unheard = unheard or moment
            deed()
        worker.drain()
        done = len(self._deeds)
        self._deeds.clear()
        return done

    def some(self, count: int, *, without: str = "") -> list[str]:
        """So many neighbours by chance."""
        return self.chance.sample([name for name in self.people if name not in {without, NEWCOMER}], count)


def read(file: str) -> dict[str, Any]:
    """One of the texts beside this module."""
    return dict(yaml.safe_load((Path(__file__).parent / file).read_text(encoding="utf-8")))


def span(text: str) -> timedelta:
    """How long "2d4h" or "15m" is."""
    return sum((int(number) * _UNITS[unit] for number, unit in _STEP.findall(text)), timedelta())
