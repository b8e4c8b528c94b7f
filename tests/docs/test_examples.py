"""The examples in the guides are true: Python parses and imports what there is, the clause is a good one."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.domains.integrity.api import check_policy
from tests.docs.pages import DOCS, ROOT, Block, blocks

_INVENTED = "folkmoot.domains.errands"
_PYTHON = [block for block in blocks() if block.info == "python"]


def missing_imports(source: str) -> list[str]:
    """What the source imports from Folkmoot and its tests, and is not there."""
    return [f"{module}.{name}" for module, name in _imports(source) if not _is_there(module, name)]


def _imports(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in {"folkmoot", "tests"}:
            for alias in node.names:
                if not f"{node.module}.{alias.name}".startswith(_INVENTED):
                    yield node.module, alias.name


def _is_there(module: str, name: str) -> bool:
    try:
        if hasattr(importlib.import_module(module), name):
            return True
        importlib.import_module(f"{module}.{name}")
    except ImportError:
        return False
    return True


@pytest.mark.parametrize("block", _PYTHON, ids=lambda block: block.name)
def test_examples_import_what_there_is(block: Block) -> None:
    assert missing_imports(block.body) == []


def test_the_clause_of_the_guide_is_a_good_one(tmp_path: Path) -> None:
    (clause,) = [
        block.body
        for block in blocks()
        if block.page == DOCS / "guides" / "developer" / "add-a-clause.md" and block.info == "yaml"
    ]
    policy = tmp_path / "town.yaml"
    policy.write_text(
        (ROOT / "policies" / "default.yaml").read_text(encoding="utf-8") + "\n" + clause, encoding="utf-8"
    )
    assert [str(problem) for problem in check_policy(policy)] == []


def test_an_import_that_is_not_there_is_caught() -> None:
    source = "from folkmoot.kernel.ids import new_id, no_id\nfrom folkmoot.domains.errands import api\n"
    assert missing_imports(source) == ["folkmoot.kernel.ids.no_id"]
