"""What a moderator came across, made into a case."""

from folkmoot.domains.integrity import cases, views
from folkmoot.domains.integrity.ordering import ranking
from folkmoot.domains.integrity.types import CaseView
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.refs import SubjectRef
from folkmoot.kernel.viewer import Viewer


def open_case(viewer: Viewer, *, ref: SubjectRef, responsible: int) -> CaseView:
    """The open case of a subject; where there is none, a new one. It stands in the line like every other."""
    moderator = viewer.require_staff()
    with atomic_write():
        case = cases.open_or_join(ref, responsible)
        ranking.touch(case)
        audit.record(moderator, "integrity.open_case", ref, case=case.id)
    return views.case(case)
