"""How posts and the rest become JSON: asked of another edge, which `wiring.asgi` names."""

from collections.abc import Mapping
from typing import Protocol

from folkmoot.domains.community.api import Announcement, Reaction
from folkmoot.domains.notifications.api import NotificationView
from folkmoot.domains.posts.api import Conversation, PostView
from folkmoot.kernel.viewer import Viewer


class Presenter(Protocol):
    """JSON as text, in the words of the client API."""

    def statuses(self, views: Mapping[Viewer, PostView]) -> dict[Viewer, str]:
        """One post as each reader sees it; a constant number of queries for all of them."""

    def notification(self, viewer: Viewer, view: NotificationView) -> str: ...

    def conversation(self, viewer: Viewer, view: Conversation) -> str: ...

    def announcement(self, view: Announcement) -> str: ...

    def reaction(self, announcement_id: int, view: Reaction) -> str: ...
