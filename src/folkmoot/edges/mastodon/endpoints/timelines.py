"""Lists of posts: public ones, hashtags, what one kept, conversations."""

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import statuses as wire
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.viewer import Viewer

routes = Routes()
_MOST_CONVERSATIONS = 200


@routes.get("/api/v1/timelines/public", "read:statuses", asks=Asks.ANYONE)
def public(call: Call) -> Listed:
    """`remote` is empty: there are no other servers yet."""
    if call.flag("remote"):
        return Listed([])
    page = posts.public_timeline(call.viewer, call.page(), local=call.flag("local"), only_media=call.flag("only_media"))
    feed.count_reach(call.viewer, ReachSurface.PUBLIC, page.items)
    return _listed(call.viewer, page)


@routes.get("/api/v1/timelines/tag/<name>", "read:statuses", asks=Asks.ANYONE)
def tag(call: Call) -> Listed:
    page = posts.tag_timeline(call.viewer, call.params["name"], call.page(), only_media=call.flag("only_media"))
    feed.count_reach(call.viewer, ReachSurface.TAG, page.items)
    return _listed(call.viewer, page)


@routes.get("/api/v1/bookmarks", "read:bookmarks")
def bookmarks(call: Call) -> Listed:
    return _listed(call.viewer, posts.bookmarks(call.viewer, call.page()))


@routes.get("/api/v1/favourites", "read:favourites")
def favourites(call: Call) -> Listed:
    return _listed(call.viewer, posts.favourites(call.viewer, call.page()))


@routes.get("/api/v1/conversations", "read:statuses")
def conversations(call: Call) -> Listed:
    page = posts.conversations(call.viewer, call.page())
    return Listed.like(page, _conversations(call.viewer, page))


@routes.delete("/api/v1/conversations/<conversation_id>", "write:conversations")
def delete_conversation(call: Call) -> None:
    posts.delete_conversation(call.viewer, conversation_id=call.id("conversation_id"))


@routes.post("/api/v1/conversations/<conversation_id>/read", "write:conversations")
def read_conversation(call: Call) -> wire.Conversation | None:
    """Answers with the conversation where it is among the newest two hundred."""
    wanted = call.id("conversation_id")
    posts.mark_conversation_read(call.viewer, conversation_id=wanted)
    page = posts.conversations(call.viewer, PageRequest(limit=_MOST_CONVERSATIONS))
    found = Page(tuple(item for item in page.items if item.id == wanted))
    return next(iter(_conversations(call.viewer, found)), None)


def _listed(viewer: Viewer, page: Page[posts.PostView]) -> Listed:
    return Listed.like(page, statuses.many(viewer, page.items))


def _conversations(viewer: Viewer, page: Page[posts.Conversation]) -> list[wire.Conversation]:
    others = people.by_id(account for item in page.items for account in item.accounts)
    last = statuses.many(viewer, (item.last for item in page.items))
    return [
        wire.Conversation(
            id=str(item.id),
            unread=item.unread,
            accounts=[others[account.id] for account in item.accounts],
            last_status=status,
        )
        for item, status in zip(page.items, last, strict=True)
    ]
