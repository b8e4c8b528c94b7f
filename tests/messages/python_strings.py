"""The translated strings of a Python file, and the places that hand over something that translators cannot see."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PLAIN = {"gettext", "gettext_lazy", "gettext_noop", "_"}
_COUNTING = {"ngettext", "ngettext_lazy"}
_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_SAYING = {"Invalid"}
"""Errors whose first argument is the sentence for the user; all others have it in `safe`."""

Found = tuple[str, str, str]
"""Singular, plural, context."""


@dataclass(frozen=True, slots=True)
class _Source:
    calls: tuple[ast.Call, ...]
    constants: dict[str, ast.expr]
    classes: tuple[ast.ClassDef, ...]


def texts(path: Path) -> Iterator[Found]:
    """What is a literal, or a constant of the same file."""
    source = _read(path)
    for call in source.calls:
        yield from _of_call(call, source.constants)
    for statement in (statement for one in source.classes for statement in one.body):
        if isinstance(statement, ast.Assign) and _names(statement) == ["default_safe"]:
            yield from _plain(statement.value, source.constants)


def hidden(path: Path) -> Iterator[int]:
    """Lines where a string that holds values is given to be translated: no translation would ever be found."""
    for call in _read(path).calls:
        if any(isinstance(given, ast.JoinedStr) or _is_filled_in(given) for given in _given(call)):
            yield call.lineno


@cache
def _read(path: Path) -> _Source:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        name: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for name in _names(statement)
    }
    nodes = list(ast.walk(tree))
    return _Source(
        tuple(node for node in nodes if isinstance(node, ast.Call)),
        constants,
        tuple(node for node in nodes if isinstance(node, ast.ClassDef)),
    )


def _names(statement: ast.Assign) -> list[str]:
    return [target.id for target in statement.targets if isinstance(target, ast.Name)]


def _of_call(call: ast.Call, constants: dict[str, ast.expr]) -> Iterator[Found]:
    name, given = _called(call), [_text(one, constants) for one in call.args]
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if name in _COUNTING and given[0] and given[1]:
        yield given[0], given[1], ""
    elif name in _IN_CONTEXT and given[0] and given[1]:
        yield given[1], "", given[0]
    elif name == "sentence" and given[0]:
        yield given[0], _text(keywords.get("plural"), constants), ""
    else:
        for one in _given(call):
            yield from _plain(one, constants)


def _given(call: ast.Call) -> list[ast.expr]:
    """The arguments that are sentences for people as they stand."""
    first = call.args[:1] if _called(call) in _PLAIN | _SAYING | _COUNTING | {"sentence"} else []
    return first + [keyword.value for keyword in call.keywords if keyword.arg == "safe"]


def _plain(value: ast.expr, constants: dict[str, ast.expr]) -> Iterator[Found]:
    if isinstance(value, ast.IfExp):
        yield from _plain(value.body, constants)
        yield from _plain(value.orelse, constants)
    elif text := _text(value, constants):
        yield text, "", ""


def _text(value: ast.expr | None, constants: dict[str, ast.expr]) -> str:
    if isinstance(value, ast.Name):
        value = constants.get(value.id)
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _is_filled_in(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and value.func.attr == "format"
        and isinstance(value.func.value, ast.Constant)
    )


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
