"""From loaded rows and rulings to views. Pure."""

import dataclasses

from folkmoot.domains.integrity.api import NO_TREATMENT, Applied
from folkmoot.domains.media.api import MediaView
from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.reading.loaded import Loaded, PollRows
from folkmoot.domains.posts.reading.rules import (
    Ruling,
    file_kept_back,
    gap_of,
    is_own,
    out_of_group,
    quote_collapsed,
    treatments_of,
    withheld,
    withheld_here,
)
from folkmoot.domains.posts.reading.words import Words
from folkmoot.domains.posts.types import (
    Counts,
    Gap,
    Mention,
    OwnMarks,
    PollOption,
    PollView,
    PostKind,
    PostView,
    QuotePolicy,
    Visibility,
)
from folkmoot.infra.config import current
from folkmoot.kernel import clock
from folkmoot.kernel.ids import time_of

_NO_WORDS = Words("", "", "", "", "auto")


def present(loaded: Loaded, row: Post, ruling: Ruling) -> PostView:
    """The view of a post that is shown. Of a gap only author and time remain."""
    carried = loaded.rows.get(row.boost_of_id) if row.boost_of_id else None
    if carried is None:
        return _view(loaded, row, ruling, with_quote=True)
    inner = _view(loaded, carried, Ruling(show=True, gap=gap_of(loaded, carried)), with_quote=True)
    outer = _view(loaded, row, ruling, with_quote=False)
    return dataclasses.replace(outer, wraps=inner, treatments=inner.treatments)


def _view(loaded: Loaded, row: Post, ruling: Ruling, *, with_quote: bool) -> PostView:
    readable = ruling.gap is None
    words = loaded.words.get(row.id, _NO_WORDS) if readable else _NO_WORDS
    author = loaded.authors[row.author_id]
    mentions = loaded.mentions.get(row.id, ()) if readable else ()
    taken_out = out_of_group(loaded, row)
    return PostView(
        id=row.id,
        author=author,
        kind=PostKind(row.kind),
        visibility=Visibility(row.visibility),
        created_at=time_of(row.id),
        edited_at=row.edited_at,
        revision=row.revision,
        language=row.language,
        title=words.title,
        warning=words.warning,
        sensitive=row.sensitive,
        text=words.text,
        html=words.html,
        direction=words.direction,
        reply_to_id=row.reply_to_id,
        reply_to_author_id=row.reply_to_author_id,
        thread_id=row.thread_id,
        quote=_quote(loaded, row) if with_quote and readable else None,
        quote_of_id=row.quote_of_id,
        media=_media(loaded, row, words, reviewed=ruling.reviewed) if readable else (),
        poll=_poll(loaded.polls.get(row.id), words) if readable else None,
        mentions=tuple(Mention(account.id, account.acct, account.url) for account in mentions),
        tags=(words.sealed.tags if words.sealed else loaded.tags.get(row.id, ())) if readable else (),
        counts=loaded.counts.get(row.id, Counts()) if readable else Counts(),
        own=_own(loaded, row),
        treatments=treatments_of(loaded, row) if readable else NO_TREATMENT,
        gap=ruling.gap,
        collapsed=ruling.collapsed,
        filters=ruling.filters,
        withheld=_here(loaded, row) if ruling.gap is Gap.WITHHELD else None,
        url=row.source_url or f"{author.url}/{row.id}",
        uri=row.uri or f"{current().public_origin}/posts/{row.id}",
        quote_policy=QuotePolicy(row.quote_policy),
        quote_revoked=row.quote_revoked,
        moved_in=row.moved_in,
        group_id=row.group_id,
        group=loaded.groups.get(row.group_id) if row.group_id and readable and taken_out is None else None,
        out_of_group=taken_out if is_own(loaded, row) else None,
    )


def _here(loaded: Loaded, row: Post) -> Applied | None:
    applied = withheld_here(loaded, row)
    return dataclasses.replace(applied, countries=(loaded.viewer.country or "",)) if applied else None


def _quote(loaded: Loaded, row: Post) -> PostView | None:
    quoted = loaded.rows.get(row.quote_of_id) if row.quote_of_id and not row.quote_revoked else None
    if quoted is None:
        return None
    gap = gap_of(loaded, quoted) or (Gap.BLOCKED if quoted.author_id in loaded.around.blocking else None)
    ruling = Ruling(show=True, gap=gap, collapsed=None if gap else quote_collapsed(loaded, quoted))
    return _view(loaded, quoted, ruling, with_quote=False)


def _media(loaded: Loaded, row: Post, words: Words, *, reviewed: bool) -> tuple[MediaView, ...]:
    """Of what was removed or is held, author and moderators see the files at addresses that end."""
    whole = is_own(loaded, row) or reviewed
    found = tuple(_file(one, file_kept_back(loaded, one.id), whole=whole) for one in loaded.media.get(row.id, ()))
    if withheld(loaded, row) is not None:
        found = tuple(dataclasses.replace(one, public=False) for one in found)
    if words.sealed is None:
        return found
    told = words.sealed.descriptions
    return tuple(
        dataclasses.replace(one, description=told.get(one.id, one.description)) if one.original_key else one
        for one in found
    )


def _file(file: MediaView, kept_back: Applied | None, *, whole: bool) -> MediaView:
    """A file with the decision that acts on it alone. Of one that is kept from the viewer its size and kind remain."""
    if kept_back is None:
        return file
    if whole:
        return dataclasses.replace(file, public=False, kept_back=kept_back)
    return dataclasses.replace(
        file, original_key="", small_key="", blurhash="", description="", public=False, kept_back=kept_back
    )


def _poll(found: PollRows | None, words: Words) -> PollView | None:
    if found is None:
        return None
    poll = found.poll
    expired = poll.expires_at is not None and poll.expires_at <= clock.now()
    texts = words.sealed.poll_options if words.sealed else tuple(option.text for option in found.options)
    return PollView(
        post_id=poll.post_id,
        options=tuple(PollOption(text, option.votes) for text, option in zip(texts, found.options, strict=False)),
        multiple=poll.multiple,
        hide_totals=poll.hide_totals and not expired,
        expires_at=poll.expires_at,
        expired=expired,
        voters=poll.voters,
        votes=sum(option.votes for option in found.options),
        voted=bool(found.own_choices),
        own_choices=found.own_choices,
    )


def _own(loaded: Loaded, row: Post) -> OwnMarks:
    kinds = loaded.marks.get(row.id, frozenset())
    return OwnMarks(
        favourited="favourite" in kinds,
        boosted=row.id in loaded.boosted,
        bookmarked="bookmark" in kinds,
        pinned="pin" in kinds,
        thread_muted="mute" in loaded.marks.get(row.thread_id, frozenset()),
        vote=loaded.votes.get(row.id, 0),
    )
