"""Announcements, as operators and as members meet them. Two or three queries, whatever their number."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from folkmoot.domains.community.models import Announcement as Row
from folkmoot.domains.community.models import AnnouncementReaction, AnnouncementRead
from folkmoot.domains.community.types import Announcement, Reaction
from folkmoot.infra.text import render_plain
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer

_MOST = 100


def announcements(viewer: Viewer) -> tuple[Announcement, ...]:
    """All of them, the newest first: those that wait and those that are over as well. Operators only."""
    viewer.require_operator()
    return _views(viewer, Row.objects.order_by("-id")[:_MOST])


def current_announcements(viewer: Viewer, *, unread_only: bool = False) -> tuple[Announcement, ...]:
    """What is published now, the oldest first. Raises NotSignedIn."""
    account_id = viewer.require_account()
    rows = _published(clock.now())
    if unread_only:
        rows = rows.exclude(id__in=AnnouncementRead.objects.filter(account_id=account_id).values("announcement_id"))
    return _views(viewer, rows.order_by("publish_at", "id")[:_MOST])


def access_announcement(viewer: Viewer, announcement_id: int) -> Announcement:
    """One that is published now. Raises NotSignedIn and NotFound."""
    viewer.require_account()
    found = _views(viewer, _published(clock.now()).filter(id=announcement_id))
    if not found:
        raise NotFound("no such announcement")
    return found[0]


def reactions_of(viewer: Viewer, announcement_id: int) -> tuple[Reaction, ...]:
    """In the order in which each emoji came first."""
    return _reactions(viewer, [announcement_id]).get(announcement_id, ())


def view_of(row: Row, *, read: bool = False, reactions: Sequence[Reaction] = ()) -> Announcement:
    now = clock.now()
    return Announcement(
        id=row.id,
        text=row.text,
        html=render_plain(row.text),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        all_day=row.all_day,
        publish_at=row.publish_at,
        changed_at=row.changed_at,
        published=row.publish_at <= now and (row.ends_at is None or row.ends_at > now),
        read=read,
        reactions=tuple(reactions),
    )


def _published(now: datetime) -> "QuerySet[Row]":
    return Row.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), publish_at__lte=now)


def _views(viewer: Viewer, rows: Iterable[Row]) -> tuple[Announcement, ...]:
    kept = list(rows)
    ids = [row.id for row in kept]
    if not ids:
        return ()
    reads = AnnouncementRead.objects.filter(account_id=viewer.require_account(), announcement_id__in=ids)
    read, reactions = set(reads.values_list("announcement_id", flat=True)), _reactions(viewer, ids)
    return tuple(view_of(row, read=row.id in read, reactions=reactions.get(row.id, ())) for row in kept)


def _reactions(viewer: Viewer, ids: Sequence[int]) -> dict[int, tuple[Reaction, ...]]:
    rows = AnnouncementReaction.objects.filter(announcement_id__in=ids).order_by("id")
    counts: dict[int, dict[str, tuple[int, bool]]] = {}
    for announcement_id, account_id, name in rows.values_list("announcement_id", "account_id", "name"):
        names = counts.setdefault(announcement_id, {})
        count, own = names.get(name, (0, False))
        names[name] = (count + 1, own or account_id == viewer.account_id)
    return {
        announcement_id: tuple(Reaction(name, count, own) for name, (count, own) in names.items())
        for announcement_id, names in counts.items()
    }
