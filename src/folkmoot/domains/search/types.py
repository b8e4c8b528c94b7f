from dataclasses import dataclass
from enum import StrEnum

from folkmoot.domains.accounts.types import AccountView
from folkmoot.domains.posts.types import PostView


class SearchKind(StrEnum):
    ACCOUNTS = "accounts"
    POSTS = "posts"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Tags are case-folded and without the #."""

    accounts: tuple[AccountView, ...] = ()
    posts: tuple[PostView, ...] = ()
    tags: tuple[str, ...] = ()
