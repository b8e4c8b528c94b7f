from collections.abc import Sequence
from typing import Any

from folkmoot.domains.graph.api import FilterAction, FilterMatch, FilterPostView, FilterView
from folkmoot.domains.graph.api import FilterKeyword as Keyword
from folkmoot.domains.integrity.api import Applied
from folkmoot.edges.mastodon.wire import filters as wire
from folkmoot.edges.mastodon.wire.base import moment_or_none

_EVERYWHERE = ["home", "notifications", "public", "thread", "account"]


def full(view: FilterView, entries: Sequence[FilterPostView]) -> wire.Filter:
    """A filter for its owner, with its words and posts."""
    return wire.Filter(
        **_filter(view),
        keywords=[keyword(word) for word in view.keywords],
        statuses=[entry(post) for post in entries],
    )


def keyword(view: Keyword) -> wire.FilterKeyword:
    return wire.FilterKeyword(id=str(view.id), keyword=view.keyword, whole_word=view.whole_word)


def entry(view: FilterPostView) -> wire.FilterStatus:
    return wire.FilterStatus(id=str(view.id), status_id=str(view.post_id))


def first_version(view: FilterView, word: Keyword) -> wire.FilterV1:
    return wire.FilterV1(
        id=str(word.id),
        phrase=word.keyword,
        context=[context.value for context in view.contexts],
        whole_word=word.whole_word,
        expires_at=moment_or_none(view.expires_at),
        irreversible=view.action is FilterAction.HIDE,
    )


def result(match: FilterMatch) -> wire.FilterResult:
    """What one of the reader's own filters found in a post."""
    return wire.FilterResult(
        filter=wire.Filter(**_filter(match.filter)),
        keyword_matches=list(match.keywords) or None,
        status_matches=[str(post_id) for post_id in match.post_ids] or None,
    )


def collapse(applied: Applied) -> wire.FilterResult:
    """A reduced copy in a chronological view, folded: clients show the title and a button to open it."""
    folded = wire.Filter(
        id=str(applied.decision_id),
        title=f"{applied.clause_title}: {applied.reason}",
        context=list(_EVERYWHERE),
        expires_at=moment_or_none(applied.until),
        filter_action=FilterAction.WARN.value,
    )
    return wire.FilterResult(filter=folded, keyword_matches=None, status_matches=None)


def _filter(view: FilterView) -> dict[str, Any]:
    return {
        "id": str(view.id),
        "title": view.title,
        "context": [context.value for context in view.contexts],
        "expires_at": moment_or_none(view.expires_at),
        "filter_action": view.action.value,
    }
