"""How somebody shows that an entry of the public log is about what is theirs."""

from dataclasses import dataclass

from folkmoot.domains.integrity.models import Decision
from folkmoot.domains.integrity.queries import access_decision
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Opening:
    """SHA-256 over the bytes of `salt` (hex digits) and then `text` is the subject's commitment in the log entry."""

    salt: str
    text: str


def opening(viewer: Viewer, decision_id: int) -> Opening | None:
    """What opens the commitment of a decision, for whom it is about and for staff. None where it was erased."""
    access_decision(viewer, decision_id)
    row = Decision.objects.get(id=decision_id)
    return Opening(row.salt, str(ref_of(row))) if row.salt else None
