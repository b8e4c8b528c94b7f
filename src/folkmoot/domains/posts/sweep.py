"""Vault records that no central row names: left by a process that died between the two stores."""

from datetime import timedelta

from folkmoot.domains.posts.models import Post, PostRevision, PublishKey, Unpublished
from folkmoot.domains.residency import api as residency
from folkmoot.infra.holds import api as holds
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id

SPARED = timedelta(hours=24)
_REPEATED = timedelta(days=7)
_OWNERS = {
    residency.RecordKind.POST: (Post, PostRevision),
    residency.RecordKind.DRAFT: (Unpublished,),
}


def sweep_records() -> int:
    """Delete orphans older than a day; returns how many. Never during a backup."""
    return sum(_sweep(kind) for kind in _OWNERS)


def sweep_keys() -> None:
    """Forget the Idempotency-Keys of a week ago; nobody repeats a request that long."""
    with atomic_write():
        PublishKey.objects.filter(post_id__lt=floor_id(clock.now() - _REPEATED)).delete()


def _sweep(kind: residency.RecordKind) -> int:
    border, after, deleted = floor_id(clock.now() - SPARED), 0, 0
    while ids := residency.records.ids_of_kind(kind, older_than=border, after=after):
        if holds.is_held(holds.BACKUP):
            break
        named: set[int | None] = set()
        for model in _OWNERS[kind]:
            named |= set(model.objects.filter(record_id__in=ids).values_list("record_id", flat=True))
        orphans = [one for one in ids if one not in named]
        residency.records.delete(orphans)
        after, deleted = ids[-1], deleted + len(orphans)
    return deleted
