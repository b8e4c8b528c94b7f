"""Words that a reader does not want to meet, and what they met."""

from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional


class FilterKeyword(Entity):
    id: str
    keyword: str
    whole_word: bool


class FilterStatus(Entity):
    id: str
    status_id: str


class Filter(Entity):
    """Version 2. Inside a status the keywords and statuses are left out."""

    id: str
    title: str
    context: list[str]
    expires_at: str | None
    filter_action: str
    keywords: list[FilterKeyword] | Optional = UNSET
    statuses: list[FilterStatus] | Optional = UNSET


class FilterV1(Entity):
    """One keyword of a filter, as clients before 4.0 know filters."""

    id: str
    phrase: str
    context: list[str]
    whole_word: bool
    expires_at: str | None
    irreversible: bool


class FilterResult(Entity):
    filter: Filter
    keyword_matches: list[str] | None
    status_matches: list[str] | None
