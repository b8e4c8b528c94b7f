"""Media go: the rows at once, the files by a job, so that a transaction that fails keeps both."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from folkmoot.domains.community import api as community
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media.models import Media, ProfileFile
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.storage import api as storage
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.refs import media_ref

UNATTACHED_FOR = timedelta(hours=24)
UNATTACHED_FOR_SHORT = timedelta(hours=2)
DELETE_FILES = "media.delete_files"
_BATCH = 200


def delete_of_posts(post_ids: Collection[int]) -> None:
    """Delete the media of posts, in the caller's transaction."""
    with atomic_write():
        delete_rows(Media.objects.filter(post_id__in=post_ids))


def delete_rows(rows: "QuerySet[Media]") -> None:
    """Delete rows and have their files deleted once that is certain; inside a write."""
    found = list(rows.values_list("id", "original_key", "small_key"))
    if not found:
        return
    Media.objects.filter(id__in=[media_id for media_id, _, _ in found]).delete()
    integrity.forget_signals([media_ref(media_id) for media_id, _, _ in found])
    keys = [key for _, *both in found for key in both if key]
    jobs.enqueue(DELETE_FILES, keys=keys)


def sweep() -> None:
    """Delete what was uploaded more than a day ago and attached to nothing, and files whose upload was cut
    off, whole or not.
    """
    now = clock.now()
    _sweep_rows(now, UNATTACHED_FOR)
    _sweep_files(now)
    storage.sweep_incoming(now - UNATTACHED_FOR)


def sweep_early() -> None:
    """Where room is short: delete what was uploaded two hours ago and attached to nothing."""
    _sweep_rows(clock.now(), UNATTACHED_FOR_SHORT)


def _sweep_rows(now: datetime, age: timedelta) -> None:
    forgotten = Media.objects.filter(post_id=None, id__lt=floor_id(now - age))
    with atomic_write():
        ids = list(forgotten.filter(Q(keep_until=None) | Q(keep_until__lt=now)).values_list("id", flat=True)[:_BATCH])
        delete_rows(Media.objects.filter(id__in=ids))


def _sweep_files(now: datetime) -> None:
    batch: list[str] = []
    for key in storage.keys_before(now - UNATTACHED_FOR):
        batch.append(key)
        if len(batch) == _BATCH:
            _delete_unknown(batch)
            batch = []
    _delete_unknown(batch)


def _delete_unknown(keys: list[str]) -> None:
    rows = Media.objects.filter(Q(original_key__in=keys) | Q(small_key__in=keys))
    known = {key for both in rows.values_list("original_key", "small_key") for key in both}
    known |= set(ProfileFile.objects.filter(key__in=keys).values_list("key", flat=True))
    known |= community.kept_emoji_files(keys)
    storage.delete(key for key in keys if key not in known)


def delete_files(*, keys: Iterable[str]) -> None:
    storage.delete(keys)


jobs.register(DELETE_FILES, delete_files)
