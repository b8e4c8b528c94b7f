"""Take a backup while the site runs: central first, then the vaults, then the media; the keys apart."""

import os
import shutil
from collections.abc import Callable, Iterable
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from folkmoot.domains.residency import api as residency
from folkmoot.edges.cli.backup import key_copies
from folkmoot.infra import crypto
from folkmoot.infra.backup import databases, manifest
from folkmoot.infra.backup.manifest import DatabaseCopy, Manifest
from folkmoot.infra.config import Config
from folkmoot.infra.holds import api as holds
from folkmoot.infra.operator_key import secret
from folkmoot.infra.storage import api as storage
from folkmoot.kernel import clock

LONGEST = timedelta(hours=12)
Say = Callable[[str], None]
Track = Callable[[list[Path]], Iterable[Path]]


def take(config: Config, target: Path, say: Say, track: Track) -> Path:
    """Make a new backup in the folder `target`; returns the folder of the backup, which appears when it is whole."""
    moment = clock.now()
    stamp = moment.strftime(key_copies.STAMP)
    unfinished = target / f"folkmoot-{stamp}.unfinished"
    unfinished.mkdir(mode=0o700)
    try:
        with holds.held(holds.BACKUP, at_most=LONGEST):
            copies = _copy_databases(unfinished, say)
            media = _copy_media(unfinished / "media", say, track)
        say("Keys, apart from the rest …")
        key_copies.take(target, stamp)
        sums = _sums(unfinished, track)
        manifest.write(unfinished, Manifest(
            version=version("folkmoot"),
            made_at=moment,
            origin=config.public_origin,
            demo=config.demo,
            key_check=key_check(),
            databases=copies,
            media=media,
            sums=manifest.write_sums(unfinished, sums),
        ))  # fmt: skip
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return unfinished.rename(target / f"folkmoot-{stamp}")


def key_check() -> str:
    """The same for the same operator key, and of no use to find it."""
    return crypto.keyed_hash(secret("backup-check"), "folkmoot")


def _copy_databases(folder: Path, say: Say) -> dict[str, DatabaseCopy]:
    copies = {}
    for alias in ("default", *residency.vaults()):
        say(f"Database {alias!r} …")
        copies[alias] = databases.copy(alias, folder)
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
