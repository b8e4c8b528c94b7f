"""Make an event, change it, cancel it."""

from datetime import timedelta

from django.db import IntegrityError

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.events import policy
from folkmoot.domains.events.access import access_event, access_own, access_to_cancel, hold
from folkmoot.domains.events.events import EventCancelled, EventMoved
from folkmoot.domains.events.models import Event
from folkmoot.domains.events.types import EventDraft, EventView
from folkmoot.domains.events.words import When, Words, announcement, checked, of_rows, seal
from folkmoot.domains.groups import api as groups
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.infra import crypto
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import api as limits
from folkmoot.infra.operator_key import secret
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, FolkmootError, Forbidden, Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer

LIMIT = limits.Limit("events made", most=policy.MOST_A_DAY, within=timedelta(days=1))
_AUDIENCES = frozenset({Visibility.PUBLIC, Visibility.FOLLOWERS, Visibility.GROUP})


def make(
    viewer: Viewer, *, draft: EventDraft, organiser_id: int | None = None, idempotency_key: str | None = None
) -> EventView:
    """Make an event and announce it by a post. A repeated `idempotency_key` gives the event of the first time.

    `organiser_id`: a page or organisation that the viewer looks after. Raises Invalid, naming the field, Forbidden,
    RateLimited after 20 in a day, and whatever publishing the post raises: then there is no event.
    """
    person_id = viewer.require_account()
    acting = accounts.act_as(viewer, organiser_id or person_id)
    key_hash = _key_hash(acting.require_account(), idempotency_key)
    row = Event.objects.filter(key_hash=key_hash).first() if key_hash else None
    if row is None:
        row = _begin(acting, draft, key_hash)
    if row.post_id is None:
        _announce(acting, row)
    return access_event(viewer, row.id)


def edit(viewer: Viewer, *, event_id: int, draft: EventDraft) -> EventView:
    """Change what an event says; who sees it stays. Who goes is told of another time or place, once for each change.

    The same again changes nothing. Raises NotFound, Forbidden, Invalid naming the field, Conflict for a cancelled one.
    """
    before = access_own(viewer, event_id)
    acting = accounts.act_as(viewer, before.organiser.id)
    words = checked(draft)
    when = _when(draft)
    changed = (before.title, before.text, before.place, before.link) != (
        words.title, words.text, words.place, words.link,
    )  # fmt: skip
    moved = (before.starts_at, before.ends_at, before.zone) != (when.starts_at, when.ends_at, when.zone)
    if not changed and not moved:
        return before
    policy.check_span(when.starts_at, when.ends_at, clock.now())
    if before.cancelled_at is not None:
        raise Conflict("cancelled event", safe="This event was cancelled.")
    _change(acting, event_id, words, when, sequence=before.sequence, tell=moved or before.place != words.place)
    return access_event(viewer, event_id)


def cancel(viewer: Viewer, *, event_id: int) -> EventView:
    """Cancel an event for good; who goes is told. An event of a group any of its owners and moderators may cancel: its
    post, whoever wrote it, then says so. Cancelling again changes nothing. Raises NotFound, Forbidden.
    """
    before = access_to_cancel(viewer, event_id)
    if before.cancelled_at is not None:
        return before
    author = accounts.act_as(viewer, before.organiser.id) if before.mine else Viewer(account_id=before.organiser.id)
    row = Event.objects.get(id=event_id)
    words = of_rows([row]).get(event_id, Words())
    text = announcement(event_id, words, When(row.starts_at, row.ends_at, row.zone), cancelled=True)
    posts.edit(author, post_id=before.post.id, draft=PostDraft(text=text))
    with atomic_write():
        row = hold(event_id)
        if row.cancelled_at is None:
            row.cancelled_at = row.changed_at = clock.now()
            row.sequence += 1
            row.save(update_fields=["cancelled_at", "changed_at", "sequence"])
            record(viewer.account_id, "event.cancel", post_ref(before.post.id))
            publish(EventCancelled(event_id))
    return access_event(viewer, event_id)


