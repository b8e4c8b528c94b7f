"""House rules over the source text, and for each that it catches a violation."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT, committed_files, python_files

MOST_LINES = 400
_SIGNALS = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "receiver", "Signal"}
_INDEX = re.compile(
    r"(?im)^\s*(?:--(?:extra-)?index-url|--find-links|-i\s|-f\s|(?:extra-)?index-url\s*=|find-links\s*=)"
    r"|https?://[^\s\"']*(?:/simple\b|pypi|/wheels\b)"
)


COPIED_WHOLE = PACKAGE / "edges" / "cli" / "verify_log.py"
"""One file on purpose, however long: whoever checks a log from outside copies it and nothing else."""


def imports_of(source: str) -> Iterator[str]:
    """The full name of everything that a module imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def application_imports(source: str) -> list[str]:
    return [name for name in imports_of(source) if name.split(".")[0] == "folkmoot"]


def managers_used(source: str) -> list[str]:
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    return [f"line {node.lineno}" for node in found if node.attr in {"objects", "_default_manager"}]


def signals_used(source: str) -> list[str]:
    return [
        name
        for name in imports_of(source)
        if ("django" in name and ".signals" in name)
        or (name.startswith("django.dispatch") and name.split(".")[-1] in _SIGNALS)
    ]


def excess_lines(source: str) -> list[str]:
    lines = source.count("\n")
    return [f"{lines} lines"] if lines > MOST_LINES else []


def named_indexes(source: str) -> list[str]:
    return [match.group() for match in _INDEX.finditer(source)]


Rule = Callable[[str], list[str]]


def _offences(rule: Rule, files: list[Path]) -> dict[str, list[str]]:
    found = {str(file.relative_to(ROOT)): rule(file.read_text(encoding="utf-8")) for file in files}
    return {name: offences for name, offences in found.items() if offences}


def test_migrations_import_no_application_code() -> None:
    files = [file for file in python_files() if file.parent.name == "migrations"]
    assert files
    assert _offences(application_imports, files) == {}


def test_edges_ask_domains_and_not_the_database() -> None:
    files = [file for file in python_files(PACKAGE / "edges") if not (file.parent / "models.py").exists()]
    assert len(files) > 100
    assert _offences(managers_used, files) == {}


def test_the_tables_of_edges_are_few_and_known() -> None:
    owned = [
        str(file.parent.relative_to(PACKAGE)) for file in python_files(PACKAGE / "edges") if file.name == "models.py"
    ]
    assert owned == ["edges/mastodon/push"]


def test_no_business_logic_hides_in_signals() -> None:
    assert _offences(signals_used, python_files()) == {}


def test_no_file_is_too_long() -> None:
    files = [file for file in python_files() if file.parent.name != "migrations" and file != COPIED_WHOLE]
    assert _offences(excess_lines, [*files, *python_files(ROOT / "tests")]) == {}


def test_no_committed_file_names_a_package_index() -> None:
    texts = {
        ".txt",
        ".in",
        ".lock",
        ".toml",
        ".cfg",
        ".ini",
        ".conf",
        ".yaml",
        ".yml",
        ".sh",
        ".mk",
        "",
        ".json",
    }
    files = [file for file in committed_files() if file.suffix in texts and file.name != "LICENSE"]
    files = [file for file in files if not file.is_relative_to(ROOT / "tests")]
    assert any(file.suffix == ".lock" for file in files)
    assert _offences(named_indexes, files) == {}


@pytest.mark.parametrize(
    ("rule", "violation", "found"),
    [
        (application_imports, "from folkmoot.kernel import ids\n", ["folkmoot.kernel.ids"]),
        (managers_used, "\nPost.objects.all()\n", ["line 2"]),
        (
            signals_used,
            "from django.db.models.signals import post_save\n",
            ["django.db.models.signals.post_save"],
        ),
        (signals_used, "from django.dispatch import receiver\n", ["django.dispatch.receiver"]),
        (excess_lines, "\n" * 401, ["401 lines"]),
        (named_indexes, "--index-url https://index.example/\n", ["--index-url"]),
        (named_indexes, "x @ https://index.example/simple/x\n", ["https://index.example/simple"]),
    ],
)
def test_each_rule_catches_a_violation(rule: Rule, violation: str, found: list[str]) -> None:
    assert rule(violation) == found
