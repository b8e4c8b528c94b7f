from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from folkmoot.domains.accounts.types import AccountView
from folkmoot.domains.posts.types import PostView


class SearchKind(StrEnum):
    ACCOUNTS = "accounts"
    POSTS = "posts"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Span:
    """Posts with ids above the one and below the other. With `above` the nearest to it are meant, and not the newest
    of all; they come newest first all the same.
    """

    above: int | None = None
    below: int | None = None


WHOLE = Span()


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of each kind. Tags are case-folded and without the #.

    `counts` are of all that was found, at most 200 of a kind; `tag_uses` how many posts count for each tag of the page.
    `terms` are the words that were looked for, folded, to mark them: each with whether it may go on.
    """

    accounts: tuple[AccountView, ...] = ()
    posts: tuple[PostView, ...] = ()
    tags: tuple[str, ...] = ()
    counts: Mapping[SearchKind, int] = field(default_factory=dict, compare=False)
    tag_uses: Mapping[str, int] = field(default_factory=dict, compare=False)
    terms: tuple[tuple[str, bool], ...] = field(default=(), compare=False)
