"""What owners and moderators of a group do with what is reported in it."""

import dataclasses
from collections.abc import Mapping

from folkmoot.domains.integrity import cases, deciding, rulings, views
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.group_desk.placing import Place
from folkmoot.domains.integrity.group_desk.provider import moderates
from folkmoot.domains.integrity.group_desk.types import GroupCase, GroupReport
from folkmoot.domains.integrity.models import Case, Report
from folkmoot.domains.integrity.policy.types import Clause, Decides, Treatment, TreatmentTerms
from folkmoot.domains.integrity.rulings import Ruling
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.types import DecisionView, Detection
from folkmoot.domains.integrity.wording import COMMENT_LIMIT, words
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import SubjectKind, group_post_ref
from folkmoot.kernel.viewer import Viewer

MOST = 100
GROUP_RULES = "group-rules"
"""The clause under which a post breaks what the group itself asks for; it stands in no policy."""
_RULES = Clause(
    id=GROUP_RULES,
    title="The rules of the group",
    text="A group has rules of its own. Its owners and moderators may take a post out of the group for breaking them.",
    ground=9,
    subjects=frozenset({SubjectKind.GROUP_POST}),
    condition="",
    because="",
    reason="It does not keep to the rules of its group.",
    treatments=(TreatmentTerms(Treatment.REMOVE),),
    default=(Treatment.REMOVE,),
    decides=Decides.PERSON,
    strike=False,
    appeal=True,
    line=0,
)
_TAKEN_OUT = (
    "The moderators of the group took the post out of the group. If more is needed, please report it again: then the "
    "moderators of this community look at it."
)
_LEFT = (
    "The moderators of the group looked at it and left it. If you think that this is wrong, please report it again: "
    "then the moderators of this community look at it."
)


def cases_of_group(viewer: Viewer, group_id: int) -> tuple[GroupCase, ...]:
    """The open cases at a group's desk, the oldest first; not those about the viewer, which say who reported.

    For the group's owners and moderators; NotFound for everybody else.
    """
    moderator = _moderator(viewer, group_id)
    rows = Case.objects.filter(group_id=group_id, closed_at=None, desk__in=[Place.GROUP, Place.BOTH])
    found = list(rows.exclude(responsible=moderator).order_by("id")[:MOST])
    titles = {clause.id: clause.title for clause in current_policy().clauses}
    reports = list(Report.objects.filter(case__in=found).order_by("id"))
    return tuple(_view(row, [one for one in reports if one.case_id == row.id], titles, moderator) for row in found)


def count_of_group(viewer: Viewer, group_id: int) -> int:
    """How many cases wait at a group's desk for the viewer, one of its moderators."""
    rows = Case.objects.filter(group_id=group_id, closed_at=None, desk__in=[Place.GROUP, Place.BOTH])
    return rows.exclude(responsible=_moderator(viewer, group_id)).count()


def take_out_of_group(viewer: Viewer, *, case_id: int, clause_id: str, reason: str) -> DecisionView:
    """Take the post of a case out of its group, under a rule of this community or ("") of the group.

    `reason`: in words, which its author reads. The author may appeal to the community's moderators. Raises NotFound
    for who does not moderate the group, Forbidden for the involved, Conflict where it is decided, Invalid.
    """
    moderator = viewer.require_account()
    said = words(reason, limit=COMMENT_LIMIT, field="reason")
    if not said:
        raise Invalid("Please say why. The author reads it.", field="reason")
    policy = current_policy()
    clause = policy.clause(clause_id) if clause_id else _RULES
    if clause is None:
        raise Invalid("Please choose the rule that applies.", field="clause_id")
    with atomic_write():
        case = _claim(moderator, case_id)
        if case.subject_kind != SubjectKind.POST:
            raise Invalid("Only a post can be taken out of a group.", field="case")
        row = rulings.make(
            Ruling(
                ref=group_post_ref(case.subject_id),
                responsible=case.responsible,
                policy_version=policy.version,
                clause=dataclasses.replace(clause, strike=False, appeal=True),
                terms=(TreatmentTerms(Treatment.REMOVE),),
                facts=f"Somebody reported it. An owner or moderator of the group read it. They write: {said}",
                decider=moderator,
                case_id=case.id,
                detected=Detection.REPORT,
            )
        )
        _finish(case, acted=True, answer=_TAKEN_OUT)
    return views.decision(row, viewer)


def leave_in_group(viewer: Viewer, *, case_id: int) -> None:
    """Find that the post may stay; reported again, it goes to the community. Raises as `take_out_of_group`."""
    moderator = viewer.require_account()
    with atomic_write():
        case = _claim(moderator, case_id)
        audit.record(moderator, "integrity.leave_in_group", f"case:{case.id}", group=case.group_id)
        _finish(case, acted=False, answer=_LEFT)


def pass_on(viewer: Viewer, *, case_id: int) -> None:
    """Give a case to the community's moderators at once. Raises as `take_out_of_group`, but takes it from anybody."""
    moderator = viewer.require_account()
    with atomic_write():
        case = _find(moderator, case_id)
        case.desk, case.group_until = Place.COMMUNITY, clock.now()
        case.save(update_fields=["desk", "group_until"])
        audit.record(moderator, "integrity.pass_on", f"case:{case.id}", group=case.group_id)


def _finish(case: Case, *, acted: bool, answer: str) -> None:
    """The group has done its part. What the community's moderators see as well stays open for them."""
    if case.desk == Place.GROUP and not _is_over(case):
        deciding.close(case, acted=acted, answer=answer)
    else:
        case.desk = Place.COMMUNITY
        case.save(update_fields=["desk"])


def _find(moderator: int, case_id: int) -> Case:
    case = Case.objects.select_for_update().filter(id=case_id).exclude(group_id=None).first()
    if case is None or not moderates(moderator, case.group_id or 0) or case.responsible == moderator:
        raise NotFound(f"case {case_id}")
    if case.closed_at is not None or case.desk == Place.COMMUNITY:
        raise Conflict("no longer at the group's desk", safe="This case has been decided already, or passed on.")
    return case


def _claim(moderator: int, case_id: int) -> Case:
    case = _find(moderator, case_id)
    reported = Report.objects.filter(case=case, reporter=moderator).exists()
    cases.refuse_the_involved(moderator, case.responsible, reported)
    return case


def _moderator(viewer: Viewer, group_id: int) -> int:
    account_id = viewer.require_account()
    if not moderates(account_id, group_id):
        raise NotFound("not a moderator of the group")
    return account_id


def _view(row: Case, reports: list[Report], titles: Mapping[str, str], moderator: int) -> GroupCase:
    return GroupCase(
        id=row.id,
        group_id=row.group_id or 0,
        ref=ref_of(row),
        responsible=row.responsible,
        opened_at=time_of(row.id),
        alone_until=row.group_until if row.desk == Place.GROUP and not _is_over(row) else None,
        reports=tuple(GroupReport(titles.get(one.clause_id, ""), one.comment) for one in reports),
        why_not=_why_not(row, reports, moderator),
    )


def _is_over(row: Case) -> bool:
    return row.group_until is None or row.group_until <= clock.now()


def _why_not(row: Case, reports: list[Report], moderator: int) -> str:
    try:
        cases.refuse_the_involved(moderator, row.responsible, any(one.reporter == moderator for one in reports))
    except Forbidden as error:
        return error.safe
    return ""
