"""Statuses and the rest as JSON text, for streaming: what is the same for several readers is written once."""

from collections.abc import Iterator, Mapping

from folkmoot.domains.community.api import Announcement, Reaction
from folkmoot.domains.notifications.api import NotificationView
from folkmoot.domains.posts.api import Conversation, PostView
from folkmoot.edges.mastodon.present import community, conversations, notifications, statuses
from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional, encode
from folkmoot.kernel.viewer import Viewer

_VARIANTS = 16
"""So many ways in which one post may look are remembered while it is presented: filtered, folded, one's own …"""


class AnnouncementReaction(Entity):
    """A reaction as it runs in a stream: with what it is about, and without who looks."""

    name: str
    count: int
    announcement_id: str
    url: str | Optional = UNSET
    static_url: str | Optional = UNSET


class LivePresenter:
    """What `edges.streaming` asks for."""

    def statuses(self, views: Mapping[Viewer, PostView]) -> dict[Viewer, str]:
        """One post as each reader sees it. Views that are equal become text once, whoever reads them."""
        written: list[tuple[PostView, int | None, str]] = []
        found: dict[Viewer, str] = {}
        for viewer, view in views.items():
            # To all who wrote none of it a post looks alike, but for who is signed in at all.
            reader = viewer.account_id if viewer.account_id is None or viewer.account_id in _wrote(view) else 0
            text = next((text for known, whose, text in written if whose == reader and known == view), None)
            if text is None:
                text = encode(statuses.one(viewer, view)).decode()
                written = [*written[-_VARIANTS:], (view, reader, text)]
            found[viewer] = text
        return found

    def notification(self, viewer: Viewer, view: NotificationView) -> str:
        return encode(notifications.many(viewer, [view])[0]).decode()

    def conversation(self, viewer: Viewer, view: Conversation) -> str:
        return encode(conversations.many(viewer, [view])[0]).decode()

    def announcement(self, view: Announcement) -> str:
        return encode(community.announcement(view)).decode()

    def reaction(self, announcement_id: int, view: Reaction) -> str:
        shown = community.reaction(view)
        told = AnnouncementReaction(
            name=shown.name,
            count=shown.count,
            url=shown.url,
            static_url=shown.static_url,
            announcement_id=str(announcement_id),
        )
        return encode(told).decode()


def _wrote(view: PostView) -> set[int]:
    return {post.author.id for post in _all_in(view)}


def _all_in(view: PostView | None) -> Iterator[PostView]:
    if view is not None:
        yield view
        yield from _all_in(view.wraps)
        yield from _all_in(view.quote)
