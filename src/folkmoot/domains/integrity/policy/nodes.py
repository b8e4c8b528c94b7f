"""A YAML document as a tree that remembers its lines, so that a problem can say where it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from typing_extensions import override

from folkmoot.domains.integrity.policy.types import Problem

MOST_CHARACTERS = 1_000_000
_DEEPEST = 20
_HALF = re.compile("[\ud800-\udfff]")


class _TooDeep(yaml.YAMLError):
    pass


class _Loader(yaml.SafeLoader):
    """Composes plain documents only: no aliases, by which ten lines can stand for a billion, and no deep nesting."""

    _depth = 0

    def _here(self) -> Any:
        return self.peek_event().start_mark  # type: ignore[no-untyped-call]  # types-PyYAML has none

    @override
    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="it has an alias", problem_mark=self._here())
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeep
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        if isinstance(node, yaml.ScalarNode) and _HALF.search(node.value):
            raise yaml.MarkedYAMLError(problem="it holds half of a character", problem_mark=node.start_mark)
        return node


@dataclass(slots=True)
class Problems:
    """Collects what is wrong, so that an author sees everything at once."""

    path: Path
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, text: str, clause: str = "") -> None:
        self.found.append(Problem(self.path, line, clause, text))

    def sorted(self) -> tuple[Problem, ...]:
        return tuple(sorted(self.found, key=lambda problem: problem.line))


def parse(path: Path, problems: Problems) -> yaml.Node | None:
    """The document's root. None, with a problem noted, where there is none to read."""
    text = _text_of(path, problems)
    return parse_text(text, problems) if text is not None else None


def parse_text(text: str, problems: Problems) -> yaml.Node | None:
    """The root of a document that was read already. None, with a problem noted, where there is none."""
    if len(text) > MOST_CHARACTERS:
        problems.add(1, f"The policy has {len(text):,} characters. Keep it to {MOST_CHARACTERS:,}.")
        return None
    root = _root_of(text, problems)
    if root is None and not problems.found:
        problems.add(1, "The file is empty. A policy has version, lists and clauses; start from policies/default.yaml.")
    return root


def _text_of(path: Path, problems: Problems) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.add(1, "There is no such file. Give the path of a policy, such as policies/default.yaml.")
    except UnicodeDecodeError:
        problems.add(1, "The file is not text in UTF-8. Save it as UTF-8.")
    except OSError as error:
        problems.add(1, f"The file cannot be read: {error.strerror}.")
    return None


def _root_of(text: str, problems: Problems) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except _TooDeep:
        problems.add(1, "This is nested too deeply to be a policy.")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        if error.problem == "it has an alias":
            problems.add(line, "A policy has no anchors (&) and aliases (*). Write the text again where it is meant.")
            return None
        problems.add(line, f"This is not valid YAML: {error.problem}. Look at the indentation and the quotes.")
    except yaml.YAMLError:
        problems.add(1, "This is not valid YAML: it holds a character that YAML forbids. Remove control characters.")
    return None


def line_of(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def entries(node: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """The keys of a mapping with their nodes; nothing for any other node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield str(key.value), key, value


def items(node: yaml.Node) -> list[yaml.Node]:
    """The items of a sequence; nothing for any other node."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def value_of(node: yaml.Node) -> Any:
    """A scalar as YAML reads it: text, number, truth or None. None for a sequence or a mapping."""
    if not isinstance(node, yaml.ScalarNode):
        return None
    try:
        return yaml.SafeLoader("").construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError):
        return None
