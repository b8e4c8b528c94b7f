"""Read the values of one mapping of a policy and note what is wrong with them."""

import re
from collections.abc import Iterable

import yaml

from folkmoot.domains.integrity.policy.nodes import Problems, entries, items, line_of, value_of

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class Reader:
    """The mapping at `node`. Every method gives a usable value even after it noted a problem."""

    def __init__(self, node: yaml.Node, problems: Problems, clause: str = "") -> None:
        self.node = node
        self.clause = clause
        self._problems = problems
        self._values: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        for name, key, value in entries(node):
            if name in self._values:
                self.problem(f"“{name}” stands here a second time. Keep one of the two.", line=line_of(key))
            self._values[name] = value
            self._lines[name] = line_of(key)

    def problem(self, text: str, *, at: str = "", line: int = 0) -> None:
        """Note a problem at the line of the key `at`, or of the mapping where there is no such key."""
        self._problems.add(line or self.line(at), text, self.clause)

    def line(self, name: str = "") -> int:
        return self._lines.get(name, line_of(self.node))

    def has(self, name: str) -> bool:
        return name in self._values

    def node_of(self, name: str) -> yaml.Node | None:
        return self._values.get(name)

    def only(self, known: Iterable[str]) -> None:
        """Note every key that is not known."""
        known = tuple(known)
        for name in self._values:
            if name not in known:
                self.problem(f"“{name}” is not known here. Use: {', '.join(known)}.", at=name)

    def text(self, name: str, *, needed: str = "", limit: int = 5000, folded: bool = True) -> str:
        """A text, its lines and spaces `folded`. `needed` is what to say when it is missing; without it, "" is fine."""
        node = self._values.get(name)
        value = value_of(node) if node is not None else None
        if node is None or (value in {None, ""} and isinstance(node, yaml.ScalarNode)):
            if needed:
                self.problem(needed, at=name)
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.problem(f"“{name}” must be a text. Write it in quotes.", at=name)
            return ""
        written = " ".join(str(node.value).split()) if folded else str(node.value).strip()
        if len(written) > limit:
            self.problem(f"“{name}” has {len(written)} characters. Keep it to {limit}.", at=name)
        return written

    def words(self, name: str, *, needed: str = "", limit: int = 5000) -> dict[str, str]:
        """A text, or one for each language. Under "" stands the text to fall back on: English, or else the first."""
        node = self._values.get(name)
        if not isinstance(node, yaml.MappingNode):
            return {"": self.text(name, needed=needed, limit=limit)}
        inner = self.mapping(name)
        found = {language.lower(): inner.text(language, needed=needed, limit=limit) for language in inner.names()}
        for language in inner.names():
            if not _LANGUAGE.fullmatch(language.lower()):
                self.problem(f"“{language}” is no language. Write codes, such as: {name}: {{en: …, de: …}}", at=name)
        if not found and needed:
            self.problem(needed, at=name)
        return {"": found.get("en") or next(iter(found.values()), "")} | found

    def truth(self, name: str, *, otherwise: bool) -> bool:
        node = self._values.get(name)
        if node is None:
            return otherwise
        value = value_of(node)
        if not isinstance(value, bool):
            self.problem(f"“{name}” must be true or false.", at=name)
            return otherwise
        return value

    def number(self, name: str) -> float | None:
        """A number; None if there is none or it is something else."""
        node = self._values.get(name)
        value = value_of(node) if node is not None else None
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def texts(self, name: str) -> list[tuple[str, int]]:
        """A list of texts, or a single one, each with its line."""
        node = self._values.get(name)
        if node is None:
            return []
        nodes = [node] if isinstance(node, yaml.ScalarNode) else items(node)
        return [(str(each.value), line_of(each)) for each in nodes if isinstance(each, yaml.ScalarNode)]

    def mapping(self, name: str) -> "Reader":
        """A mapping within this one; empty where there is none."""
        node = self._values.get(name)
        if node is not None and not isinstance(node, yaml.MappingNode) and value_of(node) not in {None, True}:
            self.problem(f"“{name}” must hold further lines of the form “name: value”.", at=name)
        if not isinstance(node, yaml.MappingNode):
            node = yaml.MappingNode("tag:yaml.org,2002:map", [], self.node.start_mark)
        return Reader(node, self._problems, self.clause)

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)
