"""Who may not judge an appeal."""

from collections.abc import Collection

from folkmoot.domains.integrity import cases
from folkmoot.domains.integrity.models import Decision, Report
from folkmoot.domains.integrity.providers import staff
from folkmoot.kernel.errors import Forbidden

_DECIDED = "You took part in this decision. Another moderator must judge the appeal."


def refuse_as_judge(moderator: int, decision: Decision) -> None:
    """Raise Forbidden for whoever decided or seconded, reported, answers for the subject, or is a friend."""
    if moderator in {decision.decider, decision.seconded_by}:
        raise Forbidden("judge decided before", safe=_DECIDED)
    reported = (
        decision.case_id is not None and Report.objects.filter(case=decision.case_id, reporter=moderator).exists()
    )
    cases.refuse_the_involved(moderator, decision.responsible, reported)


def part_in(moderator: int, decision: Decision) -> str:
    """Why this moderator may not judge an appeal against the decision; "" where nothing stands in the way."""
    try:
        refuse_as_judge(moderator, decision)
    except Forbidden as error:
        return error.safe
    return ""


def parts_in(moderator: int, decisions: Collection[Decision]) -> dict[int, str]:
    """The same for many, by decision, in one query: without friendships, at which the page of one looks."""
    case_ids = [row.case_id for row in decisions if row.case_id is not None]
    reported = set(Report.objects.filter(case__in=case_ids, reporter=moderator).values_list("case_id", flat=True))
    return {row.id: _known_part(moderator, row, reported) for row in decisions}


def nobody_may(decision: Decision) -> bool:
    """Whether this community has nobody who could judge: the appeal waits until it has."""
    return all(part_in(one, decision) for one in staff())


def _known_part(moderator: int, row: Decision, reported: Collection[int | None]) -> str:
    if moderator in {row.decider, row.seconded_by}:
        return _DECIDED
    if moderator == row.responsible:
        return "This is about yourself. Another moderator must decide it."
    return "You reported this yourself. Another moderator must decide it." if row.case_id in reported else ""
