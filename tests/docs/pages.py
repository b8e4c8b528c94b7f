"""The documents that the tests of this folder read, and the fenced blocks in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(r"(?ms)^```([^\n]*)\n(.*?)^```$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. `info` is what stands behind the opening fence: "console runnable"."""

    page: Path
    info: str
    body: str

    @property
    def name(self) -> str:
        first = self.body.partition("\n")[0]
        return f"{self.page.relative_to(ROOT)}: {first}"


def documents() -> list[Path]:
    """Every page of documentation."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def blocks() -> Iterator[Block]:
    for page in documents():
        for match in _FENCE.finditer(page.read_text(encoding="utf-8")):
            yield Block(page, match[1].strip(), match[2])


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))
