"""What a frozen release is: the demo community of that version as `folkmoot backup` wrote it, one for each database.

`frozen/RELEASE/sqlite.tar.xz` and `frozen/RELEASE/postgresql.tar.xz` hold a backup, its keys, and the operator key of
that community, which opens nothing else. They are made once, when a version is released, and never changed afterwards.
"""

import lzma
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from folkmoot.infra.backup.manifest import Manifest
from tests import postgres
from tests.live import LiveSite

FROZEN = Path(__file__).parent / "frozen"
ENGINES = ("sqlite", "postgresql")
KEY = "operator.key"


def releases() -> list[str]:
    """The frozen ones, oldest first."""
    found = [folder.name for folder in FROZEN.iterdir() if folder.is_dir()]
    return sorted(found, key=lambda name: [int(part) for part in name.split(".")])


def archive_of(release: str, engine: str) -> Path:
    return FROZEN / release / f"{engine}.tar.xz"


def freeze(release: str, engine: str) -> Path:
    """Make the demo community with the present code and freeze it. Raises FileExistsError for what is frozen."""
    target = archive_of(release, engine)
    target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = stack.enter_context(postgres.server()) if engine == "postgresql" else None
        site = LiveSite(database=server.environment() if server else None)
        stack.callback(shutil.rmtree, site.folder)
        for arguments in (["demo"], ["backup", str(site.folder / "backup")]):
            done = site.command(*arguments, patience=3600)
            if done.returncode:
                raise RuntimeError(done.stdout + done.stderr)
        shutil.copyfile(site.data.with_name("data.key"), site.folder / "backup" / KEY)
        pack(site.folder / "backup", target)
    return target


def pack(folder: Path, target: Path) -> None:
    with lzma.open(target, "xb", preset=9) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        archive.add(folder, arcname=".", filter=_nobodys)


@contextmanager
def thawed(release: str, engine: str, folder: Path) -> Iterator[Path]:
    """The frozen backup, unpacked into `folder` for the block."""
    with tarfile.open(archive_of(release, engine)) as archive:
        archive.extractall(folder, filter="data")
    try:
        yield next(folder.glob("folkmoot-*"))
    finally:
        shutil.rmtree(folder)


def manifest_of(release: str, engine: str) -> Manifest:
    with tarfile.open(archive_of(release, engine)) as archive:
        for member in archive:
            if Path(member.name).match("folkmoot-*/manifest.json"):
                file = archive.extractfile(member)
                assert file is not None
                return msgspec.json.decode(file.read(), type=Manifest)
    raise AssertionError(f"{release} for {engine} has no manifest")


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Without the names of whoever froze it, and without the lock."""
    if member.name.endswith(".lock"):
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member
