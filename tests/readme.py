"""The README's table of settings, made from the settings themselves. `python -m tests.readme` writes it."""

import sys
from pathlib import Path

from folkmoot.edges.cli.settings_doc import settings

README = Path(__file__).resolve().parents[1] / "README.md"
_BEGIN = "<!-- settings: written by `make docs` -->\n"
_END = "<!-- end of settings -->\n"


def table() -> str:
    rows = [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else ''} | {setting.doc} |"
        for setting in settings()
    ]
    return "\n".join(["| Setting | Default | What it does |", "|---|---|---|", *rows, ""])


def with_table(text: str) -> str:
    """The README with its table renewed."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return before + _BEGIN + table() + _END + after


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"Wrote the settings into {README.name}.\n")
