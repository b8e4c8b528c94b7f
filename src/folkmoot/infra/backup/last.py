"""When the last backup was made, for the page of operators: a small file in the data folder."""

from datetime import datetime
from pathlib import Path

import msgspec

from folkmoot.infra.config import current


class LastBackup(msgspec.Struct, frozen=True):
    made_at: datetime
    bytes: int


def remember(made_at: datetime, size: int) -> None:
    _file().write_bytes(msgspec.json.encode(LastBackup(made_at, size)))


def last_backup() -> LastBackup | None:
    """None where none was made by `folkmoot backup`, or where nobody knows any more."""
    try:
        return msgspec.json.decode(_file().read_bytes(), type=LastBackup)
    except (OSError, msgspec.DecodeError):
        return None


def _file() -> Path:
    return current().data / "last-backup.json"
