"""Addresses of posts and people on this site."""

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.posts.api import PostView


def path_of(post: PostView) -> str:
    """The page of a post; for a boost, of what it carries."""
    shown = post.shown
    return f"/@{shown.author.acct}/{shown.id}"


def page_of(account: AccountView) -> str:
    return f"/@{account.acct}"
