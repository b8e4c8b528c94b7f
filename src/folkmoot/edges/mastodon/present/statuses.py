"""Posts as statuses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.domains.integrity.api import Applied
from folkmoot.domains.posts.api import Gap, PollView, PostView, QuotePolicy, Revision, Visibility
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import filters, reasons
from folkmoot.edges.mastodon.present.addresses import absolute, tag_address, whole_links
from folkmoot.edges.mastodon.present.emojis import emojis_in
from folkmoot.edges.mastodon.present.media import attachment
from folkmoot.edges.mastodon.wire import statuses as wire
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import UNSET, moment, moment_or_none
from folkmoot.edges.mastodon.wire.filters import FilterResult
from folkmoot.infra.config import current
from folkmoot.kernel.viewer import Viewer

_VISIBILITIES = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "unlisted",
    Visibility.FOLLOWERS: "private",
    Visibility.FRIENDS: "private",
    Visibility.GROUP: "private",
    Visibility.DIRECT: "direct",
}
_ALLOWED = {
    QuotePolicy.PUBLIC: "automatic",
    QuotePolicy.FOLLOWERS: "unknown",
    QuotePolicy.NOBODY: "denied",
}
_QUOTE_STATES = {
    Gap.DELETED: "deleted",
    Gap.ERASED: "deleted",
    Gap.REMOVED: "revoked",
    Gap.HELD: "pending",
    Gap.WITHHELD: "unauthorized",
    Gap.BLOCKED: "blocked_account",
}


def many(viewer: Viewer, views: Iterable[PostView]) -> list[wire.Status]:
    """Posts in their order, with everybody who wrote them loaded at once."""
    kept = list(views)
    authors = people.by_id(post.author for view in kept for post in _all_in(view))
    return [status(view, authors, viewer.account_id) for view in kept]


def one(viewer: Viewer, view: PostView) -> wire.Status:
    return many(viewer, [view])[0]


def status(view: PostView, authors: Mapping[int, Account], reader: int | None, *, quoted: bool = False) -> wire.Status:
    """One post. A boost is an empty status around the post that it carries. `quoted`: it stands inside another."""
    return wire.Status(
        id=str(view.id),
        created_at=moment(view.created_at),
        edited_at=moment_or_none(view.edited_at),
        in_reply_to_id=_text_id(view.reply_to_id),
        in_reply_to_account_id=_text_id(view.reply_to_author_id),
        sensitive=view.sensitive,
        spoiler_text=view.warning,
        visibility=_VISIBILITIES[view.visibility],
        language=view.language or None,
        uri=absolute(view.uri or view.url),
        url=absolute(view.url) if view.url else None,
        replies_count=view.shown.counts.replies,
        reblogs_count=view.shown.counts.boosts,
        favourites_count=view.shown.counts.favourites,
        quotes_count=view.shown.counts.quotes,
        content=content(view),
        reblog=status(_folded_alike(view.wraps, view), authors, reader) if view.wraps else None,
        quote=_shallow_quote(view) if quoted else _quote(view, authors, reader),
        quote_approval=_quote_approval(view, reader),
        application=None,
        account=authors[view.author.id],
        media_attachments=[attachment(item) for item in view.media],
        mentions=[_mention(item.account_id, item.acct, item.url) for item in view.mentions],
        tags=[wire.StatusTag(name=tag, url=tag_address(tag)) for tag in view.tags],
        emojis=emojis_in(view.warning, view.title, view.html) if view.gap is None else [],
        card=None,
        poll=poll(view.poll, signed_in=reader is not None) if view.poll else None,
        folkmoot=_folkmoot(view),
        **_own(view, reader),
    )


def content(view: PostView) -> str:
    """The text as HTML: the title of an article before it, what a banner says behind it."""
    if view.gap is not None:
        sentence = withheld_sentence(view.withheld) if view.withheld else _gap_sentence(view.gap)
        return f"<p>{escape(sentence)}</p>"
    title = f"<p><strong>{escape(view.title)}</strong></p>" if view.title else ""
    return (
        title
        + whole_links(view.html)
        + "".join(_banner(applied) for applied in view.treatments.informs if not view.wraps)
    )


def poll(view: PollView, *, signed_in: bool) -> wire.Poll:
    """Totals that are hidden until the end are null, and so is then the number of voters."""
    hidden = view.hide_totals and not view.expired
    return wire.Poll(
        id=str(view.post_id),
        expires_at=moment_or_none(view.expires_at),
        expired=view.expired,
        multiple=view.multiple,
        votes_count=view.votes,
        voters_count=view.voters,
        options=[
            wire.PollOption(title=option.text, votes_count=None if hidden else option.votes) for option in view.options
        ],
        emojis=emojis_in(*(option.text for option in view.options)),
        voted=view.voted if signed_in else UNSET,
        own_votes=list(view.own_choices) if signed_in else UNSET,
    )


def edit(revision: Revision, view: PostView, author: Account) -> wire.StatusEdit:
    title = f"<p><strong>{escape(revision.title)}</strong></p>" if revision.title else ""
    return wire.StatusEdit(
        content=title + whole_links(revision.html),
        spoiler_text=revision.warning,
        sensitive=revision.sensitive,
        created_at=moment(revision.created_at),
        account=author,
        media_attachments=[attachment(item) for item in view.media],
        emojis=emojis_in(revision.warning, revision.title, revision.html),
    )


def _all_in(view: PostView | None) -> Iterator[PostView]:
    if view is not None:
        yield view
        yield from _all_in(view.wraps)
        yield from _all_in(view.quote)


def _own(view: PostView, reader: int | None) -> dict[str, Any]:
    """What the reader did with it; left out for nobody, as `pinned` is for posts of others."""
    if reader is None:
        return {}
    marks = view.shown.own
    found: dict[str, Any] = {
        "favourited": marks.favourited,
        "reblogged": marks.boosted,
        "muted": marks.thread_muted,
        "bookmarked": marks.bookmarked,
        "filtered": _filtered(view),
    }
    return found | ({"pinned": marks.pinned} if view.author.id == reader and not view.wraps else {})


def _folded_alike(carried: PostView, boost: PostView) -> PostView:
    """Some clients ask the boost whether to fold, others the post in it: both say the same."""
    return replace(carried, collapsed=carried.collapsed or boost.collapsed, filters=carried.filters or boost.filters)


def _filtered(view: PostView) -> list[FilterResult]:
    own = [filters.result(match) for match in view.filters]
    return own + ([filters.collapse(view.collapsed)] if view.collapsed else [])


def _quote(view: PostView, authors: Mapping[int, Account], reader: int | None) -> wire.Quote | None:
    if view.quote is not None and view.quote.gap is None:
        return wire.Quote(state="accepted", quoted_status=status(view.quote, authors, reader, quoted=True))
    if view.quote_of_id is None:
        return None
    if view.quote_revoked:
        return wire.Quote(state="revoked", quoted_status=None)
    gap = view.quote.gap if view.quote else None
    return wire.Quote(state=_QUOTE_STATES.get(gap, "unauthorized") if gap else "unauthorized", quoted_status=None)


def _shallow_quote(view: PostView) -> wire.Quote | None:
    """Whoever opens what is quoted there learns whether it may be seen."""
    if view.quote_of_id is None:
        return None
    if view.quote_revoked:
        return wire.Quote(state="revoked", quoted_status_id=None)
    return wire.Quote(state="accepted", quoted_status_id=str(view.quote_of_id))


def _quote_approval(view: PostView, reader: int | None) -> wire.QuoteApproval:
    """Of others' posts that followers may quote, the answer is known when somebody tries: "unknown" until then."""
    possible = not view.visibility.in_vault and view.quote_policy is not QuotePolicy.NOBODY
    automatic = [view.quote_policy.value] if possible else []
    if view.visibility.in_vault:
        current_user = "denied"
    elif reader is not None and view.author.id == reader:
        current_user = "automatic"
    else:
        current_user = _ALLOWED[view.quote_policy]
    return wire.QuoteApproval(automatic=automatic, manual=[], current_user=current_user)


