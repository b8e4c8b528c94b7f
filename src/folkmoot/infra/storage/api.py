"""Write, find and delete files by key."""

import os
import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from folkmoot.infra.config import current
from folkmoot.infra.holds import api as holds
from folkmoot.kernel.errors import Invalid, NotFound

_KEY = re.compile(r"[0-9a-f]{32}(?:-[a-z]+)?\.[a-z0-9]{2,5}")
_CHUNK = 256 * 1024


def root() -> Path:
    return current().data / "media"


def path(key: str) -> Path:
    """Where the file of `key` lies, or would. Raises NotFound for what can be no key."""
    if not _KEY.fullmatch(key):
        raise NotFound("no key")
    return root() / key[:2] / key[2:4] / key


def save(stream: BinaryIO, *, extension: str, most: int, label: str = "") -> str:
    """Keep a stream under a new key, which has `label` in it; returns the key once the file is safe on the
    disk.

    Raises Invalid with the field "file", and keeps nothing, when there are more than `most` bytes.
    """
    key = f"{secrets.token_hex(16)}{label and f'-{label}'}.{extension}"
    target = path(key)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _incoming() as file:
        _copy(stream, file, most)
        file.flush()
        os.fsync(file.fileno())
        Path(file.name).replace(target)
    _sync_folder(target.parent)
    return key


def delete(keys: Iterable[str]) -> None:
    """Delete what is there of `keys`. During a backup, whose copy of the rows may name it still, it stays for the
    sweeper, which comes by every hour and takes what no row names and is older than a day.
    """
    if holds.is_held(holds.BACKUP):
        return
    for key in keys:
        path(key).unlink(missing_ok=True)


def keys_before(moment: datetime) -> Iterator[str]:
    """The keys of all files that were last written before `moment`."""
    for file in root().glob("??/??/*"):
        if file.stat().st_mtime < moment.timestamp() and _KEY.fullmatch(file.name):
            yield file.name


def sweep_incoming(before: datetime) -> None:
    """Delete what a process that was killed left half-written, where nothing was added to it since `before`."""
    for file in _incoming_folder().glob("*"):
        with suppress(FileNotFoundError):  # it came in whole, or was given up, at this moment
            if file.stat().st_mtime < before.timestamp():
                file.unlink()


def _incoming_folder() -> Path:
    return root() / "incoming"


@contextmanager
def _incoming() -> Iterator[IO[bytes]]:
    folder = _incoming_folder()
    folder.mkdir(parents=True, exist_ok=True)
    file = tempfile.NamedTemporaryFile(dir=folder, delete=False)  # noqa: SIM115 - closed below, after a rename
    try:
        with file:
            yield file
    finally:
        Path(file.name).unlink(missing_ok=True)


def _copy(stream: BinaryIO, file: IO[bytes], most: int) -> None:
    left = most
    while chunk := stream.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise Invalid("This file is too large.", field="file")
        file.write(chunk)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
