"""Conditions in CEL: which names they may use, and their evaluation as one list expression."""

import re
from collections.abc import Sequence
from typing import Any

import cel

from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.signals.names import SCORES

NAMES = (
    "kind", "text", "languages", "links", "hashtags", "mention_count", "has_media", "is_reply", "account_age_hours",
    "posts_last_hour", "strangers_mentioned", "shortened_links", "reports", "labels", "word_lists", "link_lists",
    "hash_banks", "scores", "detected_language", "similar_accounts", "similar_posts", "claims",
)  # fmt: skip
FUNCTIONS = ("size", "contains", "startsWith", "endsWith", "matches", "int", "double", "string", "min", "max")
REPORT_NAMES = ("count", "distinct")
PROPOSING = ("scores", "claims")
"""Facts that machines guess: no clause that asks for them may be decided by automation alone."""
_LISTED_KINDS = ("word_lists", "link_lists", "labels", "hash_banks")

# What a CEL program raises when it runs: the library maps its errors to these built-in ones.
EVALUATION_ERRORS = (RuntimeError, TypeError, ValueError, KeyError, ArithmeticError)

_NO_SCORES = dict.fromkeys(SCORES, 0.0)
_LOOP_VARIABLE = re.compile(r"\.\s*(?:exists|exists_one|all|map|filter)\s*\(\s*(\w+)\s*,")
_REPORT_NAME = re.compile(r"\breports\s*\.\s*(\w+)")
_SCORE_NAME = re.compile(r"\bscores\s*\.\s*(\w+)(?!\w|\s*\()")
_TEXT = re.compile(r""""[^"]*"|'[^']*'""")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_LISTED = re.compile(
    r"""(?P<quote>["'])(?P<name>[^"']*)(?P=quote)\s+in\s+(?P<kind>word_lists|link_lists|labels|hash_banks)\b"""
)


def context_of(facts: Facts) -> dict[str, Any]:
    """The facts under the names that conditions use."""
    return {
        "kind": facts.kind,
        "text": facts.text,
        "languages": list(facts.languages),
        "links": list(facts.links),
        "hashtags": list(facts.hashtags),
        "mention_count": facts.mention_count,
        "has_media": facts.has_media,
        "is_reply": facts.is_reply,
        "account_age_hours": facts.account_age_hours,
        "reports": {"count": facts.reports.count, "distinct": facts.reports.distinct},
        "labels": list(facts.labels),
        "word_lists": list(facts.word_lists),
        "link_lists": list(facts.link_lists),
        "posts_last_hour": facts.posts_last_hour,
        "strangers_mentioned": facts.strangers_mentioned,
        "shortened_links": facts.shortened_links,
        "hash_banks": list(facts.hash_banks),
        "scores": {**_NO_SCORES, **dict(facts.scores)},
        "detected_language": facts.detected_language,
        "similar_accounts": facts.similar_accounts,
        "similar_posts": facts.similar_posts,
        "claims": facts.claims,
    }


class Conditions:
    """Several conditions, compiled once and evaluated together.

    An error in one of them leaves the others standing: then each is evaluated alone.
    """

    def __init__(self, sources: Sequence[str]) -> None:
        # The line ends before the bracket, so that a comment at the end of a condition does not swallow it.
        self._together = cel.compile("[" + ", ".join(f"({source}\n)" for source in sources) + "]")
        self._alone = [cel.compile(source) for source in sources]

    def evaluate(self, context: dict[str, Any]) -> list[bool | None]:
        """For each condition whether it is met; None where it could not be evaluated to true or false."""
        try:
            answers = self._together.execute(context)
        except EVALUATION_ERRORS:
            answers = [_alone(program, context) for program in self._alone]
        return [answer if isinstance(answer, bool) else None for answer in answers]


def _alone(program: Any, context: dict[str, Any]) -> Any:
    try:
        return program.execute(context)
    except EVALUATION_ERRORS:
        return None


def listed_names(source: str, kind: str) -> list[str]:
    """The names N that a condition asks for as `"N" in kind`; kind: word_lists, link_lists, hash_banks, labels."""
    return [found["name"] for found in _LISTED.finditer(source) if found["kind"] == kind]


def problems_of(source: str) -> list[str]:
    """What is wrong with a condition by itself, in sentences that say what to write instead."""
    try:
        program = cel.compile(source)
    except ValueError as error:
        return [f"The condition is not valid CEL: {_first_line(error)}. An example that is: mention_count > 20."]
    named = _unknown_names(source, program) + _unnamed(source)
    return named or _unknown_functions(program) or _type_problem(program)


def _unnamed(source: str) -> list[str]:
    """Lists and labels are asked for in one form only, so that the checks see every name."""
    without_texts = _TEXT.sub("", source)
    found = []
    for kind in _LISTED_KINDS:
        names = listed_names(source, kind)
        mentions = len(re.findall(rf"\b{kind}\b", without_texts))
        if mentions != len(names) or not all(_NAME.fullmatch(name) for name in names):
            found.append(
                f'The condition may ask for {kind} only in the form "name" in {kind}, '
                "with a name of lower case letters, digits and hyphens."
            )
    return found + _score_problems(without_texts)


def _score_problems(without_texts: str) -> list[str]:
    """A score is asked for as `scores.NAME` and in no other form."""
    names = _SCORE_NAME.findall(without_texts)
    if len(names) != len(re.findall(r"\bscores\b", without_texts)):
        return ["The condition may ask for scores only by name, such as: scores.hate >= 0.9."]
    return [
        f"The condition asks for scores.{name}, which nothing measures. Use one of: {', '.join(SCORES)}."
        for name in sorted(set(names) - set(SCORES))
    ]


def _unknown_names(source: str, program: Any) -> list[str]:
    loops = set(_LOOP_VARIABLE.findall(source))
    unknown = sorted(set(program.variables()) - set(NAMES) - loops)
    found = [f"The condition asks for {name!r}, which is no fact. Use one of: {', '.join(NAMES)}." for name in unknown]
    reports = sorted(set(_REPORT_NAME.findall(source)) - set(REPORT_NAMES))
    return found + [
        f"The condition asks for reports.{name}. Write reports.count or reports.distinct." for name in reports
    ]


def _unknown_functions(program: Any) -> list[str]:
    named = {name for name in program.functions() if name.isidentifier()}
    return [
        f"The condition calls {name}(), which there is not. Use one of: {', '.join(FUNCTIONS)}."
        for name in sorted(named - set(FUNCTIONS))
    ]


def _type_problem(program: Any) -> list[str]:
    try:
        answer = program.execute(context_of(Facts(kind="post", text="x")))
    except EVALUATION_ERRORS as error:
        return [f"The condition fails on an ordinary post: {_first_line(error)}."]
    if isinstance(answer, bool):
        return []
    return ["The condition gives no true or false. Compare with something: mention_count > 20."]


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".:")
