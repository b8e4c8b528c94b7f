"""Say that one goes, may go, or does not."""

from folkmoot.domains.events.access import access_event, hold
from folkmoot.domains.events.models import EventAnswer
from folkmoot.domains.events.types import Answer, EventView
from folkmoot.domains.integrity import api as integrity
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer


def respond(viewer: Viewer, *, event_id: int, answer: Answer) -> EventView:
    """Answer, or change one's answer; the same again changes nothing.

    Raises NotFound, Forbidden, Conflict for an event that is over or cancelled.
    """
    account_id = viewer.require_account()
    event = access_event(viewer, event_id)
    if event.post.gap is not None:
        raise NotFound("event is gone")
    integrity.refuse_restricted(account_id, [integrity.Limited.REACT])
    if event.own is answer:
        return event
    with atomic_write():
        row = hold(event_id)
        if row.cancelled_at is not None:
            raise Conflict("cancelled event", safe="This event was cancelled.")
        if row.ends_at <= clock.now():
            raise Conflict("past event", safe="This event is over.")
        EventAnswer.objects.update_or_create(
            account_id=account_id,
            event_id=event_id,
            defaults={"answer": answer},
            create_defaults={"id": new_id(), "answer": answer},
        )
        record(account_id, "event.respond", post_ref(event.post.id), answer=answer)
    return access_event(viewer, event_id)
