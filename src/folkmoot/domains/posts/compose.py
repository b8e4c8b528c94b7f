"""From what somebody typed to what can be stored: checked, read for references, rendered. Reads, never writes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Facts
from folkmoot.domains.posts import author_facts
from folkmoot.domains.posts.types import (
    ARTICLE_LIMIT,
    MOST_MEDIA,
    TEXT_LIMIT,
    TITLE_LIMIT,
    WARNING_LIMIT,
    PollDraft,
    PostDraft,
    PostKind,
)
from folkmoot.infra import text as texts
from folkmoot.infra.config import current
from folkmoot.infra.text import MentionName, MentionTarget, Parsed
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

MOST_MENTIONS = 50
MOST_TAGS = 50
POLL_OPTION_LIMIT = 100
POLL_OPTIONS = range(2, 11)
POLL_SECONDS = range(5 * 60, 366 * 24 * 3600)


ADDRESS_LENGTH = 23
"""As how many characters an address in a text counts; clients of Mastodon count the same."""

_LINK = re.compile(r"https?://[^\s<>\"]+")
_MOST_TIMES = 4


@dataclass(frozen=True, slots=True)
class Poll:
    options: tuple[str, ...]
    multiple: bool
    hide_totals: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Composed:
    """The words of a post, ready to be stored."""

    title: str
    text: str
    html: str
    warning: str
    language: str
    tags: tuple[str, ...]
    links: tuple[str, ...]
    mentioned: tuple[AccountView, ...]
    poll: Poll | None


def compose(draft: PostDraft, *, language: str) -> Composed:
    """Check and render. Raises Invalid, naming the field, and loses nothing of what was typed."""
    article = draft.kind is PostKind.ARTICLE
    limit = ARTICLE_LIMIT if article else TEXT_LIMIT
    text = texts.clean_text(draft.text, limit=limit + _spared(draft.text, limit), field="text")
    _refuse_empty(draft, text)
    parsed = texts.parse_article(text) if article else texts.parse(text)
    mentioned = _resolve(parsed)
    render = texts.render_article if article else texts.render_post
    return Composed(
        title=_title(draft),
        text=text,
        html=render(text, mentions=_targets(mentioned), tag_url=texts.tag_path),
        warning=_one_line(draft.warning, WARNING_LIMIT, "warning"),
        language=_language(draft.language or language),
        tags=_checked_tags(parsed),
        links=parsed.links,
        mentioned=tuple({account.id: account for account in mentioned.values()}.values()),
        poll=_poll(draft.poll) if draft.poll else None,
    )


def facts(composed: Composed, draft: PostDraft, author: AccountView) -> Facts:
    """What the policy may ask about the post."""
    text = " ".join(part for part in (composed.title, composed.warning, composed.text) if part)
    links = tuple(texts.host_of(link) for link in composed.links)
    return Facts(
        kind="post",
        text=text,
        languages=(composed.language,) if composed.language else (),
        links=links,
        hashtags=composed.tags,
        mention_count=len(composed.mentioned),
        has_media=bool(draft.media_ids),
        is_reply=draft.reply_to_id is not None,
        account_age_hours=(clock.now() - author.created_at).total_seconds() / 3600,
        posts_last_hour=author_facts.posts_last_hour(author.id),
        strangers_mentioned=author_facts.strangers(author.id, [account.id for account in composed.mentioned]),
        shortened_links=integrity.shortened(links),
        hash_banks=banks_hit(text, draft.media_ids),
    )


def banks_hit(text: str, media_ids: Collection[int]) -> tuple[str, ...]:
    """The hash banks that the words or the files of one post hit; at most two queries."""
    (of_text,) = integrity.banks_of_texts([text])
    of_files = integrity.banks_of_files(media_ids).values()
    return tuple(sorted({*of_text, *(bank for banks in of_files for bank in banks)}))


def _refuse_empty(draft: PostDraft, text: str) -> None:
    if not text and not draft.media_ids and draft.poll is None:
        raise Invalid("Please write something, or add a picture.", field="text")
    if len(draft.media_ids) > MOST_MEDIA:
        raise Invalid(sentence("A post has room for {most_media} pictures.", most_media=MOST_MEDIA), field="media")
    if len(set(draft.media_ids)) != len(draft.media_ids):
        raise Invalid("One picture is in this post twice.", field="media")
    if draft.poll is not None and draft.media_ids:
        raise Invalid("A post has either a poll or pictures.", field="poll")


def _title(draft: PostDraft) -> str:
    title = _one_line(draft.title, TITLE_LIMIT, "title")
    if draft.kind is PostKind.ARTICLE and not title:
        raise Invalid("An article needs a title.", field="title")
    return title if draft.kind is PostKind.ARTICLE else ""


def _spared(raw: str, limit: int) -> int:
    """How many more characters a text may have because an address counts as ADDRESS_LENGTH, whatever its length.

    At most as many as the limit itself: a text never has more than twice its limit.
    """
    if len(raw) <= limit or len(raw) > limit * _MOST_TIMES:
        return 0
    return min(limit, sum(max(0, len(link) - ADDRESS_LENGTH) for link in _LINK.findall(raw)))


def _one_line(raw: str, limit: int, field: str) -> str:
    return " ".join(texts.clean_text(raw, limit=limit, field=field).split()) if raw else ""


def _language(raw: str) -> str:
    code = raw.strip().replace("_", "-")
    if not code.replace("-", "").isalnum() or len(code) > 12 or not code.isascii():  # noqa: PLR2004 - the column
        raise Invalid("A language is written like en, de or pt-BR.", field="language")
    return code


def _checked_tags(parsed: Parsed) -> tuple[str, ...]:
    if len(parsed.hashtags) > MOST_TAGS:
        raise Invalid(sentence("At most {most_tags} hashtags fit into a post.", most_tags=MOST_TAGS), field="text")
    return parsed.hashtags


def _resolve(parsed: Parsed) -> dict[MentionName, AccountView]:
    if len(parsed.mentions) > MOST_MENTIONS:
        raise Invalid(
            sentence("At most {most_mentions} people can be mentioned in a post.", most_mentions=MOST_MENTIONS),
            field="text",
        )
    own = current().host.lower()
    keys = {name: (name.name, "" if name.domain in {None, own} else str(name.domain)) for name in parsed.mentions}
    found = accounts.accounts_by_names(set(keys.values()))
    return {name: found[key] for name, key in keys.items() if key in found}


def _targets(mentioned: Mapping[MentionName, AccountView]) -> dict[MentionName, MentionTarget]:
    return {name: MentionTarget(account.handle, account.url) for name, account in mentioned.items()}


def _poll(draft: PollDraft) -> Poll:
    options = tuple(_one_line(option, POLL_OPTION_LIMIT, "poll") for option in draft.options)
    options = tuple(option for option in options if option)
    if len(options) not in POLL_OPTIONS:
        raise Invalid(
            sentence("A poll has {least} to {most} choices.", least=POLL_OPTIONS.start, most=POLL_OPTIONS.stop - 1),
            field="poll",
        )
    if len(set(options)) != len(options):
        raise Invalid("Two choices of the poll are the same.", field="poll")
    if draft.lasts_seconds not in POLL_SECONDS:
        raise Invalid("A poll lasts from five minutes to a year.", field="poll")
    ends = clock.now() + timedelta(seconds=draft.lasts_seconds)
    return Poll(options, draft.multiple, draft.hide_totals, ends)
