"""Members put announcements away and answer them with an emoji."""

from folkmoot.domains.community.announcements.queries import access_announcement
from folkmoot.domains.community.emojis.queries import emoji_named
from folkmoot.domains.community.events import AnnouncementAnswered
from folkmoot.domains.community.models import AnnouncementReaction, AnnouncementRead
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.text import length
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.viewer import Viewer

MOST_REACTIONS = 8
"""How many different emojis an announcement can have."""

_LONGEST = 40
_FIRST_EMOJI = 0x203C
"""Below it lie letters, digits and signs of writing; the digits of keycaps are followed by one above."""


def dismiss_announcement(viewer: Viewer, *, announcement_id: int) -> None:
    """Put an announcement away. Idempotent. Raises NotSignedIn and NotFound."""
    found, account_id = access_announcement(viewer, announcement_id), viewer.require_account()
    with atomic_write():
        _, fresh = AnnouncementRead.objects.get_or_create(
            announcement_id=found.id, account_id=account_id, defaults={"id": new_id()}
        )
        if fresh:
            record(account_id, "announcement.dismiss", f"announcement:{found.id}")


def react_to_announcement(viewer: Viewer, *, announcement_id: int, name: str) -> None:
    """Answer with an emoji or the shortcode of a custom one. Idempotent. Raises NotFound, and Invalid for what is no
    emoji and where there are too many different ones.
    """
    found, account_id = access_announcement(viewer, announcement_id), viewer.require_account()
    given = _checked(name)
    with atomic_write():
        rows = AnnouncementReaction.objects.filter(announcement_id=found.id)
        names = set(rows.values_list("name", flat=True))
        if given not in names and len(names) >= MOST_REACTIONS:
            raise Invalid("Limit of different reactions reached", field="name")
        _, fresh = rows.get_or_create(
            announcement_id=found.id, account_id=account_id, name=given, defaults={"id": new_id()}
        )
        if fresh:
            record(account_id, "announcement.react", f"announcement:{found.id}")
            publish(AnnouncementAnswered(found.id))


def unreact_to_announcement(viewer: Viewer, *, announcement_id: int, name: str) -> None:
    """Take an answer back. Idempotent. Raises NotFound."""
    found, account_id = access_announcement(viewer, announcement_id), viewer.require_account()
    with atomic_write():
        rows = AnnouncementReaction.objects.filter(announcement_id=found.id, account_id=account_id, name=name)
        if rows.delete()[0]:
            record(account_id, "announcement.unreact", f"announcement:{found.id}")
            publish(AnnouncementAnswered(found.id))


def _checked(name: str) -> str:
    given = name.strip()
    if emoji_named(given.strip(":")) is not None:
        return given.strip(":")
    signs = len(given) <= _LONGEST and length(given) == 1 and not any(sign.isalpha() for sign in given)
    if signs and any(ord(sign) >= _FIRST_EMOJI for sign in given):
        return given
    raise Invalid("Name is not a recognized emoji", field="name")
