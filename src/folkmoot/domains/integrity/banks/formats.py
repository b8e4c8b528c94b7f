"""Files of hashes, as the programs of Meta's ThreatExchange project read and write them. Pure.

CSV    what `threatexchange dataset -P --csv` prints (python-threatexchange 1.2.16): the columns signal_type,
       signal_str, collab, category, tags. The first two are needed.
Lines  what its "local file" exchange reads: the type, a space and the hash, one a line.
JSON   what ThreatExchange's /threat_updates answers: {"data": [{"id", "indicator", "type": "HASH_PDQ", "last_updated",
       "should_delete", "descriptors": …}]}. A list of bodies for "add signals to bank" of Hasher-Matcher-Actioner
       1.1.7 is read as well: [{"pdq": "…", "note": "…", "metadata": {"content_id": "…"}}].
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from folkmoot.domains.integrity.banks.types import BadFile, BadLine, Entry, HashKind, hash_problem

COLUMNS = ("signal_type", "signal_str", "collab", "category", "tags")
MOST_ENTRIES = 2_000_000
_MOST_PROBLEMS = 50
_TYPES = {
    "HASH_PDQ": HashKind.PDQ,
    "HASH_SHA256": HashKind.SHA256,
    "HASH_VIDEO_SHA256": HashKind.SHA256,
    "HASH_MD5": HashKind.MD5,
    "HASH_VIDEO_MD5": HashKind.MD5,
    **{kind.value: kind for kind in HashKind},
    "video_sha256": HashKind.SHA256,
    "video_md5": HashKind.MD5,
}
_WRITTEN_TYPES = {HashKind.PDQ: "HASH_PDQ", HashKind.SHA256: "HASH_SHA256", HashKind.MD5: "HASH_MD5"}
_NOT_POSITIVE = {"INVESTIGATION_SEED", "NEGATIVE_CLASS"}


def read(text: str) -> list[Entry]:
    """The hashes of a file in any of the formats, each once. Raises BadFile with every problem up to 50."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        raise BadFile([BadLine(1, "The file is empty.")])
    if start[0] in "[{":
        return _read_json(start)
    return _read_csv(start) if start.startswith("signal_type") else _read_lines(start)


