"""Checks that need more than one value of a clause, or more than one clause."""

import re
from collections.abc import Sequence

from folkmoot.domains.integrity.policy.conditions import listed_names
from folkmoot.domains.integrity.policy.reader import Reader
from folkmoot.domains.integrity.policy.types import Clause, Treatment

ABOUT = ("falsehood", "offence")
_VOICE = {4, 5}
_UNTRUE = {"false", "misleading"}
_TITLE = re.compile(
    r"\b(falsehoods?|misinformation|disinformation|fake news|found false|false (claims?|information|statements?)"
    r"|untruths?|offence|offensive|unpopular)\b",
    re.IGNORECASE,
)
_WRITE = "Write reduce with a factor, or inform."


def check_voice(reader: Reader, clause: Clause) -> None:
    """Being false or offensive removes nothing and is no strike: clause 4 of the constitution."""
    about = reader.text("about")
    if about and about not in ABOUT:
        reader.problem(f"“about” must be one of: {', '.join(ABOUT)}. Leave it out for anything else.", at="about")
    if not (about in ABOUT or _is_about_voice(clause)):
        return
    treatments = reader.mapping("treatments")
    for kind, verb in ((Treatment.REMOVE, "removes"), (Treatment.HOLD, "holds back")):
        if clause.terms(kind):
            text = f"The clause is about falsehood or offence and {verb}. Nobody is removed for being wrong"
            reader.problem(f"{text} (clause 4 of the constitution). {_WRITE}", line=treatments.line(kind))
    if clause.strike:
        text = "The clause is about falsehood or offence and strikes. Nothing wrong counts as a strike"
        reader.problem(f"{text} (clause 4 of the constitution). Write: strike: false", at="strike")


def _is_about_voice(clause: Clause) -> bool:
    labels = set(listed_names(clause.condition, "labels"))
    return clause.ground in _VOICE or bool(labels & _UNTRUE) or _TITLE.search(clause.title) is not None


def check_together(readers: Sequence[Reader], clauses: Sequence[Clause]) -> None:
    """Each id once, and the constitution's order."""
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