def _begin(acting: Viewer, draft: EventDraft, key_hash: str | None) -> Event:
    """The row, which nobody finds before its post is there."""
    organiser_id = acting.require_account()
    visibility = Visibility.GROUP if draft.group_id is not None else draft.visibility
    if visibility not in _AUDIENCES or (visibility is Visibility.GROUP and draft.group_id is None):
        raise Invalid("Please choose who may see this event.", field="visibility")
    if draft.by_group:
        _refuse_outside(acting, draft.group_id)
    words, when = checked(draft), _when(draft)
    policy.check_span(when.starts_at, when.ends_at, clock.now())
    limits.hit(LIMIT, organiser_id)
    row = Event(
        id=new_id(),
        organiser_id=organiser_id,
        group_id=draft.group_id,
        by_group=draft.by_group,
        visibility=visibility,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        zone=when.zone,
        changed_at=clock.now(),
        key_hash=key_hash,
    )
    # Sealed until its post says that it is public: in an open group it is, in a closed one it is not.
    row.record_id = seal(organiser_id, words)
    try:
        with atomic_write():
            row.save(force_insert=True)
    except IntegrityError as error:
        residency.records.delete([row.record_id])
        raise Conflict("the same event at the same moment") from error
    return row


def _refuse_outside(acting: Viewer, group_id: int | None) -> None:
    """A group speaks through its owners and moderators."""
    if group_id is None:
        raise Invalid("Please choose the group that invites.", field="by_group")
    if not groups.moderates(acting.require_account(), group_id):
        raise Forbidden("not of this group", safe="Only owners and moderators invite in the name of a group.")


def _announce(acting: Viewer, row: Event) -> None:
    words = of_rows([row]).get(row.id, Words())
    text = announcement(row.id, words, When(row.starts_at, row.ends_at, row.zone))
    draft = PostDraft(text=text, visibility=Visibility(row.visibility), group_id=row.group_id)
    try:
        post = posts.publish(acting, draft=draft, idempotency_key=f"event-{row.id}")
    except FolkmootError:
        _take_back(row)
        raise
    sealed = row.record_id
    with atomic_write():
        held = hold(row.id)
        if held.post_id is not None:
            return
        held.post_id, held.visibility = post.id, post.visibility
        held.save(update_fields=["post_id", "visibility"])
        _keep(held, words, record_id=sealed if post.visibility.in_vault else None)
        record(acting.account_id, "event.make", post_ref(post.id))
    if not post.visibility.in_vault and sealed is not None:
        residency.records.delete([sealed])


def _take_back(row: Event) -> None:
    with atomic_write():
        Event.objects.filter(id=row.id, post_id=None).delete()
    if row.record_id is not None:
        residency.records.delete([row.record_id])


def _keep(row: Event, words: Words, *, record_id: int | None) -> None:
    """In the vault, or for everybody."""
    shown = words if record_id is None else Words()
    row.record_id = record_id
    row.title, row.text, row.place, row.link = shown.title, shown.text, shown.place, shown.link
    row.save(update_fields=["record_id", "title", "text", "place", "link"])


def _change(acting: Viewer, event_id: int, words: Words, when: When, *, sequence: int, tell: bool) -> None:
    row = Event.objects.get(id=event_id)
    old = row.record_id
    post = posts.edit(acting, post_id=row.post_id or 0, draft=PostDraft(text=announcement(event_id, words, when)))
    record_id = seal(row.organiser_id, words) if old is not None else None
    with atomic_write():
        row = hold(event_id)
        if row.sequence != sequence:
            raise Conflict("event changed while it was edited")
        _keep(row, words, record_id=record_id)
        if row.starts_at != when.starts_at:
            row.reminded_at = None
        row.starts_at, row.ends_at, row.zone = when.starts_at, when.ends_at, when.zone
        row.sequence, row.changed_at = sequence + 1, clock.now()
        row.save(update_fields=["starts_at", "ends_at", "zone", "sequence", "changed_at", "reminded_at"])
        record(acting.account_id, "event.edit", post_ref(post.id), sequence=row.sequence)
        if tell:
            publish(EventMoved(event_id))
    if old is not None:
        residency.records.delete([old])


def _when(draft: EventDraft) -> When:
    zone = policy.zone_of(draft.zone)
    starts_at = policy.moment(draft.starts, zone, field="starts")
    return When(starts_at, policy.moment(draft.ends, zone, field="ends"), draft.zone)


def _key_hash(organiser_id: int, key: str | None) -> str | None:
    return crypto.keyed_hash(secret("idempotency"), f"event {organiser_id}:{key}") if key else None
