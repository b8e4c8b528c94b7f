"""Looking through a file of posts before anything of it is stored.

What is kept of each record are a few numbers in arrays (21 bytes), so that millions fit.
"""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from folkmoot.edges.cli.imports.fields import Unusable, read
from folkmoot.edges.cli.imports.progress import Step
from folkmoot.edges.cli.imports.records import Record
from folkmoot.edges.cli.imports.references import References

NONE = -1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def _places() -> "array[int]":
    return array("i")


def _moments() -> "array[int]":
    return array("q")


@dataclass(slots=True)
class Survey:
    """By number of the record: its time in milliseconds (meaningless where `author` is NONE, because the record cannot
    be used), its author as a place in `authors`, the record that it answers or boosts, the one that begins its thread.

    `problems` are reasons that only the whole file shows.
    """

    times: "array[int]" = field(default_factory=_moments)
    author: "array[int]" = field(default_factory=_places)
    carries: bytearray = field(default_factory=bytearray)
    target: "array[int]" = field(default_factory=_places)
    root: "array[int]" = field(default_factory=_places)
    authors: list[str] = field(default_factory=list)
    _author_places: dict[str, int] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    reply_counts: Counter[int] = field(default_factory=Counter)
    boost_counts: Counter[int] = field(default_factory=Counter)

    def place_of(self, author: str) -> int:
        """Names that differ only in letter case are one author's; the first spelling is kept."""
        place = self._author_places.setdefault(author.lower(), len(self.authors))
        if place == len(self.authors):
            self.authors.append(author)
        return place

    def newest(self) -> int | None:
        """The time of the newest record that can be used."""
        return max((time for time, author in zip(self.times, self.author, strict=True) if author != NONE), default=None)

    def first_times(self) -> dict[int, int]:
        """When each author published first, by place; only of those with a record that can be used."""
        first: dict[int, int] = {}
        for time, author in zip(self.times, self.author, strict=True):
            if author != NONE and time < first.get(author, time + 1):
                first[author] = time
        return first

    def refuse_outside(self, earliest: int, latest: int) -> None:
        """Refuse what is not between these two times, both included."""
        for number, time in enumerate(self.times):
            if self.author[number] != NONE and not earliest <= time <= latest:
                when = "before 1970" if time < earliest else "the future"
                self.refuse(number, f"It is from {when}.")

    def refuse(self, number: int, reason: str) -> None:
        self.author[number] = NONE
        self.problems[number] = reason


def look_through(found: Iterable[Record], shown: Step, *, time_format: str = "") -> Survey:
    """Read all records once."""
    result = Survey()
    with References() as references:
        for record in found:
            _add(result, references, record, time_format)
            shown(record.line)
        for number in references.repeated:
            result.refuse(number, "Another line before it has the same id.")
        _connect(result, references)
    return result


def _add(result: Survey, references: References, record: Record, time_format: str) -> None:
    result.target.append(NONE)
    result.root.append(NONE)
    try:
        row = read(record, time_format=time_format, rendered=False)
    except Unusable:
        result.times.append(0)
        result.author.append(NONE)
        result.carries.append(0)
        return
    moment = (row.created - EPOCH) // MILLISECOND
    result.times.append(moment)
    result.author.append(result.place_of(row.author))
    result.carries.append(row.words is None)
    references.add(record.number, row.original, row.reply_to, row.boost_of)


def _connect(result: Survey, references: References) -> None:
    boosted_pairs: set[tuple[int, int]] = set()
    for number, boosted in references.boosts():
        if result.author[number] == NONE:
            continue
        if boosted is None or not _may_be_target(result, boosted, number):
            result.refuse(number, "It boosts no earlier post of this file.")
        elif (pair := (result.author[number], boosted)) in boosted_pairs:
            result.refuse(number, "Another line before it boosts the same post for the same author.")
        else:
            boosted_pairs.add(pair)
            result.target[number] = boosted
            result.boost_counts[boosted] += 1
    for number, answered in references.replies():
        if answered is not None and _may_be_target(result, answered, number):
            result.target[number] = answered
            result.reply_counts[answered] += 1
    for number in range(len(result.root)):
        _find_root(result, number)


def _may_be_target(result: Survey, target: int, number: int) -> bool:
    """A post, not a boost, that can be used and is earlier."""
    if result.author[target] == NONE or result.carries[target]:
        return False
    return (result.times[target], target) < (result.times[number], number)


def _find_root(result: Survey, number: int) -> None:
    """Every target is earlier than what names it, so this ends."""
    path = []
    at = number
    while result.root[at] == NONE and result.target[at] != NONE and not result.carries[at]:
        path.append(at)
        at = result.target[at]
    root = at if result.root[at] == NONE else result.root[at]
    for one in path:
        result.root[one] = root
