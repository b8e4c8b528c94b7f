"""The inside of an arrival: always a ZIP in a sealed file, looked at with suspicion and never unpacked to the disk."""

import io
import json
import stat
from pathlib import PurePosixPath
from typing import Any, Self
from zipfile import BadZipFile, ZipFile, ZipInfo

from folkmoot.domains.moving import files
from folkmoot.infra.config import current
from folkmoot.kernel.errors import Invalid

MOST_ENTRIES = 200_000
MOST_TEXT = 256 * 1024 * 1024
_ENCRYPTED = 1


class Box:
    """A ZIP whose names are all harmless. Raises Invalid, field "file", for anything else."""

    def __init__(self, file_id: int, key_record: int, size: int) -> None:
        raw = files.reader(file_id, key_record, size)
        try:
            self._zip = ZipFile(io.BufferedReader(raw, 256 * 1024))
        except (BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
            raw.close()
            raise Invalid("This file is damaged, or no archive.", field="file") from None
        self._stream = raw
        self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        try:
            self._check()
        except Invalid:
            self.close()
            raise

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._infos)

    def close(self) -> None:
        self._zip.close()
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def holds(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str, most: int) -> bytes:
        """One file as a whole. Raises Invalid for more than `most` bytes, whatever the archive says of its size."""
        info = self._infos.get(name)
        if info is None:
            raise Invalid("This file is missing in the archive.", field="file")
        try:
            with self._zip.open(info) as stream:
                content = stream.read(most + 1)
        except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
            raise Invalid("A file in the archive is damaged.", field="file") from None
        if len(content) > most:
            raise Invalid("A file in the archive is too large.", field="file")
        return content

    def json(self, name: str) -> Any:
        """A file of JSON, its texts without halves of characters. Raises Invalid."""
        try:
            return _whole(json.loads(self.read(name, MOST_TEXT)))
        except (ValueError, RecursionError):
            raise Invalid("A file in the archive cannot be read.", field="file") from None

    def _check(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > 4 * current().archive_limit:
            raise Invalid("Unpacked, this archive would be too large.", field="file")
        for info in infos:
            refuse_hostile(info.filename, link=_is_link(info), sealed=bool(info.flag_bits & _ENCRYPTED))


def _whole(value: Any) -> Any:
    """The same with U+FFFD for halves of characters: no database and no hash takes them."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(part) for part in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(part) for name, part in value.items()}
    return value


def refuse_hostile(name: str, *, link: bool, sealed: bool = False) -> None:
    """Raise Invalid for a name that leads out of the archive, a link, or what only a password opens."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or name[1:2] == ":":
        raise Invalid("This archive has a file whose name leads out of it, so nothing of it is taken in.", field="file")
    if link:
        raise Invalid("This archive has links in it, so nothing of it is taken in.", field="file")
    if sealed:
        raise Invalid("This archive is locked with a password. Please bring it without one.", field="file")


def _is_link(info: ZipInfo) -> bool:
    mode = info.external_attr >> 16
    return bool(mode) and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0)
