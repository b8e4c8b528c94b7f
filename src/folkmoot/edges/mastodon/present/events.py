"""Events as Folkmoot's own entities."""

from collections.abc import Sequence

from folkmoot.domains.events.api import EventView
from folkmoot.edges.mastodon.present import statuses
from folkmoot.edges.mastodon.present.addresses import absolute, whole_links
from folkmoot.edges.mastodon.wire import events as wire
from folkmoot.edges.mastodon.wire.base import moment
from folkmoot.edges.mastodon.wire.statuses import Status
from folkmoot.kernel.viewer import Viewer


def many(viewer: Viewer, views: Sequence[EventView]) -> list[wire.Event]:
    shown = statuses.many(viewer, [view.post for view in views])
    return [event(view, status) for view, status in zip(views, shown, strict=True)]


def one(viewer: Viewer, view: EventView) -> wire.Event:
    return many(viewer, [view])[0]


def event(view: EventView, status: Status) -> wire.Event:
    return wire.Event(
        id=str(view.id),
        url=absolute(f"/events/{view.id}"),
        title=view.title,
        text=view.text,
        content=whole_links(view.html),
        place=view.place,
        link=view.link,
        starts_at=moment(view.starts_at),
        ends_at=moment(view.ends_at),
        zone=view.zone,
        sequence=view.sequence,
        changed_at=moment(view.changed_at),
        cancelled_at=moment(view.cancelled_at) if view.cancelled_at else None,
        going_count=view.going,
        maybe_count=view.maybe,
        own_answer=view.own.value if view.own else None,
        may_edit=view.mine,
        may_cancel=view.may_cancel,
        by_group=view.by_group,
        account=status.account,
        status=status,
    )
