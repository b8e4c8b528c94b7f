"""Take a backup while the site runs: all databases as of one moment, then the media; the keys apart."""

import os
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from folkmoot.domains.residency import api as residency
from folkmoot.edges.cli.backup import key_copies
from folkmoot.infra import crypto, usage
from folkmoot.infra.backup import last, manifest, moment, whole
from folkmoot.infra.backup.manifest import DatabaseCopy, Manifest
from folkmoot.infra.config import Config
from folkmoot.infra.holds import api as holds
from folkmoot.infra.operator_key import secret
from folkmoot.infra.storage import api as storage
from folkmoot.kernel import clock

LONGEST = timedelta(hours=12)
MODELS = "models"
Say = Callable[[str], None]
Track = Callable[[list[Path]], Iterable[Path]]


def take(config: Config, target: Path, say: Say, track: Track) -> Path:
    """Make a new backup in the folder `target`; returns the folder of the backup, which appears when it is whole."""
    made_at = _free_moment(target)
    stamp = made_at.strftime(key_copies.STAMP)
    folder = target / f"folkmoot-{stamp}"
    with whole.made_whole(folder) as making:
        with holds.held(holds.BACKUP, at_most=LONGEST):
            copies = _copy_databases(making, say)
            media = _copy_media(making / "media", say, track)
        _copy_models(config.data / MODELS, making / MODELS)
        say("Keys, apart from the rest …")
        key_copies.take(target, stamp)
        sums = _sums(making, track)
        manifest.write(making, Manifest(
            version=version("folkmoot"),
            made_at=made_at,
            origin=config.public_origin,
            demo=config.demo,
            key_check=key_check(),
            databases=copies,
            media=media,
            sums=manifest.write_sums(making, sums),
        ))  # fmt: skip
    last.remember(made_at, usage.folder(folder).bytes)
    return folder


def delete_all_but(keep: int, target: Path) -> int:
    """Delete the older backups of a folder; returns how many. The keys beside them have a term of their own."""
    old = [folder for folder in sorted(target.glob("folkmoot-*Z")) if (folder / manifest.MANIFEST).exists()][:-keep]
    for folder in old:
        gone = whole.unfinished(folder)
        folder.rename(gone)
        shutil.rmtree(gone)
    return len(old)


def key_check() -> str:
    """The same for the same operator key, and of no use to find it."""
    return crypto.keyed_hash(secret("backup-check"), "folkmoot")


def _free_moment(target: Path) -> datetime:
    """Now, or the next second that names no backup yet."""
    found = clock.now()
    while any((target / found.strftime(f"{kind}-{key_copies.STAMP}")).exists() for kind in ("folkmoot", "keys")):
        found += timedelta(seconds=1)
    return found


def _copy_databases(folder: Path, say: Say) -> dict[str, DatabaseCopy]:
    copies = {}
    with moment.snapshots(residency.vaults()) as found:
        for alias, snapshot in found.items():
            say(f"Database {alias!r} …")
            copies[alias] = snapshot.copy(folder)
    return copies


def _copy_media(folder: Path, say: Say, track: Track) -> int:
    """Files of media never change: where the disk allows, a copy is a second name of the same file."""
    files = [file for file in storage.root().glob("??/??/*") if file.is_file()]
    say(f"Media: {len(files)} files …")
    for file in track(files):
        copied = folder / file.relative_to(storage.root())
        copied.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _link_or_copy(file, copied)
    return sum(1 for _ in folder.glob("??/??/*"))


def _copy_models(folder: Path, copied: Path) -> None:
    """What was trained on the community's own decisions."""
    if folder.is_dir():
        shutil.copytree(folder, copied, copy_function=shutil.copyfile)


def _link_or_copy(file: Path, copied: Path) -> None:
    """Leave out what was deleted since it was listed."""
    try:
        os.link(file, copied)
    except FileNotFoundError:
        return
    except OSError:
        try:
            shutil.copyfile(file, copied)
        except FileNotFoundError:
            copied.unlink(missing_ok=True)


def _sums(folder: Path, track: Track) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): manifest.sha256(file) for file in track(files)}
