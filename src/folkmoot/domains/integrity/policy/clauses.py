"""Read one clause."""

import math
import re

from folkmoot.domains.integrity.policy import conditions
from folkmoot.domains.integrity.policy.reader import Reader
from folkmoot.domains.integrity.policy.types import Clause, Decides, Lists, Treatment, TreatmentTerms

KEYS = (
    "id", "title", "text", "reason", "ground", "about", "subjects", "condition", "because", "treatments", "default",
    "decides", "strike", "appeal",
)  # fmt: skip
INTENT = (
    "No clause asks for intent: nobody can see it, so nobody is judged by it. Remove this line and describe the deed."
)
SUBJECTS = ("post", "account", "media")
MOST_HOURS = 48
_PARAMETERS = {
    Treatment.REMOVE: (),
    Treatment.HOLD: ("hours",),
    Treatment.REDUCE: ("factor",),
    Treatment.INFORM: ("text", "needs_link"),
}
_NOTE = "A note needs its words, such as: inform: {text: A fact-check found this to be false.}"
_GROUNDS = range(1, 10)
_ASKS_INTENT = re.compile(r"intent|motive", re.IGNORECASE)


def read_clause(reader: Reader, lists: Lists) -> Clause:
    """The clause with every problem noted. Where there were any, it must not be used."""
    _check_keys(reader)
    title = reader.text("title", needed="The clause has no title. Write one of a few words.", limit=200)
    treatments = _treatments(reader)
    condition = reader.text("condition", folded=False)
    decides = _decides(reader, condition)
    _check_condition(reader, condition, lists)
    return Clause(
        id=reader.clause,
        title=title,
        text=reader.text("text", needed="The clause has no text. Say in plain words what it is about."),
        reason=reader.text("reason", limit=500) or title,
        because=reader.text("because") or f"What the rule looks for was found: {condition}",
        ground=_ground(reader),
        subjects=_subjects(reader),
        condition=condition,
        treatments=treatments,
        default=_default(reader, treatments),
        decides=decides,
        strike=reader.truth("strike", otherwise=False),
        appeal=reader.truth("appeal", otherwise=True),
        line=reader.line(),
    )


def _check_keys(reader: Reader) -> None:
    asking = [name for name in reader.names() if _ASKS_INTENT.search(name)]
    for name in asking:
        reader.problem(INTENT, at=name)
    reader.only((*KEYS, *asking) if asking else KEYS)


def _ground(reader: Reader) -> int:
    number = reader.number("ground")
    if number not in _GROUNDS:
        reader.problem("“ground” must be the number of a clause of the constitution, from 1 to 9.", at="ground")
        return 0
    return int(number or 0)


def _subjects(reader: Reader) -> frozenset[str]:
    found = reader.texts("subjects")
    if not found:
        reader.problem("The clause names no subjects. Write: subjects: [post]", at="subjects")
    for name, line in found:
        if name not in SUBJECTS:
            reader.problem(f"“{name}” is no subject. Use: {', '.join(SUBJECTS)}.", line=line)
    return frozenset(name for name, _ in found)


def _treatments(reader: Reader) -> tuple[TreatmentTerms, ...]:
    inner = reader.mapping("treatments")
    if not inner.names():
        reader.problem("The clause allows no treatment. Write: treatments: {reduce: {factor: 0.5}}", at="treatments")
    return tuple(found for name in inner.names() if (found := _terms(inner, name)) is not None)


def _terms(inner: Reader, name: str) -> TreatmentTerms | None:
    kind = next((kind for kind in _PARAMETERS if kind == name), None)
    if kind is None:
        inner.problem(f"“{name}” is no treatment. Use: {', '.join(_PARAMETERS)}.", at=name)
        return None
    terms = inner.mapping(name)
    unknown = [key for key in terms.names() if key not in _PARAMETERS[kind]]
    for key in unknown:
        inner.problem(f"“{key}” says nothing about {name}. Use: {', '.join(_PARAMETERS[kind]) or 'nothing'}.", at=name)
    return TreatmentTerms(
        kind,
        factor=_factor(inner, terms) if kind is Treatment.REDUCE else None,
        hours=_hours(inner, terms) if kind is Treatment.HOLD else None,
        text=terms.text("text", needed=_NOTE) if kind is Treatment.INFORM else "",
        needs_link=kind is Treatment.INFORM and terms.truth("needs_link", otherwise=False),
    )


def _factor(inner: Reader, terms: Reader) -> float:
    factor = terms.number("factor")
    if factor is None or not (math.isfinite(factor) and 0 <= factor <= 1):
        line = terms.line("factor") if terms.has("factor") else inner.line("reduce")
        inner.problem("The factor must be a number from 0 to 1, such as: reduce: {factor: 0.5}", line=line)
        return 1.0
    return factor


def _hours(inner: Reader, terms: Reader) -> float:
    hours = terms.number("hours") if terms.has("hours") else float(MOST_HOURS)
    if hours is None or not 0 < hours <= MOST_HOURS:
        text = f"A hold lasts {MOST_HOURS} hours at most. Write: hold: {{hours: {MOST_HOURS}}}"
        inner.problem(text, line=terms.line("hours"))
        return float(MOST_HOURS)
    return hours


def _default(reader: Reader, treatments: tuple[TreatmentTerms, ...]) -> tuple[Treatment, ...]:
    allowed = {terms.kind.value: terms.kind for terms in treatments}
    named = reader.texts("default")
    if not named and len(allowed) == 1:
        return tuple(allowed.values())
    if not named and allowed:
        text = f"The clause allows several treatments. Say which is usual: default: {next(iter(allowed))}"
        reader.problem(text, at="default")
    for name, line in named:
        if name not in allowed and allowed:
            text = f"The default “{name}” is not among the treatments of the clause. Use: {', '.join(allowed)}."
            reader.problem(text, line=line)
    return tuple(allowed[name] for name, _ in named if name in allowed)


def _decides(reader: Reader, condition: str) -> Decides:
    written = reader.text("decides")
    found = next((each for each in Decides if each == written), None)
    if found is None:
        reader.problem(f"“decides” must be one of: {', '.join(Decides)}.", at="decides")
        return Decides.PERSON
    if found is not Decides.PERSON and not condition:
        text = "Automation needs a condition to look for. Write one, or write: decides: person"
        reader.problem(text, at="decides")
    return found


def _check_condition(reader: Reader, condition: str, lists: Lists) -> None:
    if not condition:
        return
    problems = conditions.problems_of(condition) or _unknown_lists(condition, lists)
    for text in problems:
        reader.problem(text, at="condition")


def _unknown_lists(condition: str, lists: Lists) -> list[str]:
    return [
        f"The condition asks for the list “{name}” in {kind}. {_there_are(known)}"
        for kind, known in (
            ("word_lists", lists.word_names),
            ("link_lists", lists.link_names),
            ("hash_banks", frozenset(lists.hashes)),
        )
        for name in conditions.listed_names(condition, kind)
        if name not in known
    ]


def _there_are(names: frozenset[str]) -> str:
    there = f"There are: {', '.join(sorted(names))}." if names else "The policy has none."
    return f"{there} Add it under lists."
