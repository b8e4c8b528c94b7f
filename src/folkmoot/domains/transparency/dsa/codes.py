"""The codes that the database takes, by the field that they stand in."""

from pathlib import Path

import msgspec

_FILE = Path(__file__).with_name("codes.json")
CODES: dict[str, frozenset[str]] = msgspec.json.decode(_FILE.read_bytes(), type=dict[str, frozenset[str]])
EEA: tuple[str, ...] = tuple(sorted(CODES["territorial_scope"]))
CODES["category_addition"] = CODES["category"]
