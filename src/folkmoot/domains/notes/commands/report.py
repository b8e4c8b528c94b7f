"""Tell the moderators of a note that breaks a rule."""

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import ReportView
from folkmoot.domains.notes.access import access_note
from folkmoot.domains.notes.models import Note
from folkmoot.kernel.refs import note_ref
from folkmoot.kernel.viewer import Viewer


def report_note(viewer: Viewer, *, note_id: int, clause_id: str, comment: str) -> ReportView:
    """Report a note; whoever does so does not learn who wrote it. Raises NotFound, and what `integrity.report` does."""
    viewer.require_account()
    note, _ = access_note(viewer, note_id)
    responsible = Note.objects.values_list("author_id", flat=True).get(id=note.id)
    return integrity.report(
        viewer, ref=note_ref(note.id), responsible=responsible, clause_id=clause_id, comment=comment
    )
