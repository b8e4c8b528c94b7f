"""Conditions in CEL: which names they may use, and their evaluation as one list expression."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.policy.bombs import bomb_problems
from folkmoot.domains.integrity.policy.cel_alone import cel
from folkmoot.domains.integrity.signals.names import SCORES

_NO_SCORES = dict.fromkeys(SCORES, 0.0)
_VALUES: dict[str, Callable[[Facts], Any]] = {
    "kind": lambda facts: facts.kind,
    "text": lambda facts: facts.text,
    "languages": lambda facts: list(facts.languages),
    "links": lambda facts: list(facts.links),
    "hashtags": lambda facts: list(facts.hashtags),
    "mention_count": lambda facts: facts.mention_count,
    "has_media": lambda facts: facts.has_media,
    "is_reply": lambda facts: facts.is_reply,
    "account_age_hours": lambda facts: facts.account_age_hours,
    "posts_last_hour": lambda facts: facts.posts_last_hour,
    "strangers_mentioned": lambda facts: facts.strangers_mentioned,
    "shortened_links": lambda facts: facts.shortened_links,
    "reports": lambda facts: {"count": facts.reports.count, "distinct": facts.reports.distinct},
    "labels": lambda facts: list(facts.labels),
    "word_lists": lambda facts: list(facts.word_lists),
    "link_lists": lambda facts: list(facts.link_lists),
    "hash_banks": lambda facts: list(facts.hash_banks),
    "scores": lambda facts: {**_NO_SCORES, **dict(facts.scores)},
    "detected_language": lambda facts: facts.detected_language,
    "similar_accounts": lambda facts: facts.similar_accounts,
    "similar_posts": lambda facts: facts.similar_posts,
    "claims": lambda facts: facts.claims,
}
NAMES = tuple(_VALUES)
FUNCTIONS = ("size", "contains", "startsWith", "endsWith", "matches", "int", "double", "string", "min", "max")
REPORT_NAMES = ("count", "distinct")
PROPOSING = ("scores", "claims")
"""Facts that machines guess: no clause that asks for them may be decided by automation alone."""
_LISTED_KINDS = ("word_lists", "link_lists", "labels", "hash_banks")

# What a CEL program raises when it runs: the library maps its errors to these built-in ones.
EVALUATION_ERRORS = (RuntimeError, TypeError, ValueError, KeyError, ArithmeticError)

_WORDS = frozenset({"text"})
_LOOP_VARIABLE = re.compile(r"\.\s*(?:exists|exists_one|all|map|filter)\s*\(\s*(\w+)\s*,")
_REPORT_NAME = re.compile(r"\breports\s*\.\s*(\w+)")
_SCORE_NAME = re.compile(r"\bscores\s*\.\s*(\w+)(?!\w|\s*\()")
_UNREAD = re.compile(
    r"""//[^\n]*"""
    r"""|\b[bB]?[rR](?:\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|"[^"]*"|'[^']*')"""
    r"""|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""",
    re.DOTALL,
)
"""Comments and texts in all their forms: what looks like a fact in there is none, and hides none after it."""
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_LISTED = re.compile(
    r"""(?P<quote>["'])(?P<name>[^"']*)(?P=quote)\s+in\s+(?P<kind>word_lists|link_lists|labels|hash_banks)\b"""
)
_SHOWN = 200


def context_of(facts: Facts, names: Collection[str] = NAMES) -> dict[str, Any]:
    """The facts under the names that conditions use; only those in `names`, since each of them costs time."""
    return {name: _VALUES[name](facts) for name in names}


class Conditions:
    """Several conditions, compiled once and evaluated together.

    An error in one of them leaves the others standing: then each is evaluated alone, over the same context.
    """

    def __init__(self, sources: Sequence[str]) -> None:
        # The line ends before the bracket, so that a comment at the end of a condition does not swallow it.
        self._together = cel.compile("[" + ", ".join(f"({source}\n)" for source in sources) + "]")
        self._alone = [cel.compile(source) for source in sources]
        self.asked = [facts_asked(source) for source in sources]
        self.names = frozenset[str]().union(*self.asked)

    def evaluate(self, context: Mapping[str, Any]) -> list[bool | None]:
        """For each condition whether it is met; None where it could not be evaluated to true or false."""
        made = cel.Context(dict(context))
        try:
            answers = self._together.execute(made)
        except EVALUATION_ERRORS:
            answers = [_alone(program, made) for program in self._alone]
        return [answer if isinstance(answer, bool) else None for answer in answers]


def _alone(program: Any, context: Any) -> Any:
    try:
        return program.execute(context)
    except EVALUATION_ERRORS:
        return None


def facts_asked(source: str) -> tuple[str, ...]:
    """The names of the facts that a usable condition asks for, in the order of NAMES."""
    used = set(cel.compile(source).variables())
    return tuple(name for name in NAMES if name in used)


def numbers_of(facts: Facts, names: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Facts as (name, value), for people to read. The words themselves are left out: they stand in the subject."""
    found: list[tuple[str, str]] = []
    for name in names:
        if name in _WORDS:
            continue
        value = _VALUES[name](facts)
        if isinstance(value, dict):
            found += [(f"{name}.{key}", _shown(part)) for key, part in value.items()]
        else:
            found.append((name, _shown(value)))
    return tuple(found)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, list):
        return (", ".join(map(str, value)) or "none")[:_SHOWN]
    return str(value)[:_SHOWN]


def listed_names(source: str, kind: str) -> list[str]:
    """The names N that a condition asks for as `"N" in kind`; kind: word_lists, link_lists, hash_banks, labels."""
    return [found["name"] for found in _LISTED.finditer(source) if found["kind"] == kind]


def problems_of(source: str) -> list[str]:
    """What is wrong with a condition by itself, in sentences that say what to write instead."""
    bombs = bomb_problems(source)
    if bombs:
        return bombs
    try:
        program = cel.compile(source)
    except ValueError as error:
        return [f"The condition is not valid CEL: {_first_line(error)}. An example that is: mention_count > 20."]
    named = _unknown_names(source, program) + _unnamed(source)
    return named or _unknown_functions(program) or _type_problem(program)


def _unnamed(source: str) -> list[str]:
    """Lists and labels are asked for in one form only, so that the checks see every name."""
    without_texts = _UNREAD.sub("", source)
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
