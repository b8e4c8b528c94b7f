"""What bears the name of a backup is whole and on the disk; what is not yet, ends with ".unfinished"."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from folkmoot.infra.backup.manifest import Unusable

_UNFINISHED = ".unfinished"
_LOCK = ".folkmoot-backup.lock"


def unfinished(file: Path) -> Path:
    """Under which name the file is made, before it is whole."""
    return file.with_name(file.name + _UNFINISHED)


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """A new folder, which gets its name when the block ends well, and goes when it does not."""
    making = unfinished(folder)
    making.mkdir(mode=0o700)
    try:
        yield making
        _sync_all(making)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    sync(folder.parent)


@contextmanager
def alone_in(target: Path) -> Iterator[None]:
    """Nobody else makes a backup in this folder during the block; what killed ones left there goes first. Raises
    Unusable where another one is being made.
    """
    descriptor = os.open(target / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable(f"Another backup is being made in {target}.") from None
        for left in target.glob(f"*{_UNFINISHED}"):
            remove(left)
        yield
    finally:
        os.close(descriptor)


def remove(file: Path) -> None:
    """A file, or a folder with all that is in it."""
    if file.is_dir():
        shutil.rmtree(file)
    else:
        file.unlink()


def sync(file: Path) -> None:
    """Have a file or folder on the disk."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_all(folder: Path) -> None:
    """Deepest first. What is a second name of a file was on the disk before."""
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            file = Path(place) / name
            if file.stat().st_nlink == 1:
                sync(file)
        sync(Path(place))
