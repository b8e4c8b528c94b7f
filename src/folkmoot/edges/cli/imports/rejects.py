"""The file of what could not be used."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from folkmoot.edges.cli.imports.files import is_broken
from folkmoot.edges.cli.output import Stop

HEADER = ("line", "reason", "row")
_LONGEST_ROW = 5_000


class Rejects:
    """A CSV with line number, reason and the row itself. It appears with its first line.

    `kept`: how many bytes of an earlier start count; what a killed import wrote behind them is cut off.
    """

    def __init__(self, path: Path, *, kept: int) -> None:
        self.path = path
        self.size = kept
        self._waiting: list[tuple[int, str, str]] = []
        if path.exists():
            self._cut()
        elif kept:
            self.size = 0

    def add(self, line: int, reason: str, raw: Any) -> None:
        self._waiting.append((line, reason, _shown(raw)))

    def flush(self) -> int:
        """Write what waits; returns the size of the file."""
        if self._waiting:
            lines = [HEADER, *self._waiting] if self.size == 0 else self._waiting
            self._append(_as_csv(lines))
            self._waiting = []
        return self.size

    def _append(self, text: str) -> None:
        try:
            with self.path.open("ab") as file:
                self.size += file.write(text.encode("utf-8", "replace"))
        except OSError as error:
            raise Stop(f"The rejects file {self.path} cannot be written: {error.strerror}.") from None

    def _cut(self) -> None:
        if self.size == 0:
            self.path.unlink()
            return
        with self.path.open("ab") as file:
            file.truncate(self.size)


def _as_csv(lines: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def _shown(raw: Any) -> str:
    """The row as it stood in the file, bytes that are not UTF-8 as �."""
    text = raw if isinstance(raw, str) else _as_csv([raw]).rstrip("\n")
    text = text[:_LONGEST_ROW]
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if is_broken(text) else text
