"""The job that writes an archive: one ZIP, streamed post by post into a sealed file."""

import json
import shutil
from collections.abc import Iterable
from datetime import timedelta
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.moving import files
from folkmoot.domains.moving.models import Archive
from folkmoot.domains.moving.out import own, streams
from folkmoot.domains.moving.out.asking import KEPT_FOR
from folkmoot.domains.moving.out.csvs import csv_files
from folkmoot.domains.moving.out.walking import letters, own_posts
from folkmoot.domains.residency import api as residency
from folkmoot.infra.jobs.api import register
from folkmoot.infra.storage import api as storage
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.viewer import Viewer


def _make(*, archive_id: int) -> None:
    """Begun again after a crash, it writes the file anew."""
    row = Archive.objects.filter(id=archive_id, made_at=None).first()
    if row is None:
        return
    viewer = Viewer(account_id=row.account_id)
    sealed, key_record = files.create(row.id, row.account_id)
    try:
        with sealed, ZipFile(sealed, "w", ZIP_DEFLATED) as archive:
            written = _write(viewer, archive)
        now = clock.now()
        with atomic_write():
            kept = Archive.objects.filter(id=row.id, made_at=None).update(
                key_record=key_record, size=sealed.size, posts=written, made_at=now, ends_at=now + KEPT_FOR
            )
    except BaseException:
        residency.records.delete([key_record])
        raise
    if not kept:
        files.delete([row.id], [key_record])


def _write(viewer: Viewer, archive: ZipFile) -> int:
    """Fill the archive; returns how many posts it holds."""
    account = accounts.access_account(viewer, viewer.require_account())
    head = own.head(viewer)
    archive.writestr("actor.json", _json(streams.actor(account)))
    for name, key in streams.pictures(account).values():
        _add_file(archive, ZipInfo(name, clock.now().timetuple()[:6]), key)
    for name, ids in (("likes", head["favourites"]), ("bookmarks", head["bookmarks"])):
        archive.writestr(f"{name}.json", _json(_collection(name) | {"orderedItems": ids}))
    for name, text in csv_files(head):
        archive.writestr(name, text)
    posts = (own.whole(viewer, post) for post in own_posts(viewer))
    with archive.open("folkmoot.json", "w", force_zip64=True) as stream:
        written = _array(stream, head, "posts", posts, after={"letters": [own.letter(one) for one in letters(viewer)]})
    with archive.open("outbox.json", "w", force_zip64=True) as stream:
        begin = _collection("outbox") | {"totalItems": written}
        _array(stream, begin, "orderedItems", (streams.activity(post) for post in own_posts(viewer)))
    for post in own_posts(viewer):
        for file in post.media:
            info = ZipInfo(streams.file_name(file), file.created_at.timetuple()[:6])
            _add_file(archive, info, file.original_key)
    return written


def _add_file(archive: ZipFile, info: ZipInfo, key: str) -> None:
    """Pictures and videos do not get smaller: they are stored as they are."""
    source = storage.path(key)
    if not source.is_file():
        return
    info.compress_type = ZIP_STORED
    with source.open("rb") as read, archive.open(info, "w", force_zip64=True) as write:
        shutil.copyfileobj(read, write)


def _array(
    stream: IO[bytes], before: dict[str, Any], name: str, items: Iterable[Any], after: dict[str, Any] | None = None
) -> int:
    """One object, with a long array that is never in memory as a whole; returns how many items it has."""
    stream.write(_json(before)[:-1] + f', "{name}": ['.encode())
    count = 0
    for count, item in enumerate(items, 1):
        stream.write((b",\n" if count > 1 else b"\n") + _json(item))
    stream.write(b"]")
    for key, value in (after or {}).items():
        stream.write(f', "{key}": '.encode() + _json(value))
    stream.write(b"}")
    return count


def _collection(name: str) -> dict[str, Any]:
    return {"@context": streams.CONTEXT[0], "id": f"{name}.json", "type": "OrderedCollection"}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


register("moving.archive", _make, longest=timedelta(hours=2))
