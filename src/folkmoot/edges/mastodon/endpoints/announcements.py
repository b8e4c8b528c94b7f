"""What operators tell everybody, and the emojis that they added."""

from folkmoot.domains.community import api as community
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.present import community as present
from folkmoot.edges.mastodon.present.emojis import emoji
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.accounts import Emoji
from folkmoot.edges.mastodon.wire.community import Announcement

routes = Routes()


@routes.get("/api/v1/custom_emojis", asks=Asks.ANYONE)
def custom_emojis(_call: Call) -> list[Emoji]:
    """All of them; those that pickers should not offer say so."""
    return [emoji(view) for view in community.custom_emojis()]


@routes.get("/api/v1/announcements", "read:accounts")
def announcements(call: Call) -> list[Announcement]:
    return [present.announcement(view) for view in community.current_announcements(call.viewer)]


@routes.post("/api/v1/announcements/<announcement_id>/dismiss", "write:accounts")
def dismiss(call: Call) -> None:
    community.dismiss_announcement(call.viewer, announcement_id=call.id("announcement_id"))


@routes.put("/api/v1/announcements/<announcement_id>/reactions/<name>", "write:favourites")
def react(call: Call) -> None:
    community.react_to_announcement(call.viewer, announcement_id=call.id("announcement_id"), name=call.params["name"])


@routes.delete("/api/v1/announcements/<announcement_id>/reactions/<name>", "write:favourites")
def unreact(call: Call) -> None:
    community.unreact_to_announcement(call.viewer, announcement_id=call.id("announcement_id"), name=call.params["name"])
