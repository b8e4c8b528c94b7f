"""What stands in a backup's manifest, and in its list of sums."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

FORMAT = 1
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


class Unusable(Exception):
    """This is no backup that can be restored here; `str()` is the one line that says why."""


class DatabaseCopy(msgspec.Struct, frozen=True):
    """One database. `migrations` as "app.name"; `tables` counts the rows of each."""

    file: str
    engine: str
    migrations: list[str]
    tables: dict[str, int]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`sums`: the hash of the file with all sums; `key_check` tells whether an operator key is the right one."""

    format: int = FORMAT
    version: str
    made_at: datetime
    origin: str
    demo: bool
    key_check: str
    databases: dict[str, DatabaseCopy]
    media: int
    sums: str


def write(folder: Path, manifest: Manifest) -> None:
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (folder / MANIFEST).write_bytes(text + b"\n")


def read(folder: Path) -> Manifest:
    """Raises Unusable for what is none, or one of a later format."""
    try:
        raw = (folder / MANIFEST).read_bytes()
        manifest = msgspec.json.decode(raw, type=Manifest)
    except OSError:
        raise Unusable(f"{folder} is no backup: it has no readable {MANIFEST}.") from None
    except msgspec.DecodeError as error:
        raise Unusable(f"{folder / MANIFEST} cannot be used: {error}.") from None
    if manifest.format > FORMAT:
        raise Unusable(f"{folder} was made by a newer Folkmoot ({manifest.version}). Install that version.")
    return manifest


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_sums(folder: Path, sums: dict[str, str]) -> str:
    """Write the list, in the form that `sha256sum --check` reads, and return its own hash."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / SUMS).write_text(lines, encoding="utf-8")
    return sha256(folder / SUMS)


def verify(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Go through all files of a backup, each yielded once it is found whole. Raises Unusable naming the first that
    is damaged or missing.
    """
    _require(folder / SUMS, manifest.sums)
    yield SUMS
    listed = read_sums(folder)
    for copy in manifest.databases.values():
        if copy.file not in listed:
            raise Unusable(f"{folder / copy.file} is not in the list of sums.")
    for name, digest in listed.items():
        _require(folder / name, digest)
        yield name


def read_sums(folder: Path) -> dict[str, str]:
    """The hash of every file, by its name in the backup. Raises Unusable where a name leads out of the folder."""
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in listed:
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            raise Unusable(f"{folder / SUMS} names {name}, which lies outside.")
    return listed


def _require(file: Path, digest: str) -> None:
    if not file.is_file():
        raise Unusable(f"{file} is missing.")
    if sha256(file) != digest:
        raise Unusable(f"{file} is damaged: it is not what the backup wrote.")
