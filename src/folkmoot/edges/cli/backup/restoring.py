"""Bring a backup back onto an empty data folder, and erase again who was erased since."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.residency import api as residency
from folkmoot.edges.cli.backup import key_copies
from folkmoot.edges.cli.backup.taking import MODELS, key_check
from folkmoot.infra.backup import databases, manifest, tools
from folkmoot.infra.backup.manifest import DatabaseCopy, Manifest, Unusable
from folkmoot.infra.config import Config
from folkmoot.infra.holds import api as holds
from folkmoot.infra.schema import unknown_names

_FOLDERS = {"media", MODELS}
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that can be restored here, with the keys and the erasures that go with it."""

    folder: Path
    manifest: Manifest
    keys: tuple[Path, DatabaseCopy]
    erased: dict[int, datetime]


def check(folder: Path, beside: Path, keys: Path | None, erasures: Path | None, say: Say) -> Checked:
    """Verify everything before anything is written. `beside`: where the key backups are. Raises Unusable."""
    found = manifest.read(folder)
    if found.key_check != key_check():
        raise Unusable("The operator key here is another one than that of the backup. Bring that one first.")
    key_file, key_copy = key_copies.verified(keys or key_copies.newest(beside))
    copies = {**found.databases, residency.KEYS: key_copy}
    for copied in copies.values():
        if unknown := unknown_names(copied.migrations):
            raise Unusable(f"{folder} was made by a newer Folkmoot (it has {unknown[0]}). Install that version.")
    tools.require_tools(copies)
    for alias in copies:
        databases.require_empty(alias)
    say(f"Checking the sums of {found.media} media files and {len(copies)} databases …")
    for _ in manifest.verify(folder, found):
        pass
    return Checked(folder, found, (key_file, key_copy), _erasures(beside, erasures))


def bring_back(config: Config, checked: Checked, say: Say) -> None:
    """Fill the stores: keys, vaults, the central database, media. Raises Unusable."""
    say("Keys …")
    databases.bring_back(residency.KEYS, *checked.keys)
    copies = checked.manifest.databases
    for alias in sorted(copies, key=lambda alias: alias == "default"):
        say(f"Database {alias!r}: {sum(copies[alias].tables.values())} rows …")
        databases.bring_back(alias, checked.folder / copies[alias].file, copies[alias])
    say(f"Media: {checked.manifest.media} files …")
    for name, digest in manifest.read_sums(checked.folder).items():
        if name.partition("/")[0] in _FOLDERS:
            _bring_back_file(checked.folder / name, config.data / name, digest)


def _bring_back_file(file: Path, target: Path, digest: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(file, target)
    if manifest.sha256(target) != digest:
        raise Unusable(f"{target} is not what was copied there. Is the disk sound?")


def erase_again(erased: Iterable[tuple[int, datetime]]) -> int:
    """Erase those whom the list names, in every store; returns how many came back with the backup."""
    residency.keys.learn_erasures(dict(erased))
    residency.keys.reapply_erasures()
    everybody = residency.keys.erasures()
    for account_id in everybody:
        residency.erase_person(account_id)
    holds.release_all(holds.BACKUP)
    return accounts.erase_again(everybody)


def _erasures(folder: Path, given: Path | None) -> dict[int, datetime]:
    """The list that was named, and the one that lies beside the backups."""
    beside = folder / key_copies.ERASURES
    found = key_copies.read_erasures(beside) if beside.exists() else {}
    return found | (key_copies.read_erasures(given) if given else {})
