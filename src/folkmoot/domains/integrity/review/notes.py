"""Notes of moderators on a case, for moderators."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.domains.integrity import cases
from folkmoot.domains.integrity.models import Case, CaseNote
from folkmoot.domains.integrity.wording import COMMENT_LIMIT, words
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import new_id, time_of
from folkmoot.kernel.viewer import Viewer

RETENTION = timedelta(days=180)
"""How long notes stay after their case was decided."""


@dataclass(frozen=True, slots=True)
class NoteView:
    author: int
    text: str
    created_at: datetime


def add_note(viewer: Viewer, *, case_id: int, text: str) -> NoteView:
    """Leave a note for other moderators, on an open or a decided case. Staff only, Forbidden for whom it is about."""
    moderator = viewer.require_staff()
    said = words(text, limit=COMMENT_LIMIT, field="text")
    if not said:
        raise Invalid("Please write something.", field="text")
    with atomic_write():
        _refuse(moderator, case_id)
        row = CaseNote.objects.create(id=new_id(), case_id=case_id, author=moderator, text=said)
        audit.record(moderator, "integrity.note", f"case:{case_id}")
    return NoteView(row.author, row.text, time_of(row.id))


def case_notes(viewer: Viewer, case_id: int) -> tuple[NoteView, ...]:
    """The notes on a case, oldest first. Staff only, Forbidden for whom it is about."""
    _refuse(viewer.require_staff(), case_id)
    rows = CaseNote.objects.filter(case=case_id).order_by("id")
    return tuple(NoteView(row.author, row.text, time_of(row.id)) for row in rows)


def _refuse(moderator: int, case_id: int) -> None:
    responsible = Case.objects.filter(id=case_id).values_list("responsible", flat=True).first()
    if responsible is None:
        raise NotFound(f"case {case_id}")
    cases.refuse_the_reported(moderator, responsible)


def sweep_notes() -> int:
    """Delete the notes of cases that were decided longer ago than RETENTION; returns how many."""
    with atomic_write():
        deleted, _ = CaseNote.objects.filter(case__closed_at__lt=clock.now() - RETENTION).delete()
    return deleted
