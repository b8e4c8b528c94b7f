"""Say how helpful a note is; say nothing again."""

from collections.abc import Collection
from datetime import timedelta

from folkmoot.domains.integrity.api import Limited
from folkmoot.domains.notes.access import access_note, answers_for, refuse_restricted
from folkmoot.domains.notes.models import Note, Rating
from folkmoot.domains.notes.types import AGAINST, FOR, WORTH, Level, NoteView, Reason
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import api as limits
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import note_ref
from folkmoot.kernel.viewer import Viewer

LIMIT = limits.Limit("ratings of context notes", most=200, within=timedelta(hours=1))
_FITTING = {Level.HELPFUL: FOR, Level.SOMEWHAT: tuple(Reason), Level.NOT: AGAINST}


def rate_note(viewer: Viewer, *, note_id: int, level: Level, reasons: Collection[Reason] = ()) -> NoteView:
    """Rate a note, or change one's rating of it; saying the same again changes nothing, not even its time.

    Reasons that do not fit the level are refused. Raises NotFound, Forbidden for one's own note or a note on one's own
    post, Invalid, RateLimited.
    """
    rater_id = viewer.require_account()
    note, post = access_note(viewer, note_id)
    if note.mine:
        raise Forbidden("own note", safe="Others decide about a note of yours.")
    if answers_for(viewer, post):
        raise Forbidden("own post", safe="Others decide about notes on a post of yours.")
    refuse_restricted(rater_id, Limited.REACT)
    said = sorted({Reason(one) for one in reasons}, key=list(Reason).index)
    if any(one not in _FITTING[level] for one in said):
        raise Invalid("These reasons do not fit what you chose.", field="reasons")
    limits.hit(LIMIT, rater_id)
    _store(note_id, rater_id, WORTH[level], [one.value for one in said])
    return access_note(viewer, note_id)[0]


def unrate_note(viewer: Viewer, *, note_id: int) -> NoteView:
    """Take back one's rating. Raises NotFound."""
    rater_id = viewer.require_account()
    access_note(viewer, note_id)
    with atomic_write():
        deleted, _ = Rating.objects.filter(note_id=note_id, rater_id=rater_id).delete()
        if deleted:
            record(rater_id, "note.unrate", note_ref(note_id))
    return access_note(viewer, note_id)[0]


def _store(note_id: int, rater_id: int, worth: float, reasons: list[str]) -> None:
    with atomic_write():
        if not Note.objects.select_for_update().filter(id=note_id, withdrawn_at=None).exists():
            raise NotFound("withdrawn in the meantime")
        row = Rating.objects.filter(note_id=note_id, rater_id=rater_id).first()
        if row is None:
            row = Rating(id=new_id(), note_id=note_id, rater_id=rater_id, level=worth, rated_at=clock.now())
        elif (row.level, row.reasons) == (worth, reasons):
            return
        if row.level != worth:
            row.rated_at = clock.now()
        row.level, row.reasons = worth, reasons
        row.save()
        record(rater_id, "note.rate", note_ref(note_id))
