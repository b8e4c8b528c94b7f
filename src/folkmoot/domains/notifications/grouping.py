"""What is told together."""

from collections.abc import Collection, Sequence

from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.notifications.types import NotificationGroup, NotificationView

TOLD_TOGETHER = frozenset(
    {NotificationKind.FAVOURITE, NotificationKind.BOOST, NotificationKind.FOLLOW, NotificationKind.SIGN_UP}
)


def collapse(
    views: Sequence[NotificationView],
    limit: int | None,
    together: Collection[NotificationKind] = TOLD_TOGETHER,
) -> tuple[tuple[NotificationGroup, ...], int | None]:
    """Put what is told together, of the kinds named, into groups, in the order of their newest.

    With a `limit`, stops before the group that would be one too many; then the second value is the id of the last
    notification that found a place, from which the next page continues.
    """
    groups: dict[str, list[NotificationView]] = {}
    last: int | None = None
    for view in views:
        key = group_key(view, together)
        if limit is not None and key not in groups and len(groups) == limit:
            return _groups(groups), last
        groups.setdefault(key, []).append(view)
        last = view.id
    return _groups(groups), None


def group_key(view: NotificationView, together: Collection[NotificationKind] = TOLD_TOGETHER) -> str:
    """What a notification has in common with those that are told with it; its own alone where it stands alone."""
    return key_of(view.kind, view.id, view.post.id if view.post is not None else None, together)


def key_of(
    kind: NotificationKind,
    notification_id: int,
    post_id: int | None,
    together: Collection[NotificationKind] = TOLD_TOGETHER,
) -> str:
    """The same of one that is not loaded."""
    if kind not in TOLD_TOGETHER or kind not in together:
        return f"ungrouped-{notification_id}"
    return f"{kind}-{post_id}" if post_id is not None else kind.value


def _groups(groups: dict[str, list[NotificationView]]) -> tuple[NotificationGroup, ...]:
    return tuple(NotificationGroup(key, found[0].kind, tuple(found)) for key, found in groups.items())
