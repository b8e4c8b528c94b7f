"""The table of limits has every model, every rate and every cache, and the page says what the table says."""

import ast
import importlib
import pkgutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps

import folkmoot
from folkmoot.infra.config import Config
from folkmoot.infra.limits.api import Limit
from folkmoot.wiring.limits.table import SECTIONS
from folkmoot.wiring.limits.types import lasting, size
from tests import limits_page

_ROWS = [row for section in SECTIONS for row in section.rows]
_OURS = Path(folkmoot.__file__).parent
#: Caches without a number: each holds one value for each of something that the program has a fixed number of.
_FIXED = {
    "edges/cli/imports/fields.py": "types of records",
    "edges/mastodon/document/whole.py": "one document",
    "edges/web/sharing/crawlers.py": "one file",
    "edges/web/tags.py": "icons and files that templates name",
    "edges/web/time_zones.py": "languages",
    "domains/integrity/current.py": "policies of the settings",
    "infra/operator_key.py": "purposes",
    "infra/vapid.py": "one key",
    "infra/writes.py": "databases",
    "infra/rows.py": "statements of the code",
    "infra/statements.py": "one database",
    "edges/mastodon/incoming.py": "forms of the code",
    "domains/integrity/treatments.py": "statements of the code",
    "wiring/fastlane/statements.py": "statements of the code",
    "wiring/fastlane/sources.py": "statements of the code",
    "edges/cli/output.py": "one console",
}


def test_every_model_is_bounded_by_a_row() -> None:
    ours = {
        f"{model._meta.app_label}.{model.__name__}"
        for model in apps.get_models()
        if model.__module__.startswith("folkmoot.")
    }
    named = [name for row in _ROWS for name in row.models]
    assert set(named) == ours
    assert len(named) == len(set(named)), "each in one row"


def test_every_rate_is_in_the_table() -> None:
    found: set[str] = set()
    for module in pkgutil.walk_packages([str(_OURS)], "folkmoot."):
        if ".migrations" in module.name or module.name.endswith(("wiring.asgi", "wiring.wsgi", "wiring.main")):
            continue
        found |= {
            value.name for value in vars(importlib.import_module(module.name)).values() if isinstance(value, Limit)
        }
    assert {limit.name for row in _ROWS for limit in row.limits} == found


def test_every_cache_has_a_bound() -> None:
    unbounded: set[str] = set()
    for file in sorted(_OURS.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for decorator in getattr(node, "decorator_list", []):
                if ast.unparse(decorator) in {"cache", "functools.cache", "lru_cache(maxsize=None)"}:
                    unbounded.add(file.relative_to(_OURS).as_posix())
    assert unbounded == set(_FIXED)


def test_every_setting_of_a_row_is_one() -> None:
    known = {f"FOLKMOOT_{name.upper()}" for name in Config.__struct_fields__}
    assert {one for row in _ROWS for one in row.setting.split(", ") if one} <= known


def test_the_page_is_written_from_the_table() -> None:
    assert limits_page.PAGE.read_text(encoding="utf-8") == limits_page.page(), "python -m tests.limits_page"


@pytest.mark.parametrize(
    ("number", "words"), [(512, "512 bytes"), (64 * 1024, "64 KB"), (4 * 1024**2, "4 MB"), (2 * 1024**3, "2 GB")]
)
def test_sizes(number: int, words: str) -> None:
    assert size(number) == words


@pytest.mark.parametrize(("minutes", "words"), [(5, "5 minutes"), (60, "1 hour"), (90, "90 minutes"), (4320, "3 days")])
def test_spans(minutes: int, words: str) -> None:
    assert lasting(timedelta(minutes=minutes)) == words
