"""Bring a backup back onto an empty data folder, and erase again who was erased since."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.residency import api as residency
from folkmoot.edges.cli.backup import key_copies
from folkmoot.edges.cli.backup.taking import key_check
from folkmoot.edges.cli.migrations import unknown_names
from folkmoot.infra.backup import databases, manifest
from folkmoot.infra.backup.manifest import DatabaseCopy, Manifest, Unusable
from folkmoot.infra.config import Config
from folkmoot.infra.holds import api as holds

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
    databases.require_tools(copies)
    for alias in copies:
        databases.require_empty(alias)
    say(f"Checking the sums of {found.media} media files and {len(copies)} databases …")
    for _ in manifest.verify(folder, found):
        pass
    return Checked(folder, found, (key_file, key_copy), _erasures(beside, erasures))


def bring_back(config: Config, checked: Checked, say: Say) -> None:
    """Fill the stores: keys, vaults, media, and the central database last. Raises Unusable."""
    say("Keys …")
    databases.bring_back(residency.KEYS, *checked.keys)
    copies = checked.manifest.databases
    for alias in sorted(copies, key=lambda alias: alias == "default"):
        say(f"Database {alias!r}: {sum(copies[alias].tables.values())} rows …")
        databases.bring_back(alias, checked.folder / copies[alias].file, copies[alias])
    if (checked.folder / "media").is_dir():
        say(f"Media: {checked.manifest.media} files …")
        shutil.copytree(
            checked.folder / "media", config.data / "media", dirs_exist_ok=True, copy_function=shutil.copyfile
        )


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
