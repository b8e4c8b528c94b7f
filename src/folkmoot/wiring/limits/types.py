"""A row of the table, and how its numbers are written."""

from dataclasses import dataclass
from datetime import timedelta

from folkmoot.infra.config import Config
from folkmoot.infra.limits.api import Limit

DEFAULTS = Config()
NOW = "refused, with what is the most"
LATER = "429 with Retry-After, and a sentence"
_KILO = 1024


@dataclass(frozen=True, slots=True)
class Row:
    """`setting`: by which it changes, "" for none. `models`: the tables that this bounds, as "app.Model"."""

    what: str
    most: str
    whom: str
    then: str
    setting: str = ""
    models: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    words: str
    rows: tuple[Row, ...]


def rated(limit: Limit, whom: str, *, setting: str = "", then: str = LATER) -> Row:
    """The row of a rate."""
    return Row(limit.name, f"{limit.most:,} in {lasting(limit.within)}", whom, then, setting, limits=(limit,))


def size(number: int) -> str:
    """4 MB; as binary units."""
    for unit in ("bytes", "KB", "MB"):
        if number < _KILO:
            return f"{number:g} {unit}"
        number /= _KILO  # type: ignore[assignment] # shown with :g
    return f"{number:.4g} GB"


def lasting(time: timedelta) -> str:
    """5 minutes; the largest unit that fits."""
    seconds = int(time.total_seconds())
    for length, name in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds % length == 0 and seconds >= length:
            number = seconds // length
            return f"{number} {name}{'' if number == 1 else 's'}"
    return "0 seconds"
