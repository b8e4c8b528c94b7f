"""The marks on the way to a full disk, and what needs room."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from folkmoot.kernel.sentences import sentence


class Mark(IntEnum):
    """How full it is, as per cent of what there may be. From each mark on, what stands at it and before it holds."""

    EASY = 0
    TOLD = 80
    """Operators are told."""
    LEAN = 90
    """Archives, uploads that belong to nothing and other things that can be made again go early; none are made or taken
    in, and no videos and sounds."""
    NO_FILES = 95
    """No files at all."""
    NOBODY_NEW = 98
    """Nobody joins, no app registers."""
    FULL = 100
    """Nothing is published. Reading, signing in, deleting, reporting and deciding go on, on the reserve."""


class Growth(StrEnum):
    """What needs room."""

    ARCHIVE = "archive"
    VIDEO = "video"
    FILE = "file"
    JOINING = "joining"
    POST = "post"


REFUSED_FROM = {
    Growth.ARCHIVE: Mark.LEAN,
    Growth.VIDEO: Mark.LEAN,
    Growth.FILE: Mark.NO_FILES,
    Growth.JOINING: Mark.NOBODY_NEW,
    Growth.POST: Mark.FULL,
}
SENTENCES = {
    Growth.ARCHIVE: sentence(
        "The machine of this community has little room left, so it makes and takes in no archives at the moment. "
        "Its operators know; please try again later."
    ),
    Growth.VIDEO: sentence(
        "The machine of this community has little room left, so it takes in no videos and sounds at the moment. "
        "Pictures are still welcome."
    ),
    Growth.FILE: sentence(
        "The machine of this community has hardly any room left, so it takes in no files at the moment. "
        "Words are still welcome."
    ),
    Growth.JOINING: sentence(
        "The machine of this community has hardly any room left, so nobody new can join at the moment. "
        "Please come back in a few days."
    ),
    Growth.POST: sentence(
        "The machine of this community is full, so nothing can be published at the moment. Everything can still be "
        "read. Its operators know; please keep your words and try again later."
    ),
}
"""What is said to who needs room that there is not."""


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes that the data folder takes, of those that it may; `percent` is rounded down and may pass 100."""

    used: int = 0
    most: int = 1

    @property
    def percent(self) -> int:
        return int(Mark.FULL) if self.most <= 0 else self.used * 100 // self.most

    @property
    def mark(self) -> Mark:
        return max(mark for mark in Mark if self.percent >= mark)

    def has(self, growth: Growth) -> bool:
        return self.mark < REFUSED_FROM[growth]
