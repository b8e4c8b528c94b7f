"""What is told together."""

from collections.abc import Sequence

from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.notifications.types import NotificationGroup, NotificationView

_TOLD_TOGETHER = frozenset({NotificationKind.FAVOURITE, NotificationKind.BOOST, NotificationKind.FOLLOW})


def collapse(views: Sequence[NotificationView], limit: int | None) -> tuple[tuple[NotificationGroup, ...], int | None]:
    """Put what is told together into groups, in the order of their newest.

    With a `limit`, stops before the group that would be one too many; then the second value is the id of the last
    notification that found a place, from which the next page continues.
    """
    groups: dict[str, list[NotificationView]] = {}
    last: int | None = None
    for view in views:
        key = _key(view)
        if limit is not None and key not in groups and len(groups) == limit:
            return _groups(groups), last
        groups.setdefault(key, []).append(view)
        last = view.id
    return _groups(groups), None


def _key(view: NotificationView) -> str:
    if view.kind not in _TOLD_TOGETHER:
        return f"ungrouped-{view.id}"
    return f"{view.kind}-{view.post.id}" if view.post is not None else view.kind.value


def _groups(groups: dict[str, list[NotificationView]]) -> tuple[NotificationGroup, ...]:
    return tuple(NotificationGroup(key, found[0].kind, tuple(found)) for key, found in groups.items())
