"""Conditions that would cost more than a condition may: too long, loops within loops, patterns that grow."""

import re

from folkmoot.domains.integrity.policy.lists import matches_nothing, pattern_problem

MOST_CHARACTERS = 2_000
MOST_LOOPS = 4
_TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    r"""|(?P<loop>\.\s*(?:exists|exists_one|all|map|filter)\s*\()|(?P<open>[(\[{])|(?P<close>[)\]}])"""
)
_MATCHES = re.compile(
    r"""\bmatches\s*\(\s*(?P<argument>(?P<raw>[rR]?)(?P<quote>["'])(?P<pattern>.*?)(?P=quote)\s*\))?"""
)


def bomb_problems(source: str) -> list[str]:
    """Why a condition would take too long or too much memory. Empty: it is harmless."""
    if len(source) > MOST_CHARACTERS:
        long = f"The condition has {len(source):,} characters. Keep it to {MOST_CHARACTERS:,}"
        return [f"{long}: put words into a list, or make two clauses of it."]
    return _loop_problems(source) or _pattern_problems(source)


def _loop_problems(source: str) -> list[str]:
    stack: list[bool] = []
    loops = 0
    for token in _TOKEN.finditer(source):
        if token["loop"]:
            loops += 1
            if any(stack):
                return ["The condition has a loop within a loop, which takes too long. Use one exists() or all()."]
            stack.append(True)
        elif token["open"]:
            stack.append(False)
        elif token["close"] and stack:
            stack.pop()
    if loops > MOST_LOOPS:
        return [f"The condition has {loops} loops. Keep it to {MOST_LOOPS}, or make two clauses of it."]
    return []


def _pattern_problems(source: str) -> list[str]:
    """A pattern stands in the condition as one text, so that it can be looked at before it is ever used."""
    found = []
    for call in _MATCHES.finditer(source):
        if not call["argument"]:
            found.append('The condition calls matches() without a text. Write the pattern itself: text.matches("…").')
            continue
        pattern = call["pattern"] if call["raw"] else call["pattern"].replace("\\\\", "\\")
        wrong = pattern_problem(pattern)
        if wrong:
            found.append(f"The pattern {pattern!r} in matches() cannot be used: {wrong}")
        elif matches_nothing(pattern):
            found.append(f"The pattern {pattern!r} in matches() is found in every text. Make it say more.")
    return found
