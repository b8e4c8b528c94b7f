"""Checks that need more than one value of a clause, or more than one clause."""

import re
from collections.abc import Sequence

from folkmoot.domains.integrity.policy.conditions import PROPOSING, facts_asked, listed_names
from folkmoot.domains.integrity.policy.reader import Reader
from folkmoot.domains.integrity.policy.types import Clause, Decides, Treatment

ABOUT = ("falsehood", "offence")
_VOICE = {4, 5}
_UNTRUE = {"false", "misleading"}
_TITLE = re.compile(
    r"\b(falsehoods?|misinformation|disinformation|fake news|found false|false (claims?|information|statements?)"
    r"|untruths?|offence|offensive|unpopular)\b",
    re.IGNORECASE,
)
_SILENCING = {
    Treatment.REMOVE: ("removes", "removed"),
    Treatment.HOLD: ("holds back", "removed"),
    Treatment.WITHHOLD: ("withholds", "withheld"),
    Treatment.RESTRICT: ("restricts an account", "restricted"),
}
_GOES = frozenset({Treatment.REMOVE, Treatment.HOLD, Treatment.WITHHOLD})
_STAYS = frozenset({Treatment.REDUCE, Treatment.INFORM})
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_PROPOSES = "decides: automation_proposes"
_BEHAVIOUR = 3
_WRITE = "Write reduce with a factor, or inform."


def check_voice(reader: Reader, clause: Clause) -> None:
    """Being false or offensive removes nothing and is no strike: clause 4 of the constitution."""
    about = reader.text("about")
    if about and about not in ABOUT:
        reader.problem(f"“about” must be one of: {', '.join(ABOUT)}. Leave it out for anything else.", at="about")
    if not (about in ABOUT or _is_about_voice(clause)):
        return
    treatments = reader.mapping("treatments")
    for kind, (verb, nobody) in _SILENCING.items():
        if clause.terms(kind):
            text = f"The clause is about falsehood or offence and {verb}. Nobody is {nobody} for being wrong"
            reader.problem(f"{text} (clause 4 of the constitution). {_WRITE}", line=treatments.line(kind))
    if clause.strike:
        text = "The clause is about falsehood or offence and strikes. Nothing wrong counts as a strike"
        reader.problem(f"{text} (clause 4 of the constitution). Write: strike: false", at="strike")


def _is_about_voice(clause: Clause) -> bool:
    labels = set(listed_names(clause.condition, "labels"))
    return clause.ground in _VOICE or bool(labels & _UNTRUE) or _TITLE.search(clause.title) is not None


def check_decider(reader: Reader, clause: Clause) -> None:
    """What automation may never decide by itself: clauses 1, 3 and 6 of the constitution."""
    if clause.decides is not Decides.AUTOMATION:
        return
    asked = _asked(clause.condition)
    for name in PROPOSING:
        if name in asked:
            text = (
                f"The condition asks for {name}, which can be wrong about people. A person decides. Write: {_PROPOSES}"
            )
            reader.problem(text, at="decides")
    if Treatment.REMOVE in clause.default and "account" in clause.subjects:
        text = "Automation would remove an account. Only a person may. Write: default: hold, or: "
        reader.problem(f"{text}{_PROPOSES}", at="decides")
    if "hash_banks" in asked and Treatment.REMOVE in clause.default:
        text = "Banks also match what is only alike, so automation would remove what nobody has seen. Write: "
        reader.problem(f"{text}default: hold", at="decides")
    if "reports" in asked and (set(clause.default) & (_GOES | {Treatment.RESTRICT})):
        text = "Reports would take something down without a person. However many there are, they only ask. Write: "
        reader.problem(f"{text}{_PROPOSES}", at="decides")
    if Treatment.RESTRICT in clause.default and clause.ground != _BEHAVIOUR:
        text = "Automation would restrict an account. It may only for behaviour (ground: 3). Write: "
        reader.problem(f"{text}{_PROPOSES}", at="decides")


def check_together(readers: Sequence[Reader], clauses: Sequence[Clause]) -> None:
    """Each id once, the constitution's order, and no two clauses that exclude each other."""
    lines: dict[str, int] = {}
    highest = 0
    for reader, clause in zip(readers, clauses, strict=True):
        if clause.id and clause.id in lines:
            text = f"The id “{clause.id}” stands in line {lines[clause.id]} already. Give each clause an id of its own."
            reader.problem(text, at="id")
        lines.setdefault(clause.id, reader.line("id"))
        if 0 < clause.ground < highest:
            text = f"The ground is {clause.ground}, after a clause with {highest}."
            reader.problem(f"{text} Clauses stand in the constitution's order: move this one up.", at="ground")
        highest = max(highest, clause.ground)
    _check_contradictions(readers, clauses)


def _check_contradictions(readers: Sequence[Reader], clauses: Sequence[Clause]) -> None:
    """Two clauses by which automation does different things about the same finding."""
    seen: dict[tuple[str, str], tuple[Clause, int]] = {}
    for reader, clause in zip(readers, clauses, strict=True):
        if not clause.condition:
            continue
        looked_for = _one_form(clause.condition)
        for subject in sorted(clause.subjects):
            first, line = seen.setdefault((subject, looked_for), (clause, reader.line("condition")))
            if first is not clause and _differ(first, clause):
                text = f"“{first.id}” (line {line}) looks for the same in the same subjects: {_says(first)}, "
                advice = "Keep one of the two, or make the conditions exclude each other."
                reader.problem(f"{text}and this one {_says(clause)}. {advice}", at="condition")
                break


def _differ(first: Clause, second: Clause) -> bool:
    """Whether both act by themselves and cannot both be right."""
    if not first.decides is second.decides is Decides.AUTOMATION:
        return False
    one, other = set(first.default), set(second.default)
    exclusive = bool(one & _GOES and other <= _STAYS) or bool(other & _GOES and one <= _STAYS)
    factors = [terms.factor for clause in (first, second) for terms in clause.default_terms if terms.factor is not None]
    return exclusive or len(set(factors)) > 1


def _says(clause: Clause) -> str:
    said = (
        f"{terms.kind} to {terms.factor:g}" if terms.factor is not None else terms.kind
        for terms in clause.default_terms
    )
    return f"does {' and '.join(said)}"


def _one_form(condition: str) -> str:
    """The condition without what changes nothing: spaces outside of texts, brackets around the whole."""
    parts = _QUOTED.split(condition)
    text = "".join(part if place % 2 else "".join(part.split()) for place, part in enumerate(parts))
    while text.startswith("(") and text.endswith(")") and ")" not in text[1:-1]:
        text = text[1:-1]
    return text


def _asked(condition: str) -> tuple[str, ...]:
    """The facts as the language itself reads them, whatever stands in texts and comments; none where it cannot."""
    try:
        return facts_asked(condition)
    except ValueError:
        return ()
