"""The statement of reasons: why something was decided, in sentences that the person concerned understands."""

from datetime import datetime
from decimal import Decimal

from folkmoot.domains.integrity.appeals.filing import DEADLINE, FINAL, TOO_LATE, WINDOW
from folkmoot.domains.integrity.policy.types import Clause, Decides, Treatment, TreatmentTerms
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
from folkmoot.kernel.sentences import Sentence, sentence, together

_DETECTED = {
    Detection.AUTOMATION: sentence("A rule of this community found it automatically."),
    Detection.REPORT: sentence("Somebody reported it."),
    Detection.PERSON: sentence("A moderator came across it."),
}
_OUT_OF_GROUP = sentence(
    "The post no longer stands in the group. If it was for everybody, it still stands on your own page."
)
_FOLLOWS = {
    Treatment.REMOVE: sentence("It goes."),
    Treatment.INFORM: sentence("It carries a note."),
    Treatment.WITHHOLD: sentence("It is not shown where a law forbids it, and is shown everywhere else."),
    Treatment.RESTRICT: sentence("The account may not do everything for a time."),
}
_OUTCOMES = {
    Outcome.UPHOLD: sentence("the decision stands."),
    Outcome.AMEND: sentence("another decision has taken the place of this one."),
    Outcome.OVERTURN: sentence("it was wrong, and everything that it did has ended. A strike does not remain."),
    Outcome.CLOSED: sentence("it was closed, because the account is erased."),
}
_DECIDERS = {
    Decides.PERSON: sentence("A person decides."),
    Decides.AUTOMATION_PROPOSES: sentence("Automation may find it; a person decides."),
    Decides.AUTOMATION: sentence("Automation decides at once; the author is told, and a person can undo it."),
}


KINDS = {
    SubjectKind.POST: sentence("post"),
    SubjectKind.ACCOUNT: sentence("account"),
    SubjectKind.MEDIA: sentence("picture or recording"),
    SubjectKind.NOTE: sentence("note"),
    SubjectKind.GROUP_POST: sentence("post in a group"),
}
"""What was decided about, within a sentence."""


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
    """What usually follows from a clause, for the page of rules."""
    return together(*(_follows(terms) for terms in clause.default_terms))


def who_decides(clause: Clause) -> str:
    """Whether people or automation decide under a clause, in one sentence for the page of rules."""
    return _DECIDERS[clause.decides]


def _follows(terms: TreatmentTerms) -> str:
    if terms.kind is Treatment.HOLD:
        return sentence("It is held back for {hours} hours at most.", hours=f"{terms.hours:g}")
    if terms.kind is Treatment.REDUCE:
        return sentence("It travels {factor} times as far.", factor=_factor(terms.factor))
    return _FOLLOWS[terms.kind]


def _factor(factor: float | None) -> Decimal:
    return Decimal(f"{factor:.2f}")


def _appeal(decision: DecisionView) -> str:
    until = appeal_until(decision)
    if until is not None:
        return sentence(
            "If you think that this is wrong, appeal below, until {until}. Somebody who was not involved decides "
            "about it within {days} days and tells you why.",
            until=until.date(),
            days=DEADLINE.days,
        )
    if decision.appeal is not None:
        return _appealed(decision.appeal)
    if decision.undone_at is not None or decision.treatment is Treatment.NONE:
        return sentence("There is nothing left to appeal.")
    return TOO_LATE if decision.appealable else FINAL


def _appealed(appeal: AppealBrief) -> str:
    if appeal.outcome is None:
        return sentence("You have appealed. Somebody who was not involved decides by {due}.", due=appeal.due_at.date())
    said = sentence("Your appeal was decided: {outcome}", outcome=_OUTCOMES[appeal.outcome])
    return together(said, sentence("The reasons: {reasons}", reasons=appeal.reasons)) if appeal.reasons else said


def _scope(decision: DecisionView) -> str:
    if decision.ref.kind is SubjectKind.GROUP_POST:
        return sentence("It acts in the group, and nowhere else.") if decision.effects else sentence("Nowhere.")
    countries = _countries(decision)
    if countries:
        return sentence("It acts in {countries}, and nowhere else.", countries=countries)
    if decision.effects:
        return sentence("It acts in this whole community, whatever country a reader is in.")
    return sentence("Nowhere.")


def _countries(decision: DecisionView) -> tuple[str, ...]:
    return tuple(sorted({one for effect in decision.effects for one in effect.countries}))


def _decided(decision: DecisionView) -> str:
    if decision.automated:
        return sentence("The rule was applied automatically. Nobody looked at it before.")
    if decision.ref.kind is SubjectKind.GROUP_POST:
        return sentence("An owner or moderator of the group decided this.")
    if decision.ref.kind is SubjectKind.ACCOUNT and decision.treatment is Treatment.REMOVE:
        return sentence("A moderator of this community decided this, and a second one confirmed it.")
    return sentence("A moderator of this community decided this.")


def _effects(decision: DecisionView) -> str:
    said = (
        together(*(_effect(effect, KINDS[decision.ref.kind]) for effect in decision.effects))
        if decision.effects
        else sentence("Nothing was changed.")
    )
    if decision.undone_at is not None:
        return sentence("Until it was undone: {effect}", effect=said)
    return sentence("Until it ran out: {effect}", effect=said) if _has_run_out(decision) else said


def _has_run_out(decision: DecisionView) -> bool:
    now = clock.now()
    return bool(decision.effects) and all(one.until is not None and one.until <= now for one in decision.effects)


def _effect(effect: EffectView, what: Sentence) -> str:
    match effect.kind:
        case Treatment.REMOVE:
            out = what is KINDS[SubjectKind.GROUP_POST]
            return _OUT_OF_GROUP if out else sentence("Nobody but you sees this {what}.", what=what)
        case Treatment.HOLD:
            return sentence("For now nobody but you sees this {what}; it waits for a person to look at it.", what=what)
        case Treatment.REDUCE:
            return sentence(
                "Where posts spread by themselves, this {what} travels {factor} times as far as before. "
                "Your own page, direct links and the Latest view of your followers show it in full.",
                what=what,
                factor=_factor(effect.factor),
            )
        case Treatment.WITHHOLD:
            return sentence(
                "Readers in {countries} do not see this {what}; they see that it was withheld.",
                countries=tuple(effect.countries),
                what=what,
            )
        case Treatment.RESTRICT:
            return together(
                *(sentence("For now your account cannot {deed}.", deed=DEEDS[limit]) for limit in effect.limits)
            )
        case _:
            return _note(effect.text)


def _note(text: str) -> str:
    return sentence("It carries this note: {text}", text=text) if text else sentence("It carries a note with a link.")


def _duration(decision: DecisionView) -> str:
    if decision.undone_at is not None:
        return sentence("It ended on {time}, when it was undone.", time=decision.undone_at)
    if decision.until is not None and decision.until <= clock.now():
        return sentence("It ended by itself on {time}.", time=decision.until)
    if decision.until is not None:
        return sentence("It ends by itself on {time}.", time=decision.until)
    return sentence("It lasts until it is undone.")
