"""What the scoring is given: ratings by people whose ratings count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.notes import policy
from folkmoot.domains.notes.models import Note, Rating
from folkmoot.domains.notes.policy import Record
from folkmoot.domains.notes.scoring.rules import Status
from folkmoot.domains.notes.scoring.scorer import Rated
from folkmoot.infra.config import current
from folkmoot.kernel import clock
from folkmoot.kernel.viewer import NOBODY

_CHUNK = 2_000
_LEVEL_OF = {Status.SHOWN: 1.0, Status.NOT_SHOWN: 0.0}


@dataclass(frozen=True, slots=True)
class Gathered:
    """`given` counts every rating there is, `rated` holds those of the qualified."""

    rated: tuple[Rated, ...]
    authors: Mapping[int, int]
    given: int
    qualified: frozenset[int]


@dataclass(slots=True)
class _Tally:
    came_true: int = 0
    decided: int = 0


@dataclass(frozen=True, slots=True)
class _Rows:
    notes: Mapping[int, tuple[int, str, datetime | None]]
    """Author, status and time of the first decision, of every note there ever was."""
    ratings: tuple[Rated, ...]
    tallies: Mapping[int, _Tally] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        return sum(moment is not None for _, _, moment in self.notes.values())


def gather() -> Gathered:
    """Everything, in a handful of queries whatever its size. Ratings of notes that were withdrawn stay among them."""
    rows = _read()
    qualified = _qualified(rows)
    rated = tuple(one for one in rows.ratings if one.rater in qualified)
    authors = {note: author for note, (author, _, _) in rows.notes.items()}
    return Gathered(rated, authors, len(rows.ratings), qualified)


def seen() -> str:
    """Something that is different as soon as a scoring could come out differently."""
    last = Rating.objects.aggregate(number=Count("id"), newest=Max("rated_at"))
    notes = Note.objects.aggregate(number=Count("id"), gone=Count("withdrawn_at"), decided=Count("decided_at"))
    config, day = current(), clock.now().date()
    parts = (*last.values(), *notes.values(), config.notes_rater_days, config.notes_least_raters, day)
    return "/".join(map(str, parts))


def record_of(account_id: int) -> Record:
    """How one rater has rated so far."""
    joined = accounts.accounts_by_ids([account_id])[account_id].created_at
    rows = Rating.objects.filter(rater_id=account_id).select_related("note")
    found = _Tally()
    for row in rows:
        early = row.note.decided_at is None or row.rated_at < row.note.decided_at
        _count(found, row.note.status, row.level, firm=early and row.note.decided_at is not None)
    return Record(joined, found.came_true, found.decided)


def _read() -> _Rows:
    columns = Note.objects.values_list("id", "author_id", "status", "decided_at")
    notes = {note: (author, status, decided) for note, author, status, decided in columns}
    tallies: dict[int, _Tally] = {}
    ratings: list[Rated] = []
    found = Rating.objects.values_list("note_id", "rater_id", "level", "rated_at")
    for note, rater, level, moment in found.iterator(_CHUNK):
        _, status, decided = notes[note]
        early = decided is None or moment < decided
        ratings.append(Rated(note, rater, level, early))
        _count(tallies.setdefault(rater, _Tally()), status, level, firm=early and decided is not None)
    return _Rows(notes, tuple(ratings), tallies)


def _count(tally: _Tally, status: str, level: float, *, firm: bool) -> None:
    """Count a rating that was given before the decision; "somewhat" comes neither true nor false."""
    right = _LEVEL_OF.get(Status(status))
    if firm and right is not None and level in _LEVEL_OF.values():
        tally.decided += 1
        tally.came_true += level == right


def _qualified(rows: _Rows) -> frozenset[int]:
    days, now, decided = current().notes_rater_days, clock.now(), rows.decided
    raters = sorted(rows.tallies)
    found: set[int] = set()
    for start in range(0, len(raters), _CHUNK):
        present = accounts.present_for(NOBODY, raters[start : start + _CHUNK])
        for one in accounts.accounts_by_ids(present).values():
            tally = rows.tallies[one.id]
            record = Record(one.created_at, tally.came_true, tally.decided)
            if policy.qualifies(record, now=now, days=days, decided_notes=decided):
                found.add(one.id)
    return frozenset(found)