def write_csv(bank: str, entries: Iterable[Entry]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow((entry.kind.value, entry.hash, bank, "POSITIVE_CLASS", _tag(entry.note)))
    return out.getvalue()


def write_json(bank: str, entries: Iterable[tuple[int, datetime, Entry]]) -> str:
    """`entries` with their id and the moment when they were added."""
    updates = [
        {
            "id": entry.source_id or str(identifier),
            "indicator": entry.hash,
            "type": _WRITTEN_TYPES.get(entry.kind, entry.kind.value),
            "creation_time": int(added_at.timestamp()),
            "last_updated": int(added_at.timestamp()),
            "should_delete": False,
            "tags": [bank],
            "descriptors": {"data": [{"description": entry.note, "status": "MALICIOUS"}]},
        }
        for identifier, added_at, entry in entries
    ]
    return json.dumps({"data": updates}, indent=1) + "\n"


def _read_csv(text: str) -> list[Entry]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    found = _Found()
    try:
        header = next(rows)
        if tuple(header[:2]) != COLUMNS[:2] or not set(header) <= set(COLUMNS):
            raise BadFile([BadLine(1, f"The columns are {', '.join(header)}. Write: {', '.join(COLUMNS)}.")])
        for row in rows:
            if row:
                _csv_row(found, rows.line_num, dict(zip(header, row, strict=False)), len(row) == len(header))
    except csv.Error as error:
        found.problem(rows.line_num, f"This is no CSV: {error}.")
    return found.entries()


def _csv_row(found: "_Found", line: int, row: dict[str, str], whole: bool) -> None:
    if not whole:
        found.problem(line, f"The line must have {len(COLUMNS)} columns: {', '.join(COLUMNS)}.")
    elif row.get("category") in _NOT_POSITIVE:
        found.skipped += 1
    else:
        found.add(line, row["signal_type"], row["signal_str"], note=row.get("tags", ""))


def _read_lines(text: str) -> list[Entry]:
    found = _Found()
    for number, line in enumerate(text.splitlines(), start=1):
        kind, _, value = line.strip().partition(" ")
        if kind and not kind.startswith("#"):
            found.add(number, kind, value)
    return found.entries()


def _read_json(text: str) -> list[Entry]:
    try:
        document = json.loads(text)
    except RecursionError:
        raise BadFile([BadLine(1, "This is nested too deeply.")]) from None
    except json.JSONDecodeError as error:
        raise BadFile([BadLine(error.lineno, f"This is no JSON: {error.msg}.")]) from error
    updates = document.get("data") if isinstance(document, dict) else document
    if not isinstance(updates, list):
        raise BadFile([BadLine(1, "The JSON must be a list, or have one under “data”.")])
    found = _Found()
    for number, update in enumerate(updates, start=1):
        _json_entry(found, number, update)
    return found.entries()


def _json_entry(found: "_Found", number: int, update: Any) -> None:
    if not isinstance(update, dict):
        found.problem(number, "Each entry must be an object.")
    elif "indicator" in update or "type" in update:
        if update.get("should_delete"):
            found.skipped += 1
        else:
            found.add(number, update.get("type"), update.get("indicator"), _note(update), update.get("id", ""))
    else:
        _bank_entry(found, number, update)


def _bank_entry(found: "_Found", number: int, update: dict[str, Any]) -> None:
    """One body for Hasher-Matcher-Actioner: hashes by type, with a note and the number of the content."""
    hashes = {key: value for key, value in update.items() if key not in {"note", "metadata"}}
    metadata = update.get("metadata")
    source_id = metadata.get("content_id", "") if isinstance(metadata, dict) else ""
    if not hashes:
        found.problem(number, "The entry has no hash. Write indicator and type, or a type with its hash.")
    for kind, value in hashes.items():
        found.add(number, kind, value, update.get("note") or "", source_id)


def _note(update: dict[str, Any]) -> str:
    descriptors = update.get("descriptors")
    rows = descriptors.get("data") if isinstance(descriptors, dict) else None
    first = rows[0] if isinstance(rows, list) and rows else None
    said = first.get("description") if isinstance(first, dict) else None
    return said if isinstance(said, str) else ""


def _tag(note: str) -> str:
    return " ".join(note.split())


class _Found:
    """Collects entries and problems."""

    def __init__(self) -> None:
        self._entries: dict[tuple[HashKind, str], Entry] = {}
        self._problems: list[BadLine] = []
        self.skipped = 0

    def problem(self, line: int, reason: str) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(BadLine(line, reason))

    def add(self, line: int, kind: Any, value: Any, note: Any = "", source_id: Any = "") -> None:
        known = _TYPES.get(kind) if isinstance(kind, str) else None
        if known is None:
            self.problem(line, f"{str(kind)[:80]!r} is no type of hash. Use one of: {', '.join(HashKind)}.")
            return
        text = value.strip().lower() if isinstance(value, str) else str(value)
        wrong = hash_problem(known, text)
        if wrong:
            self.problem(line, wrong)
        elif len(self._entries) >= MOST_ENTRIES:
            self.problem(line, f"The file has more than {MOST_ENTRIES:,} hashes. Split it.")
        else:
            self._entries.setdefault((known, text), Entry(known, text, _clean(note, 255), _clean(source_id, 100)))

    def entries(self) -> list[Entry]:
        if self._problems:
            raise BadFile(self._problems)
        if not self._entries and not self.skipped:
            raise BadFile([BadLine(1, "The file has no hashes.")])
        return list(self._entries.values())


def _clean(value: Any, limit: int) -> str:
    """A short text without anything that cannot be shown or stored."""
    return "".join(sign for sign in str(value or "") if sign.isprintable())[:limit].strip()


def problems_in_lines(problems: Sequence[BadLine]) -> str:
    return "\n".join(map(str, problems))
