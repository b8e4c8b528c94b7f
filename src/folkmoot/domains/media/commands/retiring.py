"""Where the operator wants it: the large file of an old picture goes, and its preview stays."""

from datetime import timedelta

from django.db.models import F

from folkmoot.domains.media.commands.deleting import DELETE_FILES
from folkmoot.domains.media.kinds import WEBP
from folkmoot.domains.media.models import Media
from folkmoot.domains.media.pictures import small_size
from folkmoot.domains.media.types import MediaKind
from folkmoot.infra.audit import api as audit
from folkmoot.infra.config import current
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.storage import api as storage
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id

_BATCH = 200


def retire_originals() -> int:
    """Have the previews of a batch of pictures that are older than the setting says stand for them; returns how many.

    Addresses of their large files end. Nothing happens where the setting is 0.
    """
    days = current().originals_days
    if not days:
        return 0
    old = Media.objects.filter(
        kind=MediaKind.IMAGE, post_id__isnull=False, small_key__isnull=False,
        id__lt=floor_id(clock.now() - timedelta(days=days)),
    ).exclude(original_key=F("small_key"))  # fmt: skip
    with atomic_write():
        rows = list(old.order_by("id")[:_BATCH])
        for row in rows:
            _retire(row)
        if rows:
            jobs.enqueue(DELETE_FILES, keys=[row.original_key for row in rows])
            audit.record(None, "media.retire", "media", files=len(rows))
    return len(rows)


def _retire(row: Media) -> None:
    width, height = small_size(row.width, row.height)
    file = storage.path(str(row.small_key))
    size = file.stat().st_size if file.is_file() else 0
    Media.objects.filter(id=row.id).update(
        original_key=row.small_key, mime=WEBP.mime, bytes=size, width=width, height=height
    )
