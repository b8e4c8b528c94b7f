"""The only way to get an event on somebody's behalf."""

from folkmoot.domains.events.models import Event
from folkmoot.domains.events.presenting import present
from folkmoot.domains.events.types import EventView
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.errors import Forbidden, NotFound
from folkmoot.kernel.viewer import Viewer


def access_event(viewer: Viewer, event_id: int) -> EventView:
    """An event whose post the viewer may read, or the gap that a removal left.

    Raises NotFound for what is not for this viewer, Gone where its post was deleted.
    """
    row = Event.objects.filter(id=event_id).exclude(post_id=None).first()
    if row is None or row.post_id is None:
        raise NotFound("no such event")
    return present(viewer, [(row, posts.access_post(viewer, row.post_id))])[0]


def event_of_post(viewer: Viewer, post_id: int) -> EventView:
    """The event that a post announces. Raises NotFound, Gone."""
    row = Event.objects.filter(post_id=post_id).first()
    if row is None:
        raise NotFound("no event of this post")
    return access_event(viewer, row.id)


def access_own(viewer: Viewer, event_id: int) -> EventView:
    """An event that the viewer may change. Raises NotFound, Forbidden, Gone."""
    viewer.require_account()
    event = access_event(viewer, event_id)
    if not event.mine:
        raise Forbidden("another's event", safe="Only who organises an event may change it.")
    return event


def access_to_cancel(viewer: Viewer, event_id: int) -> EventView:
    """An event that the viewer may cancel: their own, or one of a group that they look after. Raises likewise."""
    viewer.require_account()
    event = access_event(viewer, event_id)
    if not event.may_cancel:
        raise Forbidden("another's event", safe="Only who organises an event may change it.")
    return event


def hold(event_id: int) -> Event:
    """Its row; who else changes it waits. Inside `atomic_write`."""
    row = Event.objects.select_for_update().filter(id=event_id).first()
    if row is None:
        raise NotFound("event is gone")
    return row
