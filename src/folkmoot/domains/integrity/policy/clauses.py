"""Read one clause."""

import re

from folkmoot.domains.integrity.policy import conditions
from folkmoot.domains.integrity.policy.reader import Reader
from folkmoot.domains.integrity.policy.terms import read_countries, read_treatments
from folkmoot.domains.integrity.policy.types import Clause, Decides, Lists, Treatment, TreatmentTerms, Wording

KEYS = (
    "id", "title", "text", "reason", "ground", "about", "subjects", "condition", "because", "treatments", "default",
    "lasts", "where", "decides", "strike", "appeal",
)  # fmt: skip
INTENT = (
    "No clause asks for intent: nobody can see it, so nobody is judged by it. Remove this line and describe the deed."
)
SUBJECTS = ("post", "account", "media", "note")
ALIASES = {"profile": "account"}
_GROUNDS = range(1, 10)
_ASKS_INTENT = re.compile(r"intent|motive", re.IGNORECASE)


def read_clause(reader: Reader, lists: Lists) -> Clause:
    """The clause with every problem noted. Where there were any, it must not be used."""
    _check_keys(reader)
    title = reader.words("title", needed="The clause has no title. Write one of a few words.", limit=200)
    text = reader.words("text", needed="The clause has no text. Say in plain words what it is about.")
    reason = reader.words("reason", limit=500)
    where, subjects = read_countries(reader, "where"), _subjects(reader)
    treatments = read_treatments(reader, where, subjects)
    condition = reader.text("condition", folded=False)
    decides = _decides(reader, condition)
    _check_condition(reader, condition, lists)
    return Clause(
        id=reader.clause,
        title=title[""],
        text=text[""],
        reason=reason[""] or title[""],
        because=reader.words("because")[""] or f"What the rule looks for was found: {condition}",
        ground=_ground(reader),
        subjects=subjects,
        condition=condition,
        treatments=treatments,
        default=_default(reader, treatments),
        decides=decides,
        strike=reader.truth("strike", otherwise=False),
        appeal=reader.truth("appeal", otherwise=True),
        line=reader.line(),
        where=where,
        translations=_translations(reader, title, text, reason),
    )


def _translations(
    reader: Reader, title: dict[str, str], text: dict[str, str], reason: dict[str, str]
) -> tuple[Wording, ...]:
    """The words by language. What is missing in one of them is taken from the first, but a title has its text."""
    languages = sorted({language for words in (title, text, reason) for language in words} - {""})
    for language in languages:
        if language != "en" and (language in title) != (language in text):
            has, lacks = ("title", "text") if language in title else ("text", "title")
            reader.problem(f"The clause has a {has} in “{language}” and no {lacks}. Write both.", at=lacks)
    return tuple(
        Wording(
            language,
            title.get(language, title[""]),
            text.get(language, text[""]),
            reason.get(language) or reason[""] or title.get(language, title[""]),
        )
        for language in languages
        if language in title and language in text
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
        if name not in (*SUBJECTS, *ALIASES):
            reader.problem(f"“{name}” is no subject. Use: {', '.join(SUBJECTS)}.", line=line)
    return frozenset(ALIASES.get(name, name) for name, _ in found)


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
