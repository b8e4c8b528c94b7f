"""How much the files of members take. For operators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum

from folkmoot.domains.community import api as community
from folkmoot.domains.media.models import Media, ProfileFile
from folkmoot.infra.storage import api as storage
from folkmoot.kernel.viewer import Viewer

_BATCH = 500


@dataclass(frozen=True, slots=True)
class KindUsage:
    """`bytes`: of the files as they were uploaded, without previews."""

    kind: str
    files: int
    bytes: int


def usage(viewer: Viewer) -> tuple[KindUsage, ...]:
    """What each kind of file takes, the most first. Operators only."""
    viewer.require_operator()
    rows = Media.objects.order_by().values("kind").annotate(files=Count("id"), size=Sum("bytes"))
    found = [KindUsage(row["kind"], row["files"], row["size"] or 0) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.bytes, one.kind)))


def unattached(viewer: Viewer) -> int:
    """How many uploads belong to no post; what nobody uses is deleted after a day. Operators only."""
    viewer.require_operator()
    return Media.objects.filter(post_id=None).count()


def orphans(viewer: Viewer, before: datetime) -> int:
    """How many files, last written before a moment, no row names any more. Operators only."""
    viewer.require_operator()
    return sum(len(batch - _named(batch)) for batch in _batches(storage.keys_before(before)))


def _named(keys: set[str]) -> set[str]:
    originals = Media.objects.filter(original_key__in=keys).values_list("original_key", flat=True)
    small = Media.objects.filter(small_key__in=keys).values_list("small_key", flat=True)
    profiles = ProfileFile.objects.filter(key__in=keys).values_list("key", flat=True)
    return {key for key in (*originals, *small, *profiles, *community.kept_emoji_files(keys)) if key}


def _batches(keys: Iterator[str]) -> Iterator[set[str]]:
    batch: set[str] = set()
    for key in keys:
        batch.add(key)
        if len(batch) == _BATCH:
            yield batch
            batch = set()
    yield batch
