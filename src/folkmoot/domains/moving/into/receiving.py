"""A file comes in: sealed at once, looked into, and kept only if it can be taken in."""

import shutil
import tarfile
from collections import Counter
from datetime import timedelta
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from folkmoot.domains.moving import files
from folkmoot.domains.moving.into import csvs
from folkmoot.domains.moving.into.boxes import MOST_ENTRIES, Box, refuse_hostile
from folkmoot.domains.moving.into.reading import entries_of, kind_of
from folkmoot.domains.moving.models import Arrival
from folkmoot.domains.moving.types import Part
from folkmoot.infra.audit.api import record
from folkmoot.infra.config import current
from folkmoot.infra.jobs import crowd
from folkmoot.infra.limits import api as limits
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.sealed_files import PIECE, SealedWriter
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

KEPT_FOR = timedelta(days=7)
ARRIVALS = limits.Limit("archives brought along", most=20, within=timedelta(hours=1))
_GIGABYTE = 1024**3


def receive(viewer: Viewer, *, file: BinaryIO, name: str) -> int:
    """Keep an archive for a week, so that its owner can choose from it; returns its id. Another one that waits is
    deleted.

    Raises Invalid with the field "file", RateLimited, NoRoom, and Conflict while another one is being taken in.
    """
    account_id = viewer.require_account()
    room.require(Growth.ARCHIVE)
    crowd.refuse_when_long()
    limits.hit(ARRIVALS, account_id)
    if Arrival.objects.filter(account_id=account_id, finished_at=None).exclude(began_at=None).exists():
        raise Conflict("one at a time", safe="Another archive is being taken in. Please wait until it is done.")
    arrival_id = new_id()
    sealed, key_record = files.create(arrival_id, account_id)
    try:
        with sealed:
            _keep(file, name, sealed)
        with Box(arrival_id, key_record, sealed.size) as box:
            kind, _ = kind_of(box)
            holds: Counter[str] = Counter()
            for entry in entries_of(box):
                holds[entry.part] += 1
                holds[Part.MEDIA] += len(entry.files)
    except BaseException:
        files.delete([arrival_id], [key_record])
        raise
    _replace(account_id, Arrival(
        id=arrival_id, account_id=account_id, kind=kind, key_record=key_record, size=sealed.size,
        holds={part: number for part, number in holds.items() if number}, ends_at=clock.now() + KEPT_FOR,
    ))  # fmt: skip
    return arrival_id


def _replace(account_id: int, row: Arrival) -> None:
    with atomic_write():
        waiting = list(Arrival.objects.select_for_update().filter(account_id=account_id, began_at=None))
        Arrival.objects.filter(id__in=[one.id for one in waiting]).delete()
        row.save(force_insert=True)
        record(account_id, "archive.receive", account_ref(account_id), kind=row.kind)
    files.delete([one.id for one in waiting], [one.key_record for one in waiting])


def _keep(file: BinaryIO, name: str, sealed: SealedWriter) -> None:
    """As it is where it is a ZIP; anything else as a ZIP."""
    begin = file.read(4)
    file.seek(0)
    if begin == b"PK\x03\x04":
        _copy(file, sealed)
    elif begin.startswith(b"\x1f\x8b"):
        _from_tar(file, sealed)
    else:
        content = file.read(csvs.MOST + 1)
        known = csvs.kind_of(name, content)
        if len(content) > csvs.MOST:
            raise _too_large()
        with ZipFile(sealed, "w", ZIP_DEFLATED) as box:
            box.writestr(known, content)


def _copy(file: BinaryIO, sealed: SealedWriter) -> None:
    while piece := file.read(PIECE):
        sealed.write(piece)
        if sealed.size > current().archive_limit:
            raise _too_large()


def _from_tar(file: BinaryIO, sealed: SealedWriter) -> None:
    left, members = current().archive_limit, 0
    try:
        with (
            tarfile.open(fileobj=file, mode="r|gz") as tar,
            ZipFile(sealed, "w", ZIP_DEFLATED) as box,
        ):
            for member in tar:
                members, left = members + 1, left - member.size
                if left < 0 or members > MOST_ENTRIES:
                    raise _too_large()
                refuse_hostile(member.name, link=not (member.isfile() or member.isdir()))
                stream = tar.extractfile(member) if member.isfile() else None
                if stream is not None:
                    with box.open(member.name.removeprefix("./"), "w", force_zip64=True) as write:
                        shutil.copyfileobj(stream, write)
    except (tarfile.TarError, EOFError, OSError):
        raise Invalid("This file is damaged, or no archive.", field="file") from None


def _too_large() -> Invalid:
    limit = current().archive_limit / _GIGABYTE
    return Invalid(sentence("An archive may have up to {limit} GB.", limit=f"{limit:g}"), field="file")
