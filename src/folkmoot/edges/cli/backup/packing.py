"""A backup as one file: a tar archive, unpacked again before it is restored."""

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from folkmoot.infra.backup import whole
from folkmoot.infra.backup.manifest import Unusable

SUFFIX = ".tar"


def is_packed(target: Path) -> bool:
    """Whether the operator named a file, and not a folder for backups."""
    return target.suffix == SUFFIX and not target.is_dir()


def pack(folder: Path, target: Path) -> None:
    """Make the folder of a backup one file, which appears when it is whole; the folder goes."""
    unfinished = whole.unfinished(target)
    try:
        with tarfile.open(unfinished, "x") as archive:
            archive.add(folder, arcname=folder.name)
        whole.sync(unfinished)
        unfinished.rename(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    whole.sync(target.parent)
    shutil.rmtree(folder)


@contextmanager
def unpacked(backup: Path) -> Iterator[Path]:
    """The folder of a backup; that of a file for the time of the block. Raises Unusable."""
    if not backup.is_file():
        yield backup
        return
    with tempfile.TemporaryDirectory(prefix="restore-", dir=backup.parent) as folder:
        try:
            with tarfile.open(backup, "r:") as archive:
                archive.extractall(folder, filter="data")
        except tarfile.TarError as error:
            raise Unusable(f"{backup} is no whole backup: {error}.") from None
        inside = next(Path(folder).glob("folkmoot-*"), None)
        if inside is None:
            raise Unusable(f"{backup} holds no backup.")
        yield inside
