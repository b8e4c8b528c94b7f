"""`docs/limits.md`, made from the table of limits. `python -m tests.limits_page` writes it."""

import sys
import textwrap
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "limits.md"
_HEAD = """# Limits

Everything that grows has a bound, and this page has them all; it is written from `src/folkmoot/wiring/limits/`, whose
numbers are those that act. What is refused is refused whole, in a sentence that says what would be possible. *Why* it
is made like this stands in [ADR 39](adr/0039-limits-and-room.md).
"""


def page() -> str:
    from folkmoot.wiring.limits.table import SECTIONS

    parts = [_HEAD]
    for section in SECTIONS:
        rows = ["| " + " | ".join(_cells(row)) + " |" for row in section.rows]
        table = ["| What | How much | For each | At the limit | Setting |", "|---|---|---|---|---|", *rows]
        parts += [f"## {section.title}\n{textwrap.fill(section.words, 120)}\n", "\n".join(table) + "\n"]
    return "\n".join(parts)


def _cells(row: Any) -> list[str]:
    return [row.what[:1].upper() + row.what[1:], row.most, row.whom, row.then, _code(row.setting)]


def _code(settings: str) -> str:
    return ", ".join(f"`{name}`" for name in settings.split(", ") if name)


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"Wrote {PAGE.name}.\n")
