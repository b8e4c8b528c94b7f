"""A file to import: plain or gzip, its fingerprint, its lines."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from folkmoot.edges.cli.output import Stop

LONGEST_LINE = 1_000_000
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`key` is the SHA-256 of the content, uncompressed: the same content is the same file, whatever its name."""

    key: str
    lines: int


def fingerprint(path: Path, seen: Callable[[int], None] = lambda _bytes: None) -> Fingerprint:
    """Read the whole file once. `seen` is told how many bytes were read. Raises Stop where it cannot be read."""
    digest, lines = hashlib.sha256(), 0
    with opened(path) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            lines += chunk.count(b"\n")
            seen(len(chunk))
    return Fingerprint(digest.hexdigest(), lines)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The content, uncompressed. Raises Stop with a line that says what is wrong with the file."""
    try:
        with path.open("rb") as file:
            head = file.read(2)
            if not path.is_file():
                raise Stop(f"{path} is not a file; an import reads its file more than once.")
            if head in _UTF_16:
                raise Stop(f"{path} is in UTF-16. Please convert it: iconv -f UTF-16 -t UTF-8.")
            file.seek(0)
            yield cast("BinaryIO", gzip.GzipFile(fileobj=file)) if head == _GZIP else file
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Stop(f"{path} is damaged: it is not a whole gzip file.") from None
    except OSError as error:
        raise Stop(f"{path} cannot be read: {error.strerror}.") from None


@contextmanager
def opened_text(path: Path) -> Iterator[TextIO]:
    """The content as text. A byte that is not UTF-8 becomes half a character, which no text may hold."""
    with opened(path) as file:
        yield io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")


def lines_of(file: TextIO) -> Iterator[str]:
    """The lines with their ends; one that is longer than a million characters comes in pieces."""
    return iter(lambda: file.readline(LONGEST_LINE), "")


def is_broken(text: str) -> bool:
    """Whether a byte was not UTF-8."""
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
