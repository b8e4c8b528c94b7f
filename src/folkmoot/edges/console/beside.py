"""What stands beside a case: a removal that waits for a second person, strikes, what is kept."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import CaseView, Treatment
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.refs import SubjectKind
from folkmoot.kernel.viewer import Viewer


def beside(request: HttpRequest, case: CaseView) -> dict[str, Any]:
    """For console/proposal.html, which the page of a case includes."""
    viewer = viewer_of(request)
    strikes = integrity.strikes_of(case.responsible)
    step = integrity.step_for(len(strikes))
    return {
        "alone": case.proposal is not None and integrity.is_alone(viewer.require_account()),
        "strikes": strikes,
        "ladder": step,
        "ladder_clauses": case.suggestions if step and step.terms else (),
        "kept": case.ref.kind is SubjectKind.POST and integrity.has_evidence(case.id),
    }


def proposers(cases: Iterable[CaseView]) -> set[int]:
    return {case.proposal.proposed_by for case in cases if case.proposal}


def removes_account(viewer: Viewer, case_id: int, treatment: str) -> bool:
    """Whether this decision takes two people."""
    if treatment != Treatment.REMOVE:
        return False
    return integrity.case(viewer, case_id).case.ref.kind is SubjectKind.ACCOUNT


def propose(request: HttpRequest, case_id: int, *, clause_id: str, link: str, note: str) -> None:
    """Propose to remove the account that a case is about."""
    viewer = viewer_of(request)
    found = integrity.case(viewer, case_id).case
    integrity.propose_removal(
        viewer, ref=found.ref, responsible=found.responsible, clause_id=clause_id, link=link or None, note=note
    )
    say(request, _("Proposed. Nothing happens to the account until a second person confirms it."))
