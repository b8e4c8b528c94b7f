"""Whose ratings count. Pure.

The published scorer lets new contributors in by a system of its own; here two plain rules stand in its place, so that
people who only come for one vote change nothing: whoever rates must have been here for a while, and must have rated
notes before it was clear what would become of them, and rated them as it then turned out. While the community has
decided hardly any notes, the second rule cannot be met by anybody and does not bind.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST_CAME_TRUE = 5
BEGINNING = 10
"""So many notes must have been decided before the second rule binds."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a rater: when they joined; how many early ratings came true, of how many on decided notes."""

    joined_at: datetime
    came_true: int
    decided: int


def qualifies(record: Record, *, now: datetime, days: int, decided_notes: int) -> bool:
    """`decided_notes`: how many of the community's notes were ever shown or not shown."""
    if not joined_long_enough(record.joined_at, now=now, days=days):
        return False
    return decided_notes < BEGINNING or record.came_true >= LEAST_CAME_TRUE


def joined_long_enough(joined_at: datetime, *, now: datetime, days: int) -> bool:
    return now - joined_at >= timedelta(days=days)
