"""Publish, read, change and delete."""

from datetime import datetime

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, PostKind, QuotePolicy, Visibility
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.focus import focus_of
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.present.media import attachment
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import statuses as wire
from folkmoot.kernel.errors import FolkmootError, Invalid, Withheld
from folkmoot.kernel.pages import page_ids
from folkmoot.kernel.viewer import Viewer

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
    group_id: Id | None = None


class SentAttributes(msgspec.Struct):
    """What changes of a file when its post is edited."""

    id: Id | None = None
    description: str | None = None
    focus: str | None = None


class SentStatus(msgspec.Struct):
    """Where nothing is said of a new post, visibility, sensitivity and who may quote it are as its author prefers."""

    status: str = ""
    in_reply_to_id: Id | None = None
    quoted_status_id: Id | None = None
    quote_id: Id | None = None
    media_ids: list[Id] | None = None
    media_attributes: list[SentAttributes] = []
    sensitive: bool | None = None
    spoiler_text: str = ""
    visibility: str = ""
    language: str = ""
    scheduled_at: datetime | None = None
    poll: SentPoll | None = None
    quote_approval_policy: QuotePolicy | None = None
    folkmoot: SentExtras | None = None


class Ids(msgspec.Struct):
    id: list[Id] = []


class SentPolicy(msgspec.Struct):
    quote_approval_policy: QuotePolicy | None = None


class SentTime(msgspec.Struct):
    scheduled_at: datetime | None = None


@routes.post("/api/v1/statuses", "write:statuses", sends=SentStatus)
def publish(call: Call) -> wire.Status | wire.ScheduledStatus:
    sent = call.read(SentStatus)
    key = call.request.META.get("HTTP_IDEMPOTENCY_KEY", "")[:_KEY_LIMIT] or None
    draft = _draft(call.viewer, sent)
    if sent.scheduled_at is not None:
        waiting = posts.schedule(call.viewer, draft=draft, at=_aware(sent.scheduled_at), idempotency_key=key)
        return _scheduled(call, waiting)
    return statuses.one(call.viewer, posts.publish(call.viewer, draft=draft, idempotency_key=key))


@routes.get("/api/v1/statuses", "read:statuses", asks=Asks.ANYONE, sends=Ids)
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


@routes.put("/api/v1/statuses/<status_id>", "write:statuses", sends=SentStatus)
def edit(call: Call) -> wire.Status:
    """As Mastodon does it: files that are not named any more are taken out, unless their attributes alone are sent; a
    poll with other choices begins anew, and one that is not named is taken away with its votes.
    """
    sent, post_id = call.read(SentStatus), call.id("status_id")
    before = posts.source(call.viewer, post_id)
    draft = PostDraft(
        text=sent.status,
        kind=before.kind,
        title=sent.folkmoot.title if sent.folkmoot else before.title,
        visibility=before.visibility,
        warning=sent.spoiler_text,
        sensitive=bool(sent.sensitive),
        language=sent.language or before.language,
        media_ids=before.media_ids if sent.media_ids is None and sent.media_attributes else tuple(sent.media_ids or ()),
        poll=_poll(sent.poll) if sent.poll and sent.poll.options else None,
    )
    attributes = [(int(one.id), one) for one in sent.media_attributes if one.id]
    edited = posts.edit(
        call.viewer,
        post_id=post_id,
        draft=draft,
        descriptions={key: one.description for key, one in attributes if one.description is not None},
        focuses={key: focus for key, one in attributes if (focus := focus_of(one.focus)) is not None},
        drop_poll=draft.poll is None,
    )
    if sent.quote_approval_policy is not None:
        edited = posts.set_quote_policy(call.viewer, post_id=post_id, policy=sent.quote_approval_policy)
    return statuses.one(call.viewer, edited)


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
def quotes(call: Call) -> Listed[wire.Status]:
    post = posts.access_post(call.viewer, call.id("status_id"))
    page = posts.quotes_of(call.viewer, post.id, call.page())
    feed.count_reach(call.viewer, ReachSurface.THREAD, page.items)
    return Listed.like(page, statuses.many(call.viewer, page.items))


@routes.put("/api/v1/statuses/<status_id>/interaction_policy", "write:statuses", sends=SentPolicy)
def set_interaction_policy(call: Call) -> wire.Status:
    wanted, post_id = call.read(SentPolicy).quote_approval_policy, call.id("status_id")
    if wanted is None:
        return statuses.one(call.viewer, posts.access_post(call.viewer, post_id))
    return statuses.one(call.viewer, posts.set_quote_policy(call.viewer, post_id=post_id, policy=wanted))


@routes.post("/api/v1/statuses/<status_id>/quotes/<quoting_id>/revoke", "write:statuses")
def revoke_quote(call: Call) -> wire.Status:
    """Answers with the post that quoted."""
    quoting = posts.revoke_quote(call.viewer, post_id=call.id("status_id"), quoting_id=call.id("quoting_id"))
    return statuses.one(call.viewer, quoting)


@routes.get("/api/v1/statuses/<status_id>/card", "read:statuses", asks=Asks.ANYONE)
def card(call: Call) -> None:
    """Links have no preview cards: nothing is fetched from other sites."""
    posts.access_post(call.viewer, call.id("status_id"))


@routes.get("/api/v1/scheduled_statuses", "read:statuses")
def scheduled_statuses(call: Call) -> Listed[wire.ScheduledStatus]:
    """One's own, at most a hundred or so: walked by the id, the newest written first."""
    waiting, page = {one.id: one for one in posts.scheduled(call.viewer)}, call.page()
    ids = [one for one in waiting if one > (page.floor or 0) and (page.max_id is None or one < page.max_id)]
    found = page_ids(sorted(ids, reverse=not page.upwards), page)
    return Listed.like(found, [_scheduled(call, waiting[one]) for one in found.items])


@routes.get("/api/v1/scheduled_statuses/<scheduled_id>", "read:statuses")
def scheduled_status(call: Call) -> wire.ScheduledStatus:
    return _scheduled(call, posts.scheduled_post(call.viewer, call.id("scheduled_id")))


@routes.put("/api/v1/scheduled_statuses/<scheduled_id>", "write:statuses", sends=SentTime)
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


def first_visibility(chosen: accounts.Preferences, word: str) -> Visibility:
    """What was said, or else what the author prefers. Raises Invalid."""
    return visibility_of(word or chosen.default_visibility.value)


def _draft(viewer: Viewer, sent: SentStatus) -> PostDraft:
    extras = sent.folkmoot or SentExtras()
    chosen = accounts.preferences_of(viewer.require_account())
    in_group = extras.group_id is not None
    return PostDraft(
        text=sent.status,
        kind=extras.kind,
        title=extras.title,
        visibility=visibility_of(sent.visibility) if in_group else first_visibility(chosen, sent.visibility),
        warning=sent.spoiler_text,
        sensitive=chosen.default_sensitive if sent.sensitive is None else sent.sensitive,
        language=sent.language,
        reply_to_id=sent.in_reply_to_id,
        quote_of_id=sent.quoted_status_id or sent.quote_id,
        group_id=extras.group_id,
        media_ids=tuple(sent.media_ids or ()),
        poll=_poll(sent.poll) if sent.poll and sent.poll.options else None,
        quote_policy=sent.quote_approval_policy or QuotePolicy(chosen.default_quote_policy.value),
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
