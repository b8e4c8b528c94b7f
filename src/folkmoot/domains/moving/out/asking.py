"""Ask for an archive, see how it stands, take it away."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet

from folkmoot.domains.moving import files
from folkmoot.domains.moving.models import Archive
from folkmoot.domains.moving.types import ArchiveView
from folkmoot.infra.audit.api import record
from folkmoot.infra.jobs import crowd
from folkmoot.infra.jobs.api import enqueue
from folkmoot.infra.limits import acts
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.sealed_files import PIECE
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

KEPT_FOR = timedelta(days=7)
_KEPT_WHERE_ROOM_IS_SHORT = timedelta(days=1)


def ask_for_archive(viewer: Viewer) -> ArchiveView:
    """Have an archive made; one that is there is deleted. Raises Conflict while one is being made, NoRoom, and
    RateLimited after five in a day.
    """
    account_id = viewer.require_account()
    room.require(Growth.ARCHIVE)
    crowd.refuse_when_long()
    acts.count(acts.ARCHIVES, account_id)
    with atomic_write():
        old = Archive.objects.select_for_update().filter(account_id=account_id).first()
        if old is not None and old.made_at is None:
            raise Conflict("being made", safe="Your archive is being made already.")
        Archive.objects.filter(account_id=account_id).delete()
        row = Archive.objects.create(id=new_id(), account_id=account_id)
        record(account_id, "archive.ask", account_ref(account_id))
        enqueue("moving.archive", archive_id=row.id)
    if old is not None:
        files.delete([old.id], [old.key_record])
    return view(row)


def archive_of(viewer: Viewer) -> ArchiveView | None:
    """One's own archive, if it was asked for and has not ended."""
    row = Archive.objects.filter(account_id=viewer.require_account()).first()
    return view(row) if row is not None and (row.ends_at is None or row.ends_at > clock.now()) else None


def read_archive(viewer: Viewer, archive_id: int) -> tuple[int, Iterator[bytes]]:
    """The size of one's own archive, and its bytes in pieces. Raises NotFound, and Gone where its file was lost."""
    found = Archive.objects.filter(id=archive_id, account_id=viewer.require_account(), ends_at__gt=clock.now())
    row = found.first()
    if row is None or row.key_record is None:
        raise NotFound("no such archive")
    record(row.account_id, "archive.download", account_ref(row.account_id))
    return row.size, _pieces(row.id, row.key_record, row.size)


def sweep_archives() -> None:
    """Delete the archives that have ended."""
    _delete(Archive.objects.filter(ends_at__lte=clock.now()))


def sweep_archives_early() -> None:
    """Where room is short: delete the archives that were made more than a day ago."""
    _delete(Archive.objects.filter(made_at__lte=clock.now() - _KEPT_WHERE_ROOM_IS_SHORT))


def _delete(ended: "QuerySet[Archive]") -> None:
    rows = list(ended.order_by("id")[:1000])
    with atomic_write():
        Archive.objects.filter(id__in=[row.id for row in rows]).delete()
    files.delete([row.id for row in rows], [row.key_record for row in rows])


def view(row: Archive) -> ArchiveView:
    return ArchiveView(row.id, row.size, row.posts, row.made_at, row.ends_at)


def _pieces(archive_id: int, record_id: int, size: int) -> Iterator[bytes]:
    with files.reader(archive_id, record_id, size) as stream:
        while piece := stream.read(PIECE):
            yield piece
