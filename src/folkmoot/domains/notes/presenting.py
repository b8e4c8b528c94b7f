"""Rows of notes to what one viewer may see of them, in bulk."""

from collections.abc import Sequence

from django.db.models import Count

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT, Treatments
from folkmoot.domains.notes.models import Note, Rating
from folkmoot.domains.notes.types import WORTH, NoteView, OwnRating, Reason, Rule, Status
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import note_ref
from folkmoot.kernel.viewer import Viewer

_LEVELS = {worth: level for level, worth in WORTH.items()}


def present(viewer: Viewer, rows: Sequence[Note]) -> tuple[NoteView, ...]:
    """The notes in their order, without those that moderators took away from this viewer."""
    if not rows:
        return ()
    treated = integrity.treatments_for([note_ref(row.id) for row in rows])
    ids = [row.id for row in rows]
    given = dict(Rating.objects.filter(note__in=ids).values_list("note").annotate(Count("id")).order_by("note"))
    own = _own_ratings(viewer, ids)
    return tuple(
        _view(viewer, row, treated.get(note_ref(row.id), NO_TREATMENT), given.get(row.id, 0), own.get(row.id))
        for row in rows
        if may_see(viewer, row, treated.get(note_ref(row.id), NO_TREATMENT))
    )


def may_see(viewer: Viewer, row: Note, treatments: Treatments) -> bool:
    """What moderators removed or hold is there for its author and for staff."""
    return not treatments.is_withheld or viewer.is_staff or row.author_id == viewer.account_id


def _own_ratings(viewer: Viewer, ids: Sequence[int]) -> dict[int, OwnRating]:
    if viewer.account_id is None:
        return {}
    rows = Rating.objects.filter(note__in=ids, rater_id=viewer.account_id)
    return {row.note_id: OwnRating(_LEVELS[row.level], tuple(map(Reason, row.reasons))) for row in rows}


def _view(viewer: Viewer, row: Note, treatments: Treatments, given: int, own: OwnRating | None) -> NoteView:
    mine = row.author_id == viewer.account_id
    applied = treatments.removed or treatments.held
    return NoteView(
        id=row.id,
        post_id=row.post_id,
        author_id=row.author_id if mine or viewer.is_staff else None,
        text=row.text,
        links=tuple(row.links),
        language=row.language,
        created_at=time_of(row.id),
        status=Status(row.status),
        rule=Rule(row.rule),
        intercept=row.intercept,
        factor=row.factor,
        ratings=row.ratings,
        least_net=row.least_net,
        scored_at=row.scored_at,
        given=given,
        mine=mine,
        own_rating=own,
        hidden=applied is not None,
        decision_id=applied.decision_id if applied else None,
    )
