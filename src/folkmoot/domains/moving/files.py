"""The files of archives and arrivals: each sealed under a key of its own, which lies in the vault of its owner."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from folkmoot.domains.residency import api as residency
from folkmoot.infra import crypto
from folkmoot.infra.config import current
from folkmoot.infra.sealed_files import SealedReader, SealedWriter
from folkmoot.kernel.errors import Gone


def path_of(file_id: int) -> Path:
    return _folder() / f"{file_id}.sealed"


def ids_before(moment: datetime) -> Iterator[int]:
    """Of all files to which nothing was added since then."""
    for file in _folder().glob("*.sealed"):
        with suppress(FileNotFoundError):  # it was deleted at this moment
            if file.stem.isdecimal() and file.stat().st_mtime < moment.timestamp():
                yield int(file.stem)


def create(file_id: int, owner_id: int) -> tuple[SealedWriter, int]:
    """A new file, and the vault record of its key."""
    key = crypto.new_key()
    record_id = residency.records.put(owner_id, residency.RecordKind.MOVING, key)
    return SealedWriter(path_of(file_id), key), record_id


def reader(file_id: int, record_id: int, size: int) -> SealedReader:
    """Raises Gone where the file or its key is there no more."""
    key = residency.records.get([record_id]).get(record_id)
    if not key or not path_of(file_id).is_file():
        raise Gone("no file", safe="This file is not kept any more.")
    return SealedReader(path_of(file_id), key, size)


def delete(file_ids: Iterable[int], record_ids: Iterable[int | None]) -> None:
    """First the keys: what is left of a file then says nothing."""
    residency.records.delete([one for one in record_ids if one is not None])
    for one in file_ids:
        path_of(one).unlink(missing_ok=True)


def _folder() -> Path:
    return current().data / "moving"
