"""The statement of reasons: why something was decided, in sentences that the person concerned understands."""

from datetime import datetime

from folkmoot.domains.integrity.appeals.filing import DEADLINE, FINAL, TOO_LATE, WINDOW
from folkmoot.domains.integrity.policy.types import Clause, Decides, Treatment
from folkmoot.domains.integrity.restrictions import DEEDS
from folkmoot.domains.integrity.types import (
    AppealBrief,
    DecisionView,
    Detection,
    EffectView,
    Outcome,
    StatementOfReasons,
)
from folkmoot.kernel import clock
from folkmoot.kernel.refs import SubjectKind

_APPEAL = (
    "If you think that this is wrong, appeal below, until {until}. Somebody who was not involved decides about it "
    f"within {DEADLINE.days} days and tells you why."
)
_DETECTED = {
    Detection.AUTOMATION: "A rule of this community found it automatically.",
    Detection.REPORT: "Somebody reported it.",
    Detection.PERSON: "A moderator came across it.",
}
_FOLLOWS = {
    Treatment.REMOVE: "it goes",
    Treatment.HOLD: "it is held back for {terms.hours:g} hours at most",
    Treatment.REDUCE: "it travels {terms.factor:.2f} times as far",
    Treatment.INFORM: "it carries a note",
    Treatment.WITHHOLD: "it is not shown where a law forbids it, and is shown everywhere else",
    Treatment.RESTRICT: "the account may not do everything for a time",
}
_OUTCOMES = {
    Outcome.UPHOLD: "the decision stands.",
    Outcome.AMEND: "another decision has taken the place of this one.",
    Outcome.OVERTURN: "it was wrong, and everything that it did has ended. A strike does not remain.",
    Outcome.CLOSED: "it was closed, because the account is erased.",
}
_DECIDERS = {
    Decides.PERSON: "A person decides.",
    Decides.AUTOMATION_PROPOSES: "Automation may find it; a person decides.",
    Decides.AUTOMATION: "Automation decides at once; the author is told, and a person can undo it.",
}


def statement(decision: DecisionView) -> StatementOfReasons:
    """The reasons for one decision. Names nobody but the clause."""
    return StatementOfReasons(
        facts=decision.facts,
        clause_id=decision.clause_id,
        clause_version=decision.policy_version,
        clause_title=decision.clause_title,
        clause_text=decision.clause_text,
        automated=decision.automated,
        decided=_decided(decision),
        treatment=decision.treatment,
        factor=decision.factor,
        effect=_effects(decision),
        duration=_duration(decision),
        appeal=_appeal(decision),
        detected=_DETECTED[decision.detected],
        scope=_scope(decision),
        countries=_countries(decision),
        appeal_until=appeal_until(decision),
    )


def appeal_until(decision: DecisionView) -> datetime | None:
    """Until when a decision can be appealed; None where it cannot, any more or at all, or was."""
    until = decision.created_at + WINDOW
    closed = decision.undone_at is not None or decision.appeal is not None or decision.treatment is Treatment.NONE
    return None if closed or not decision.appealable or clock.now() > until else until


def consequence(clause: Clause) -> str:
    """What usually follows from a clause, in one sentence for the page of rules."""
    said = [_FOLLOWS[terms.kind].format(terms=terms) for terms in clause.default_terms]
    return f"{', and '.join(said)}.".capitalize()


def who_decides(clause: Clause) -> str:
    """Whether people or automation decide under a clause, in one sentence for the page of rules."""
    return _DECIDERS[clause.decides]


def _appeal(decision: DecisionView) -> str:
    until = appeal_until(decision)
    if until is not None:
        return _APPEAL.format(until=f"{until:%d %B %Y}")
    if decision.appeal is not None:
        return _appealed(decision.appeal)
    if decision.undone_at is not None or decision.treatment is Treatment.NONE:
        return "There is nothing left to appeal."
    return TOO_LATE if decision.appealable else FINAL


def _appealed(appeal: AppealBrief) -> str:
    if appeal.outcome is None:
        return f"You have appealed. Somebody who was not involved decides by {appeal.due_at:%d %B %Y}."
    said = f"Your appeal was decided: {_OUTCOMES[appeal.outcome]}"
    return f"{said} The reasons: {appeal.reasons}" if appeal.reasons else said


def _scope(decision: DecisionView) -> str:
    countries = _countries(decision)
    if countries:
        return f"It acts in {', '.join(countries)}, and nowhere else."
    return "It acts in this whole community, whatever country a reader is in." if decision.effects else "Nowhere."


def _countries(decision: DecisionView) -> tuple[str, ...]:
    return tuple(sorted({one for effect in decision.effects for one in effect.countries}))


def _decided(decision: DecisionView) -> str:
    if decision.automated:
        return "The rule was applied automatically. Nobody looked at it before."
    if decision.ref.kind is SubjectKind.ACCOUNT and decision.treatment is Treatment.REMOVE:
        return "A moderator of this community decided this, and a second one confirmed it."
    return "A moderator of this community decided this."


def _effects(decision: DecisionView) -> str:
    said = " ".join(_effect(effect, decision.ref.kind) for effect in decision.effects) or "Nothing was changed."
    if decision.undone_at is not None:
        return f"Until it was undone: {said}"
    return f"Until it ran out: {said}" if _has_run_out(decision) else said


def _has_run_out(decision: DecisionView) -> bool:
    now = clock.now()
    return bool(decision.effects) and all(one.until is not None and one.until <= now for one in decision.effects)


def _effect(effect: EffectView, what: str) -> str:
    match effect.kind:
        case Treatment.REMOVE:
            return f"Nobody but you sees this {what}."
        case Treatment.HOLD:
            return f"For now nobody but you sees this {what}; it waits for a person to look at it."
        case Treatment.REDUCE:
            return (
                f"Where posts spread by themselves, this {what} travels {effect.factor:.2f} times as far as before. "
                "Your own page, direct links and the Latest view of your followers show it in full."
            )
        case Treatment.WITHHOLD:
            return f"Readers in {', '.join(effect.countries)} do not see this {what}; they see that it was withheld."
        case Treatment.RESTRICT:
            return f"Your account cannot {' or '.join(DEEDS[limit] for limit in effect.limits)} for now."
        case _:
            return f"It carries this note: {effect.text}" if effect.text else "It carries a note with a link."


def _duration(decision: DecisionView) -> str:
    if decision.undone_at is not None:
        return f"It ended on {decision.undone_at:%d %B %Y at %H:%M} UTC, when it was undone."
    if decision.until is not None and decision.until <= clock.now():
        return f"It ended by itself on {decision.until:%d %B %Y at %H:%M} UTC."
    if decision.until is not None:
        return f"It ends by itself on {decision.until:%d %B %Y at %H:%M} UTC."
    return "It lasts until it is undone."
