"""The door of search."""

from folkmoot.domains.search.queries import search
from folkmoot.domains.search.types import SearchKind, SearchResults

__all__ = ["SearchKind", "SearchResults", "search"]
