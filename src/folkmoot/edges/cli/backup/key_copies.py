"""The key backup: a file of its own beside the backups, kept for 30 days, with the list of erasures."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from folkmoot.domains.residency import api as residency
from folkmoot.infra.backup import manifest, moment, whole
from folkmoot.infra.backup.manifest import DatabaseCopy, Unusable
from folkmoot.kernel import clock

KEPT = timedelta(days=30)
ERASURES = "erasures.json"
STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"keys-(\d{8}T\d{6}Z)")


class _KeyManifest(msgspec.Struct, frozen=True):
    copy: DatabaseCopy
    sha256: str


def take(target: Path, stamp: str) -> Path:
    """Copy the key store into `target`, and write the list of erasures anew."""
    with whole.made_whole(target / f"keys-{stamp}") as folder:
        copied = moment.copy_alone(residency.KEYS, folder)
        found = _KeyManifest(copied, manifest.sha256(folder / copied.file))
        (folder / manifest.MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(found)) + b"\n")
    _write_erasures(target / ERASURES)
    return target / f"keys-{stamp}"


def delete_old(target: Path, remove: Callable[[Path], object]) -> int:
    """Delete the key backups that are older than 30 days; returns how many."""
    old = [folder for folder in _folders(target) if clock.now() - _made_at(folder) > KEPT]
    for folder in old:
        remove(folder)
    return len(old)


def newest(target: Path) -> Path:
    """The folder of the newest key backup. Raises Unusable where there is none."""
    folders = _folders(target)
    if not folders:
        raise Unusable(f"There is no key backup in {target}. Name one with --keys.")
    return folders[-1]


def verified(folder: Path) -> tuple[Path, DatabaseCopy]:
    """The file of a key backup that is whole. Raises Unusable."""
    try:
        found = msgspec.json.decode((folder / manifest.MANIFEST).read_bytes(), type=_KeyManifest)
    except (OSError, msgspec.DecodeError):
        raise Unusable(f"{folder} is no key backup.") from None
    file = folder / found.copy.file
    if not file.is_file() or manifest.sha256(file) != found.sha256:
        raise Unusable(f"{file} is damaged: it is not what the backup wrote.")
    return file, found.copy


def read_erasures(file: Path) -> dict[int, datetime]:
    """Whose keys were erased, and when. Raises Unusable."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[int, datetime])
    except OSError as error:
        raise Unusable(f"The list of erasures {file} cannot be read: {error.strerror}.") from None
    except msgspec.DecodeError as error:
        raise Unusable(f"The list of erasures {file} cannot be used: {error}.") from None


def _write_erasures(file: Path) -> None:
    """All of it or nothing: the old list stays until the new one is there."""
    unfinished = whole.unfinished(file)
    unfinished.write_bytes(msgspec.json.encode(residency.keys.erasures()) + b"\n")
    whole.sync(unfinished)
    unfinished.replace(file)
    whole.sync(file.parent)


def _folders(target: Path) -> list[Path]:
    return sorted(folder for folder in target.glob("keys-*") if _NAME.fullmatch(folder.name) and folder.is_dir())


def _made_at(folder: Path) -> datetime:
    return datetime.strptime(folder.name.removeprefix("keys-"), STAMP).replace(tzinfo=UTC)
