"""Who may not judge an appeal."""

from collections.abc import Collection

from folkmoot.domains.integrity import cases
from folkmoot.domains.integrity.models import Appeal, Decision, Report
from folkmoot.domains.integrity.providers import staff
from folkmoot.kernel.errors import Forbidden

_DECIDED = "You took part in this decision. Another moderator must judge the appeal."


def refuse_as_judge(moderator: int, decision: Decision) -> None:
    """Raise Forbidden for whoever decided or seconded, reported, answers for the subject, or is a friend.

    Who made the decision that this one took the place of on appeal has decided as well.
    """
    if moderator in _deciders([decision])[decision.id]:
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
    """The same for many, by decision, in few queries: without friendships, at which the page of one looks."""
    case_ids = [row.case_id for row in decisions if row.case_id is not None]
    reported = set(Report.objects.filter(case__in=case_ids, reporter=moderator).values_list("case_id", flat=True))
    deciders = _deciders(decisions)
    return {row.id: _known_part(moderator, row, reported, deciders[row.id]) for row in decisions}


def nobody_may(decision: Decision) -> bool:
    """Whether this community has nobody who could judge: the appeal waits until it has."""
    return all(part_in(one, decision) for one in staff())


def _deciders(decisions: Collection[Decision]) -> dict[int, set[int | None]]:
    """Who took part in each decision, and in those before it that an appeal has replaced."""
    found = {row.id: {row.decider, row.seconded_by} for row in decisions}
    newest = {row.id: row.id for row in decisions}
    while newest:
        replaced = Appeal.objects.filter(replaced_by__in=newest).select_related("decision")
        step = {}
        for row in replaced:
            step[row.decision_id] = now = newest[row.replaced_by_id or 0]
            found[now] |= {row.decision.decider, row.decision.seconded_by}
        newest = step
    return found


def _known_part(moderator: int, row: Decision, reported: Collection[int | None], deciders: set[int | None]) -> str:
    if moderator in deciders:
        return _DECIDED
    if moderator == row.responsible:
        return "This is about yourself. Another moderator must decide it."
    return "You reported this yourself. Another moderator must decide it." if row.case_id in reported else ""
