"""What is not published yet: drafts, and posts with a time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import sealed
from folkmoot.domains.posts.commands.publish import key_of, publish
from folkmoot.domains.posts.commands.targets import find_targets
from folkmoot.domains.posts.compose import compose
from folkmoot.domains.posts.models import Unpublished
from folkmoot.domains.posts.types import ARTICLE_LIMIT, PostDraft, SavedDraft, ScheduledPost
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.jobs.api import enqueue, register
from folkmoot.infra.text import clean_text
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import FolkmootError, Invalid, NoRoom, NotFound, RateLimited
from folkmoot.kernel.ids import new_id, time_of
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

SOONEST = timedelta(minutes=5)
LATEST = timedelta(days=366)
MOST = 300
_AGAIN = timedelta(hours=1)


def save_draft(viewer: Viewer, *, draft: PostDraft, draft_id: int | None = None) -> SavedDraft:
    """Keep what is not ready; with `draft_id`, in the place of an earlier state. Raises Invalid, NotFound."""
    account_id = viewer.require_account()
    clean_text(draft.text, limit=ARTICLE_LIMIT, field="text")
    old = _row(viewer, draft_id) if draft_id is not None else None
    if old is None:
        _refuse_too_many(account_id)
    record_id = _seal(account_id, draft)
    media.keep(viewer, media_ids=draft.media_ids, until=clock.now() + LATEST)
    row = old or Unpublished(id=new_id(), account_id=account_id)
    replaced = row.record_id
    row.record_id = record_id
    with atomic_write():
        row.save()
    if replaced:
        residency.records.delete([replaced])
    return SavedDraft(row.id, draft, clock.now())


def drafts(viewer: Viewer) -> tuple[SavedDraft, ...]:
    """One's own drafts, the newest first."""
    found = _opened(Unpublished.objects.filter(account_id=viewer.require_account(), due_at=None).order_by("-id")[:MOST])
    return tuple(SavedDraft(row.id, draft, time_of(row.record_id)) for row, draft in found)


def delete_draft(viewer: Viewer, *, draft_id: int) -> None:
    """Raises NotFound."""
    _delete(_row(viewer, draft_id))


def schedule(viewer: Viewer, *, draft: PostDraft, at: datetime, idempotency_key: str | None = None) -> ScheduledPost:
    """Publish at `at`, at least five minutes from now. Everything is checked now. Raises Invalid."""
    account_id = viewer.require_account()
    _check_time(at)
    find_targets(viewer, draft)
    compose(draft, language=accounts.access_account(viewer, account_id).language)
    media.keep(viewer, media_ids=draft.media_ids, until=at + SOONEST)
    _refuse_too_many(account_id)
    key_hash = key_of(account_id, f"schedule {idempotency_key}") if idempotency_key else None
    if key_hash and (present := Unpublished.objects.filter(key_hash=key_hash).first()) is not None:
        return scheduled_post(viewer, present.id)
    row = Unpublished(
        id=new_id(), account_id=account_id, record_id=_seal(account_id, draft), due_at=at, key_hash=key_hash
    )
    try:
        with atomic_write():
            row.save(force_insert=True)
            record(account_id, "post.schedule", row.id)
            enqueue("posts.publish_scheduled", run_at=at, scheduled_id=row.id)
    except IntegrityError:
        if (present := Unpublished.objects.filter(key_hash=key_hash).exclude(key_hash=None).first()) is None:
            raise
        return scheduled_post(viewer, present.id)
    return ScheduledPost(row.id, draft, at)


def scheduled(viewer: Viewer) -> tuple[ScheduledPost, ...]:
    """One's own scheduled posts, the next first."""
    rows = Unpublished.objects.filter(account_id=viewer.require_account()).exclude(due_at=None)
    return tuple(ScheduledPost(row.id, draft, _due(row)) for row, draft in _opened(rows.order_by("due_at")[:MOST]))


def scheduled_post(viewer: Viewer, scheduled_id: int) -> ScheduledPost:
    """Raises NotFound."""
    row = _row(viewer, scheduled_id, scheduled=True)
    return next(ScheduledPost(row.id, draft, _due(row)) for row, draft in _opened([row]))


def reschedule(viewer: Viewer, *, scheduled_id: int, at: datetime) -> ScheduledPost:
    """Another time. Raises NotFound, Invalid."""
    row = _row(viewer, scheduled_id, scheduled=True)
    _check_time(at)
    with atomic_write():
        Unpublished.objects.filter(id=row.id).update(due_at=at)
        enqueue("posts.publish_scheduled", run_at=at, scheduled_id=row.id)
    return scheduled_post(viewer, scheduled_id)


def cancel_scheduled(viewer: Viewer, *, scheduled_id: int) -> None:
    """Raises NotFound."""
    _delete(_row(viewer, scheduled_id, scheduled=True))


def _publish_scheduled(*, scheduled_id: int) -> None:
    row = Unpublished.objects.filter(id=scheduled_id, due_at__lte=clock.now()).first()
    if row is None:
        return
    viewer = Viewer(account_id=row.account_id)
    for _, draft in _opened([row]):
        try:
            publish(viewer, draft=draft, idempotency_key=f"scheduled {row.id}")
        except (NoRoom, RateLimited):
            _try_again(viewer, row, draft)
            return
        except FolkmootError:
            # What it answered or quoted is gone by now: it stays as a draft, so that nothing written is lost.
            with atomic_write():
                Unpublished.objects.filter(id=row.id).update(due_at=None)
            return
    _delete(row)


def _try_again(viewer: Viewer, row: Unpublished, draft: PostDraft) -> None:
    """What there was no room for, or one too many in an hour, is due an hour later."""
    at = clock.now() + _AGAIN
    with atomic_write():
        media.keep(viewer, media_ids=draft.media_ids, until=at + SOONEST)
        Unpublished.objects.filter(id=row.id).update(due_at=at)
        enqueue("posts.publish_scheduled", run_at=at, scheduled_id=row.id)


def _row(viewer: Viewer, identifier: int, *, scheduled: bool = False) -> Unpublished:
    row = Unpublished.objects.filter(id=identifier, account_id=viewer.require_account()).first()
    if row is None or (row.due_at is not None) != scheduled:
        raise NotFound("no such draft")
    return row


def _seal(account_id: int, draft: PostDraft) -> int:
    return residency.records.put(account_id, residency.RecordKind.DRAFT, sealed.encode_draft(draft))


def _opened(rows: Iterable[Unpublished]) -> list[tuple[Unpublished, PostDraft]]:
    found = list(rows)
    records = residency.records.get([row.record_id for row in found])
    return [(row, sealed.decode_draft(records[row.record_id])) for row in found if records.get(row.record_id)]


def _delete(row: Unpublished) -> None:
    with atomic_write():
        Unpublished.objects.filter(id=row.id).delete()
    residency.records.delete([row.record_id])


def _due(row: Unpublished) -> datetime:
    return row.due_at or clock.now()


def _check_time(at: datetime) -> None:
    if not clock.now() + SOONEST <= at <= clock.now() + LATEST:
        raise Invalid("Please choose a time from five minutes to a year ahead.", field="scheduled_at")


def _refuse_too_many(account_id: int) -> None:
    if Unpublished.objects.filter(account_id=account_id).count() >= MOST:
        raise Invalid(sentence("There is room for {most} drafts and scheduled posts.", most=MOST), field="text")


register("posts.publish_scheduled", _publish_scheduled)
