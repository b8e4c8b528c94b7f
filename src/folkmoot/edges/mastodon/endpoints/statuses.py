"""Publish, read, change and delete."""

from datetime import datetime

import msgspec

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, PostKind, Visibility
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.present.media import attachment
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import statuses as wire
from folkmoot.kernel.errors import FolkmootError, Invalid, Withheld

routes = Routes()
_MOST_IDS = 40
_KEY_LIMIT = 200
_VISIBILITIES = {
    "public": Visibility.PUBLIC,
    "unlisted": Visibility.UNLISTED,
    "private": Visibility.FOLLOWERS,
    "followers": Visibility.FOLLOWERS,
    "friends": Visibility.FRIENDS,
    "direct": Visibility.DIRECT,
}


class SentPoll(msgspec.Struct):
    options: list[str] = []
    expires_in: int = 86_400
    multiple: bool = False
    hide_totals: bool = False


class SentExtras(msgspec.Struct):
    """What Folkmoot adds: an article has a title."""

    kind: PostKind = PostKind.POST
    title: str = ""


class SentAttributes(msgspec.Struct):
    """What changes of a file when its post is edited."""

    id: Id | None = None
    description: str | None = None


class SentStatus(msgspec.Struct):
    status: str = ""
    in_reply_to_id: Id | None = None
    quoted_status_id: Id | None = None
    quote_id: Id | None = None
    media_ids: list[Id] = []
    media_attributes: list[SentAttributes] = []
    sensitive: bool = False
    spoiler_text: str = ""
    visibility: str = ""
    language: str = ""
    scheduled_at: datetime | None = None
    poll: SentPoll | None = None
    folkmoot: SentExtras | None = None


class Ids(msgspec.Struct):
    id: list[Id] = []


class SentTime(msgspec.Struct):
    scheduled_at: datetime | None = None


@routes.post("/api/v1/statuses", "write:statuses")
def publish(call: Call) -> wire.Status | wire.ScheduledStatus:
    sent = call.read(SentStatus)
    key = call.request.headers.get("Idempotency-Key", "")[:_KEY_LIMIT] or None
    draft = _draft(sent)
    if sent.scheduled_at is not None:
        waiting = posts.schedule(call.viewer, draft=draft, at=_aware(sent.scheduled_at), idempotency_key=key)
        return _scheduled(call, waiting)
    return statuses.one(call.viewer, posts.publish(call.viewer, draft=draft, idempotency_key=key))


@routes.get("/api/v1/statuses", "read:statuses", asks=Asks.ANYONE)
def several(call: Call) -> list[wire.Status]:
    """Those of the posts asked for that the reader may see."""
    ids = [int(number) for number in call.read(Ids).id[:_MOST_IDS]]
    found = posts.hydrate(call.viewer, ids, surface=posts.Surface.PAGE)
    feed.count_reach(call.viewer, ReachSurface.THREAD, found)
    return statuses.many(call.viewer, (post for post in found if post.gap is None))


@routes.get("/api/v1/statuses/<status_id>", "read:statuses", asks=Asks.ANYONE)
def one(call: Call) -> wire.Status:
    post = posts.access_post(call.viewer, call.id("status_id"))
    if post.shown.withheld is not None:
        raise Withheld("withheld", safe=statuses.withheld_sentence(post.shown.withheld))
    feed.count_reach(call.viewer, ReachSurface.THREAD, [post])
    return statuses.one(call.viewer, post)


@routes.put("/api/v1/statuses/<status_id>", "write:statuses")
def edit(call: Call) -> wire.Status:
    """As Mastodon does it: pictures that are not named any more are taken out; the poll stays."""
    sent, post_id = call.read(SentStatus), call.id("status_id")
    before = posts.source(call.viewer, post_id)
    draft = PostDraft(
        text=sent.status,
        kind=before.kind,
        title=sent.folkmoot.title if sent.folkmoot else before.title,
        visibility=before.visibility,
        warning=sent.spoiler_text,
        sensitive=sent.sensitive,
        language=sent.language or before.language,
        media_ids=tuple(sent.media_ids),
    )
    described = {
        int(one.id): one.description for one in sent.media_attributes if one.id and one.description is not None
    }
    return statuses.one(call.viewer, posts.edit(call.viewer, post_id=post_id, draft=draft, descriptions=described))


@routes.delete("/api/v1/statuses/<status_id>", "write:statuses")
def delete(call: Call) -> wire.Status:
    """Answers with the text as it was typed, for "delete and redraft"."""
    before = posts.delete(call.viewer, post_id=call.id("status_id"))
    return msgspec.structs.replace(statuses.one(call.viewer, before), text=before.text)


