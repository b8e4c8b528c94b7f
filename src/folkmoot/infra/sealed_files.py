"""Large files that lie encrypted on the disk, written in one go and read from any place.

A file is a row of pieces of one mebibyte (the last one may be shorter), each sealed by `crypto.seal` with its number
in the context, so that pieces cannot be swapped. That nothing is missing at the end, its reader knows by `size`.
"""

import io
import os
from pathlib import Path
from typing import Any

from typing_extensions import override

from folkmoot.infra import crypto

PIECE = 1024 * 1024
_OVERHEAD = 28
"""What `crypto.seal` adds: a nonce of 12 bytes and a tag of 16."""


class SealedWriter(io.RawIOBase):
    """Makes a file that only its owner may read (0600). `size` counts what was written, before it was sealed."""

    def __init__(self, path: Path, key: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        self._key = key
        self._waiting = bytearray()
        self._piece = 0
        self.size = 0

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, data: Any, /) -> int:
        held = bytes(data)
        self._waiting += held
        self.size += len(held)
        while len(self._waiting) >= PIECE:
            self._seal(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]
        return len(held)

    @override
    def close(self) -> None:
        if self.closed:
            return
        if self._waiting:
            self._seal(bytes(self._waiting))
            self._waiting.clear()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        super().close()

    def _seal(self, plain: bytes) -> None:
        self._file.write(crypto.seal(self._key, plain, _context(self._piece)))
        self._piece += 1


class SealedReader(io.RawIOBase):
    """Reads such a file from any place. Raises `crypto.Unreadable` with another key, or where the file was changed."""

    def __init__(self, path: Path, key: bytes, size: int) -> None:
        self._file = path.open("rb")
        self._key = key
        self._size = size
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def tell(self) -> int:
        return self._at

    @override
    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    @override
    def readinto(self, buffer: Any, /) -> int:
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, PIECE)
        part = self._plain(number)[within : within + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    @override
    def close(self) -> None:
        self._file.close()
        super().close()

    def _plain(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(number * (PIECE + _OVERHEAD))
            self._held = (number, crypto.unseal(self._key, self._file.read(PIECE + _OVERHEAD), _context(number)))
        return self._held[1]


def _context(piece: int) -> bytes:
    return f"piece {piece}".encode()
