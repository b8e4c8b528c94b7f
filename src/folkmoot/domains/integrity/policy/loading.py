"""From a file to a policy, with everything that is wrong named at once."""

import re
from collections.abc import Callable
from pathlib import Path

import yaml

from folkmoot.domains.integrity.policy.checks import check_decider, check_together, check_voice
from folkmoot.domains.integrity.policy.clauses import read_clause
from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.policy.lists import matches_nothing, pattern_problem
from folkmoot.domains.integrity.policy.nodes import Problems, items, line_of, parse, parse_text
from folkmoot.domains.integrity.policy.reader import Reader
from folkmoot.domains.integrity.policy.types import Clause, Lists, PolicyError, Problem

_ID = re.compile(r"[a-z][a-z0-9-]{0,79}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_BANK = re.compile(r"[a-z][a-z0-9-]{0,39}")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*")
_MOST_CLAUSES = 200
_Named = tuple[tuple[str, tuple[str, ...]], ...]


def load_policy(path: Path) -> Policy:
    """The policy in a file. Raises PolicyError with all problems."""
    problems = Problems(path)
    policy = _read(path, problems)
    if policy is None or problems.found:
        raise PolicyError(problems.sorted())
    return policy


def load_text(text: str, name: str = "policy") -> Policy:
    """The policy in a text, whose problems say that they stand in `name`. Raises PolicyError with all problems."""
    problems = Problems(Path(name))
    policy = _policy_of(parse_text(text, problems), problems)
    if policy is None or problems.found:
        raise PolicyError(problems.sorted())
    return policy


def check_policy(path: Path) -> list[Problem]:
    """Everything that is wrong with the policy in a file, by line. Empty: it can be used."""
    try:
        load_policy(path)
    except PolicyError as error:
        return list(error.problems)
    return []


def _read(path: Path, problems: Problems) -> Policy | None:
    return _policy_of(parse(path, problems), problems)


def _policy_of(root: yaml.Node | None, problems: Problems) -> Policy | None:
    if root is None:
        return None
    if not isinstance(root, yaml.MappingNode):
        problems.add(line_of(root), "A policy begins with “version: …” and has lists and clauses below it.")
        return None
    reader = Reader(root, problems)
    reader.only(("version", "lists", "clauses"))
    version = _version(reader)
    lists = _lists(reader)
    clauses = _clauses(reader, lists, problems)
    return None if problems.found else Policy(version, lists, clauses)


def _version(reader: Reader) -> str:
    version = reader.text("version", needed="The policy has no version. Write: version: 1", limit=40)
    if version and not _VERSION.fullmatch(version):
        reader.problem(
            f"“{version}” cannot be a version. Use letters, digits, points and hyphens: 2, 2.1", at="version"
        )
    return version


def _clauses(reader: Reader, lists: Lists, problems: Problems) -> tuple[Clause, ...]:
    node = reader.node_of("clauses")
    nodes = items(node) if node is not None else []
    if not nodes:
        reader.problem("The policy has no clauses. Write “clauses:” and below it a list.", at="clauses")
    if len(nodes) > _MOST_CLAUSES:
        reader.problem(f"The policy has {len(nodes)} clauses. Nobody reads more than {_MOST_CLAUSES}.", at="clauses")
        return ()
    readers = [_clause_reader(each, problems) for each in nodes]
    clauses = [read_clause(each, lists) for each in readers]
    for each, clause in zip(readers, clauses, strict=True):
        check_voice(each, clause)
        if not any(problem.clause == clause.id for problem in problems.found):
            check_decider(each, clause)
    check_together(readers, clauses)
    return tuple(clauses)


def _clause_reader(node: yaml.Node, problems: Problems) -> Reader:
    named = Reader(node, Problems(problems.path)).texts("id")
    identifier = named[0][0] if named else ""
    reader = Reader(node, problems, identifier)
    if not _ID.fullmatch(identifier):
        reader.problem(
            "A clause needs an id of lower case letters, digits and hyphens, such as: id: found-false",
            at="id",
        )
    return reader


def _lists(reader: Reader) -> Lists:
    inner = reader.mapping("lists")
    inner.only(("words", "patterns", "links", "hashes"))
    patterns = _named(inner, "patterns", _regex_problem)
    return Lists(
        words=_named(inner, "words", _word_problem),
        patterns=patterns,
        links=_named(inner, "links", _host_problem),
        hashes=_banks(inner),
    )


def _banks(lists: Reader) -> tuple[str, ...]:
    """The names of hash banks; what is in them lies in the database."""
    if isinstance(lists.node_of("hashes"), yaml.MappingNode):
        lists.problem("“hashes” must be a list of names of hash banks: hashes: [terrorism]", at="hashes")
    found = lists.texts("hashes")
    for name, line in found:
        if not _BANK.fullmatch(name):
            text = f"“{name}” cannot name a hash bank. Use at most 40 lower case letters, digits and hyphens."
            lists.problem(text, line=line)
    return tuple(name for name, _ in found)


def _named(lists: Reader, kind: str, problem_of: Callable[[str], str | None]) -> _Named:
    group = lists.mapping(kind)
    found = []
    for name in group.names():
        entries = group.texts(name)
        if not _ID.fullmatch(name):
            group.problem(f"“{name}” cannot name a list. Use lower case letters, digits and hyphens.", at=name)
        for entry, line in entries:
            problem = problem_of(entry)
            if problem:
                group.problem(problem, line=line)
        found.append((name, tuple(entry for entry, _ in entries)))
    return tuple(found)


def _word_problem(word: str) -> str | None:
    return None if word.strip() else "An empty word would be found everywhere. Remove it."


def _regex_problem(pattern: str) -> str | None:
    wrong = pattern_problem(pattern)
    if wrong:
        return f"The pattern {pattern!r} cannot be used: {wrong} RE2 has no look-around and no back-references."
    return "This pattern is found in every text. Make it say more." if matches_nothing(pattern) else None


def _host_problem(host: str) -> str | None:
    if _HOST.fullmatch(host):
        return None
    return f"{host!r} is no host. Write it without https:// and path, such as: example.com"
