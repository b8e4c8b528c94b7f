"""The statement of reasons: why something was decided, in sentences that the person concerned understands."""

from folkmoot.domains.integrity.policy.types import Clause, Decides, Limited, Treatment
from folkmoot.domains.integrity.types import DecisionView, EffectView, StatementOfReasons

_APPEAL = (
    "If you think that this is wrong, write to the operator of this community and name the number of this decision. "
    "The imprint says how to reach the operator. An appeal by button does not exist here yet."
)
_FOLLOWS = {
    Treatment.REMOVE: "it goes",
    Treatment.HOLD: "it is held back for {terms.hours:g} hours at most",
    Treatment.REDUCE: "it travels {terms.factor:.2f} times as far",
    Treatment.INFORM: "it carries a note",
    Treatment.WITHHOLD: "it is not shown where a law forbids it, and is shown everywhere else",
    Treatment.RESTRICT: "the account may not do everything for a time",
}
_LIMITED = {
    Limited.POST: "publish anything",
    Limited.REPLY: "reply to or mention people who do not follow it",
    Limited.MESSAGE: "begin messages to people who do not follow it",
    Limited.REACT: "vote, favourite or rate",
}
_DECIDERS = {
    Decides.PERSON: "A person decides.",
    Decides.AUTOMATION_PROPOSES: "Automation may find it; a person decides.",
    Decides.AUTOMATION: "Automation decides at once; the author is told, and a person can undo it.",
}
_FINAL = "This rule allows no appeal. The imprint says how to reach the operator of this community."


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
        appeal=_APPEAL if decision.appealable else _FINAL,
    )


def consequence(clause: Clause) -> str:
    """What usually follows from a clause, in one sentence for the page of rules."""
    said = [_FOLLOWS[terms.kind].format(terms=terms) for terms in clause.default_terms]
    return f"{', and '.join(said)}.".capitalize()


def who_decides(clause: Clause) -> str:
    """Whether people or automation decide under a clause, in one sentence for the page of rules."""
    return _DECIDERS[clause.decides]


def _decided(decision: DecisionView) -> str:
    if decision.automated:
        return "The rule was applied automatically. Nobody looked at it before."
    return "A moderator of this community decided this."


def _effects(decision: DecisionView) -> str:
    said = " ".join(_effect(effect, decision.ref.kind) for effect in decision.effects) or "Nothing was changed."
    return f"Until it was undone: {said}" if decision.undone_at is not None else said


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
            return f"Your account cannot {' or '.join(_LIMITED[limit] for limit in effect.limits)} for now."
        case _:
            return f"It carries this note: {effect.text}" if effect.text else "It carries a note with a link."


def _duration(decision: DecisionView) -> str:
    if decision.undone_at is not None:
        return f"It ended on {decision.undone_at:%d %B %Y at %H:%M} UTC, when it was undone."
    if decision.until is not None:
        return f"It ends by itself on {decision.until:%d %B %Y at %H:%M} UTC."
    return "It lasts until it is undone."
