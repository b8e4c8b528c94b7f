"""Where the bytes of a site lie: databases, media, and what is free on the disk."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from folkmoot.infra.config import current
from folkmoot.infra.storage import api as storage

_SQLITE_PARTS = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class DatabaseSize:
    """`engine`: "SQLite" or "PostgreSQL"."""

    alias: str
    engine: str
    bytes: int


@dataclass(frozen=True, slots=True)
class FolderSize:
    files: int
    bytes: int


def databases() -> tuple[DatabaseSize, ...]:
    """Every database with what it takes on its disk, the central one first."""
    names = sorted(connections, key=lambda alias: (alias != "default", alias))
    return tuple(_size(alias) for alias in names)


def media_files() -> FolderSize:
    """All files of media, previews included; every file is looked at, so it takes a moment where there are many."""
    return folder(storage.root())


def folder(root: Path) -> FolderSize:
    files = total = 0
    for place, _folders, names in os.walk(root):
        for name in names:
            files += 1
            total += _bytes(Path(place) / name)
    return FolderSize(files, total)


def free() -> tuple[int, int]:
    """The bytes that are free on the disk of the data folder, and all of them."""
    usage = shutil.disk_usage(current().data)
    return usage.free, usage.total


def _size(alias: str) -> DatabaseSize:
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return DatabaseSize(alias, "PostgreSQL", int(cursor.fetchone()[0]))
    name = str(connection.settings_dict["NAME"])
    return DatabaseSize(alias, "SQLite", sum(_bytes(Path(name + part)) for part in _SQLITE_PARTS))


def _bytes(file: Path) -> int:
    """0 for a file that went meanwhile, or a database in memory."""
    try:
        return file.stat().st_size
    except OSError:
        return 0
