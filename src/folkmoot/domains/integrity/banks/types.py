"""The words of hash banks."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

BANK_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


class HashKind(StrEnum):
    """How a hash was made. The first three are those that hash-sharing programs exchange."""

    PDQ = "pdq"
    SHA256 = "sha256"
    MD5 = "md5"
    TEXT = "text_sha256"
    """SHA-256 of a text's levelled words (`signals.prints.exact`)."""
    TEXT_PRINT = "text_print"
    """A text's print (`signals.prints.print_of`)."""

    @property
    def digits(self) -> int:
        return 32 if self is HashKind.MD5 else 64


@dataclass(frozen=True, slots=True)
class Entry:
    """A hash to be added to a bank, lower case."""

    kind: HashKind
    hash: str
    note: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class FileHashes:
    """Of one file: exact hashes of what was uploaded and of what is kept, and PDQ where its quality is enough."""

    sha256: Collection[str] = ()
    md5: Collection[str] = ()
    pdq: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something matches a bank. `distance`: bits of 256, for prints places of 32; 0 for an exact match."""

    bank: str
    kind: HashKind
    distance: int
    entry_id: int


@dataclass(frozen=True, slots=True)
class BankView:
    """A bank as operators see it, with how many hashes of each kind it holds."""

    id: int
    name: str
    clause_id: str
    source: str
    enabled: bool
    counts: tuple[tuple[HashKind, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    present: int


@dataclass(frozen=True, slots=True)
class BadLine:
    """Why a line or an entry of a file cannot be taken in. Lines count from 1."""

    line: int
    reason: str

    def __str__(self) -> str:  # type: ignore[explicit-override]  # typing.override came with Python 3.12
        return f"line {self.line}: {self.reason}"


class BadFile(Exception):
    """A file of hashes of which nothing was taken in."""

    def __init__(self, problems: Collection[BadLine]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def hash_problem(kind: HashKind, text: str) -> str | None:
    """Why a text is no hash of this kind; None if it is one."""
    if re.fullmatch(rf"[0-9a-f]{{{kind.digits}}}", text):
        return None
    return f"{text[:80]!r} is no {kind} hash. It needs {kind.digits} hexadecimal digits."
