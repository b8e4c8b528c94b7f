"""An announcement whose time comes is told again as changed, since by then it is there to be read.

A job waits for the moment. It may run twice, when a worker is killed over it: who listens hears of it twice and shows
it once, as after a change.
"""

from datetime import datetime

from folkmoot.domains.community.events import AnnouncementChanged
from folkmoot.domains.community.models import Announcement
from folkmoot.infra.jobs.api import enqueue, register
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock

_JOB = "community.announce"


def tell_when_it_comes(announcement_id: int, publish_at: datetime) -> None:
    """Inside a transaction. Nothing for a time that has come: the change itself tells of it."""
    if publish_at > clock.now():
        key = f"{_JOB}:{announcement_id}:{publish_at.isoformat()}"
        enqueue(_JOB, run_at=publish_at, unique_key=key, announcement_id=announcement_id, at=publish_at.isoformat())


def _announce(*, announcement_id: int, at: str) -> None:
    """Nothing for one that was taken away or moved to another time."""
    with atomic_write():
        if Announcement.objects.filter(id=announcement_id, publish_at=datetime.fromisoformat(at)).exists():
            publish(AnnouncementChanged(announcement_id))


register(_JOB, _announce)
