"""Lists of posts: public ones, hashtags, what one kept, conversations."""

import msgspec

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import conversations as present
from folkmoot.edges.mastodon.present import statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import statuses as wire
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.viewer import Viewer

routes = Routes()
_MOST_CONVERSATIONS = 200
_MOST_TAGS = 4


class TagsWanted(msgspec.Struct):
    """Which posts of a hashtag. `any`: other hashtags that will do too; `all` must and `none` must not be there."""

    any: list[str] = []
    all: list[str] = []
    none: list[str] = []
    local: bool = False
    remote: bool = False
    only_media: bool = False


@routes.get(
    "/api/v1/timelines/public",
    "read:statuses",
    asks=Asks.ANYONE,
    fields={"remote": bool, "local": bool, "only_media": bool},
)
def public(call: Call) -> Listed[wire.Status]:
    """`remote` is empty: there are no other servers yet."""
    if call.flag("remote"):
        return Listed([])
    page = posts.public_timeline(call.viewer, call.page(), local=call.flag("local"), only_media=call.flag("only_media"))
    feed.count_reach(call.viewer, ReachSurface.PUBLIC, page.items)
    return _listed(call.viewer, page)


@routes.get("/api/v1/timelines/tag/<name>", "read:statuses", asks=Asks.ANYONE, sends=TagsWanted)
def tag(call: Call) -> Listed[wire.Status]:
    """Of `any`, `all` and `none` the first four count each. `remote` is empty: there are no other servers yet."""
    wanted = call.read(TagsWanted)
    if wanted.remote:
        return Listed([])
    others = posts.OtherTags(wanted.any[:_MOST_TAGS], wanted.all[:_MOST_TAGS], wanted.none[:_MOST_TAGS])
    page = posts.tag_timeline(
        call.viewer, call.params["name"], call.page(), only_media=wanted.only_media, others=others
    )
    feed.count_reach(call.viewer, ReachSurface.TAG, page.items)
    return _listed(call.viewer, page)


@routes.get("/api/v1/bookmarks", "read:bookmarks")
def bookmarks(call: Call) -> Listed[wire.Status]:
    return _listed(call.viewer, posts.bookmarks(call.viewer, call.page()))


@routes.get("/api/v1/favourites", "read:favourites")
def favourites(call: Call) -> Listed[wire.Status]:
    return _listed(call.viewer, posts.favourites(call.viewer, call.page()))


@routes.get("/api/v1/conversations", "read:statuses")
def conversations(call: Call) -> Listed[wire.Conversation]:
    page = posts.conversations(call.viewer, call.page())
    return Listed.like(page, present.many(call.viewer, page.items))


@routes.delete("/api/v1/conversations/<conversation_id>", "write:conversations")
def delete_conversation(call: Call) -> None:
    posts.delete_conversation(call.viewer, conversation_id=call.id("conversation_id"))


@routes.post("/api/v1/conversations/<conversation_id>/read", "write:conversations")
def read_conversation(call: Call) -> wire.Conversation | None:
    return _marked(call, unread=False)


@routes.post("/api/v1/conversations/<conversation_id>/unread", "write:conversations")
def unread_conversation(call: Call) -> wire.Conversation | None:
    return _marked(call, unread=True)


def _marked(call: Call, *, unread: bool) -> wire.Conversation | None:
    """The conversation as it is now, where it is among the newest two hundred."""
    wanted = call.id("conversation_id")
    posts.mark_conversation_read(call.viewer, conversation_id=wanted, unread=unread)
    page = posts.conversations(call.viewer, PageRequest(limit=_MOST_CONVERSATIONS))
    found = Page(tuple(item for item in page.items if item.id == wanted))
    return next(iter(present.many(call.viewer, found.items)), None)


def _listed(viewer: Viewer, page: Page[posts.PostView]) -> Listed[wire.Status]:
    return Listed.like(page, statuses.many(viewer, page.items))
