"""The door of search."""

from folkmoot.domains.search.catching_up import IndexState, begin_anew, build_on, catch_up, index_state
from folkmoot.domains.search.following import (
    on_decision,
    on_erased,
    on_people_imported,
    on_person,
    on_post,
    on_posts,
    on_posts_imported,
)
from folkmoot.domains.search.marking import mark_words
from folkmoot.domains.search.queries import CANDIDATES, search
from folkmoot.domains.search.types import SearchKind, SearchResults, Span

__all__ = [
    "CANDIDATES",
    "IndexState",
    "SearchKind",
    "SearchResults",
    "Span",
    "begin_anew",
    "build_on",
    "catch_up",
    "index_state",
    "mark_words",
    "on_decision",
    "on_erased",
    "on_people_imported",
    "on_person",
    "on_post",
    "on_posts",
    "on_posts_imported",
    "search",
]
