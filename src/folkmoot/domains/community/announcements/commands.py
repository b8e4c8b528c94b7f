"""Operators make, change and remove announcements."""

from datetime import datetime

from folkmoot.domains.community.announcements.coming import tell_when_it_comes
from folkmoot.domains.community.announcements.queries import view_of
from folkmoot.domains.community.events import AnnouncementChanged, AnnouncementRemoved
from folkmoot.domains.community.models import Announcement as Row
from folkmoot.domains.community.types import Announcement
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.text import clean_text
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.viewer import Viewer

LONGEST_TEXT = 2000


def make_announcement(
    viewer: Viewer,
    *,
    text: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    all_day: bool = False,
    publish_at: datetime | None = None,
) -> Announcement:
    """Tell everybody, at `publish_at` or at once. `starts_at` and `ends_at` are of what it is about; it is shown until
    its end. Operators only. Raises Invalid with the field "text" or "ends_at".
    """
    actor_id, now = viewer.require_operator(), clock.now()
    row = Row(id=new_id(), publish_at=publish_at or now)
    _fill(row, text, starts_at, ends_at, all_day=all_day)
    with atomic_write():
        row.save(force_insert=True)
        record(actor_id, "announcement.make", f"announcement:{row.id}")
        publish(AnnouncementChanged(row.id))
        tell_when_it_comes(row.id, row.publish_at)
    return view_of(row)


def change_announcement(
    viewer: Viewer,
    *,
    announcement_id: int,
    text: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    all_day: bool = False,
    publish_at: datetime | None = None,
) -> Announcement:
    """Write an announcement anew; who has put it away is not asked again. `publish_at` None: as it was.

    Operators only. Raises NotFound, and Invalid like `make_announcement`.
    """
    actor_id = viewer.require_operator()
    with atomic_write():
        row = _held(announcement_id)
        row.publish_at = publish_at or row.publish_at
        _fill(row, text, starts_at, ends_at, all_day=all_day)
        row.save()
        record(actor_id, "announcement.change", f"announcement:{row.id}")
        publish(AnnouncementChanged(row.id))
        tell_when_it_comes(row.id, row.publish_at)
    return view_of(row)


def remove_announcement(viewer: Viewer, *, announcement_id: int) -> None:
    """Take an announcement away, with what people answered. Operators only. Raises NotFound."""
    actor_id = viewer.require_operator()
    with atomic_write():
        _held(announcement_id).delete()
        record(actor_id, "announcement.remove", f"announcement:{announcement_id}")
        publish(AnnouncementRemoved(announcement_id))


def _held(announcement_id: int) -> Row:
    row = Row.objects.select_for_update().filter(id=announcement_id).first()
    if row is None:
        raise NotFound("no such announcement")
    return row


def _fill(row: Row, text: str, starts_at: datetime | None, ends_at: datetime | None, *, all_day: bool) -> None:
    words = clean_text(text, limit=LONGEST_TEXT, field="text")
    if not words:
        raise Invalid("An announcement needs words.", field="text")
    begins = starts_at or row.publish_at
    if ends_at is not None and ends_at <= begins:
        raise Invalid("The end must come after the beginning.", field="ends_at")
    row.text, row.starts_at, row.ends_at, row.all_day = words, starts_at, ends_at, all_day
    row.changed_at = clock.now()