@routes.get("/api/v1/statuses/<status_id>/source", "read:statuses")
def source(call: Call) -> wire.StatusSource:
    post_id = call.id("status_id")
    draft = posts.source(call.viewer, post_id)
    return wire.StatusSource(id=str(post_id), text=draft.text, spoiler_text=draft.warning)


@routes.get("/api/v1/statuses/<status_id>/history", "read:statuses", asks=Asks.ANYONE)
def history(call: Call) -> list[wire.StatusEdit]:
    post = posts.access_post(call.viewer, call.id("status_id"))
    author = people.one(post.author)
    return [statuses.edit(revision, post, author) for revision in posts.revisions(call.viewer, post.id)]


@routes.get("/api/v1/statuses/<status_id>/context", "read:statuses", asks=Asks.ANYONE)
def context(call: Call) -> wire.Context:
    found = posts.thread(call.viewer, call.id("status_id"))
    feed.count_reach(call.viewer, ReachSurface.THREAD, (*found.ancestors, *found.descendants))
    shown = statuses.many(call.viewer, (*found.ancestors, *found.descendants))
    return wire.Context(ancestors=shown[: len(found.ancestors)], descendants=shown[len(found.ancestors) :])


@routes.get("/api/v1/statuses/<status_id>/quotes", "read:statuses", asks=Asks.ANYONE)
def quotes(call: Call) -> Listed:
    post = posts.access_post(call.viewer, call.id("status_id"))
    page = posts.quotes_of(call.viewer, post.id, call.page())
    feed.count_reach(call.viewer, ReachSurface.THREAD, page.items)
    return Listed.like(page, statuses.many(call.viewer, page.items))


@routes.get("/api/v1/statuses/<status_id>/card", "read:statuses", asks=Asks.ANYONE)
def card(call: Call) -> None:
    """Links have no preview cards: nothing is fetched from other sites."""
    posts.access_post(call.viewer, call.id("status_id"))


@routes.get("/api/v1/scheduled_statuses", "read:statuses")
def scheduled_statuses(call: Call) -> list[wire.ScheduledStatus]:
    return [_scheduled(call, waiting) for waiting in posts.scheduled(call.viewer)]


@routes.get("/api/v1/scheduled_statuses/<scheduled_id>", "read:statuses")
def scheduled_status(call: Call) -> wire.ScheduledStatus:
    return _scheduled(call, posts.scheduled_post(call.viewer, call.id("scheduled_id")))


@routes.put("/api/v1/scheduled_statuses/<scheduled_id>", "write:statuses")
def reschedule(call: Call) -> wire.ScheduledStatus:
    at, scheduled_id = call.read(SentTime).scheduled_at, call.id("scheduled_id")
    if at is None:
        return _scheduled(call, posts.scheduled_post(call.viewer, scheduled_id))
    return _scheduled(call, posts.reschedule(call.viewer, scheduled_id=scheduled_id, at=_aware(at)))


@routes.delete("/api/v1/scheduled_statuses/<scheduled_id>", "write:statuses")
def cancel(call: Call) -> None:
    posts.cancel_scheduled(call.viewer, scheduled_id=call.id("scheduled_id"))


def visibility_of(word: str) -> Visibility:
    """Mastodon's word, or Folkmoot's own; public where nothing is said. Raises Invalid."""
    try:
        return _VISIBILITIES[word or "public"]
    except KeyError:
        raise Invalid("Visibility is not included in the list", field="visibility") from None


def _draft(sent: SentStatus) -> PostDraft:
    extras = sent.folkmoot or SentExtras()
    return PostDraft(
        text=sent.status,
        kind=extras.kind,
        title=extras.title,
        visibility=visibility_of(sent.visibility),
        warning=sent.spoiler_text,
        sensitive=sent.sensitive,
        language=sent.language,
        reply_to_id=sent.in_reply_to_id,
        quote_of_id=sent.quoted_status_id or sent.quote_id,
        media_ids=tuple(sent.media_ids),
        poll=_poll(sent.poll) if sent.poll and sent.poll.options else None,
    )


def _poll(sent: SentPoll) -> PollDraft:
    return PollDraft(
        options=tuple(sent.options),
        lasts_seconds=sent.expires_in,
        multiple=sent.multiple,
        hide_totals=sent.hide_totals,
    )


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise Invalid("Scheduled at needs a time zone, such as 2026-03-01T12:00:00Z", field="scheduled_at")
    return moment


def _scheduled(call: Call, waiting: posts.ScheduledPost) -> wire.ScheduledStatus:
    files = []
    for media_id in waiting.draft.media_ids:
        try:
            files.append(attachment(media.access_media(call.viewer, media_id)))
        except FolkmootError:  # deleted meanwhile: the post will say so when it is due
            continue
    return misc.scheduled(waiting, files, app_id=call.viewer.app_id)
