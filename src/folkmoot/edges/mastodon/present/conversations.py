"""Direct threads."""

from collections.abc import Sequence

from folkmoot.domains.posts.api import Conversation
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import statuses
from folkmoot.edges.mastodon.wire import statuses as wire
from folkmoot.kernel.viewer import Viewer


def many(viewer: Viewer, items: Sequence[Conversation]) -> list[wire.Conversation]:
    """In their order."""
    others = people.by_id(account for item in items for account in item.accounts)
    last = statuses.many(viewer, (item.last for item in items))
    return [
        wire.Conversation(
            id=str(item.id),
            unread=item.unread,
            accounts=[others[account.id] for account in item.accounts],
            last_status=status,
        )
        for item, status in zip(items, last, strict=True)
    ]
