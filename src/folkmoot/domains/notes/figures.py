"""Figures over a span of time, for the community's reports. Name nobody."""

from dataclasses import dataclass
from datetime import datetime

from folkmoot.domains.notes.models import Note, NoteStatusChange
from folkmoot.domains.notes.scoring.rules import Status
from folkmoot.kernel.ids import floor_id


@dataclass(frozen=True, slots=True)
class NoteFigures:
    """Notes written in a span of time, and notes that began to be shown in it, whenever they were written."""

    written: int
    shown: int


def notes_between(since: datetime, until: datetime) -> NoteFigures:
    """From `since` to before `until`, in two queries. Notes of people who have left since are gone."""
    span = {"id__gte": floor_id(since), "id__lt": floor_id(until)}
    shown = NoteStatusChange.objects.filter(status=Status.SHOWN, **span).values("note").distinct()
    return NoteFigures(Note.objects.filter(**span).count(), shown.count())