def _mention(account_id: int, acct: str, url: str) -> wire.Mention:
    return wire.Mention(id=str(account_id), username=acct.partition("@")[0], acct=acct, url=url)


def _folkmoot(view: PostView) -> wire.FolkmootStatus:
    counts, treatments = view.shown.counts, view.treatments
    return wire.FolkmootStatus(
        kind=view.kind.value,
        visibility=view.visibility.value,
        title=view.title,
        distribution=treatments.factor,
        reduced=reasons.reduced(treatments),
        informed=reasons.informed(treatments),
        removed=reasons.reason(treatments.removed) if treatments.removed else None,
        held=reasons.reason(treatments.held) if treatments.held else None,
        gap=view.gap.value if view.gap else None,
        votes=wire.Votes(
            points=counts.points,
            up=counts.up,
            down=counts.down,
            up_percent=counts.up_percent,
            down_percent=counts.down_percent,
            own=view.shown.own.vote,
        ),
        thread_id=str(view.thread_id),
        group=_group(view.shown),
        out_of_group=reasons.reason(view.out_of_group) if view.out_of_group else None,
    )


def _group(view: PostView) -> wire.StatusGroup | None:
    if view.group is None:
        return None
    account = view.group.account
    return wire.StatusGroup(
        id=str(account.id), acct=account.acct, display_name=account.name, admission=view.group.admission.value
    )


def _banner(applied: Applied) -> str:
    text = escape(applied.text or applied.reason)
    if applied.link:
        text = f'<a href="{escape(applied.link)}" rel="nofollow noopener noreferrer" target="_blank">{text}</a>'
    return f"<p><em>{text}</em></p>"


def withheld_sentence(applied: Applied) -> str:
    """Where a post is withheld and why, with the address of the decision, which everybody may read."""
    return _("Withheld in %(country)s. The reason: %(reason)s The decision: %(address)s") % {
        "country": ", ".join(applied.countries),
        "reason": applied.reason,
        "address": f"{current().public_origin}/decisions/{applied.decision_id}/public",
    }


def _gap_sentence(gap: Gap) -> str:
    sentences = {
        Gap.DELETED: _("This post was deleted by its author."),
        Gap.ERASED: _("The author of this post has left for good, and the text went with them."),
        Gap.REMOVED: _("This post was removed under the rules of this community."),
        Gap.HELD: _("This post is being looked at by the moderators."),
        Gap.WITHHELD: _("This post is withheld in your country."),
        Gap.UNREADABLE: _("The text of this post cannot be read any more."),
        Gap.NOT_FOR_YOU: _("This post is for others."),
        Gap.BLOCKED: _("You do not see posts of this account."),
    }
    return sentences[gap]


def _text_id(number: int | None) -> str | None:
    return str(number) if number is not None else None
