"""How often a person may do each kind of thing. Counted in shared memory, so that a count costs no write."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import lru_cache

from folkmoot.infra.config import current
from folkmoot.infra.limits.pacing import pace
from folkmoot.infra.limits.types import Limit

_HOUR = timedelta(hours=1)
EDITS = Limit("edits of posts", 300, _HOUR)
REACTIONS = Limit("votes, favourites and bookmarks", 3000, _HOUR)
FOLLOWS = Limit("follows", 600, _HOUR)
ARRANGING = Limit("blocks, mutes, lists, filters, tags and notes", 2000, _HOUR)
SEARCHES = Limit("searches", 300, timedelta(minutes=5))
ARCHIVES = Limit("archives asked for", 5, timedelta(days=1))
_free: ContextVar[bool] = ContextVar("unpaced", default=False)


def posts() -> Limit:
    """Posts of an hour, as the settings say; replies and boosts are posts."""
    return _of_hour("posts", current().posts_per_hour)


def uploads() -> Limit:
    """Files of an hour, as the settings say."""
    return _of_hour("uploads", current().uploads_per_hour)


def count(limit: Limit, account_id: int) -> None:
    """Count an act of an account. Raises RateLimited."""
    if not _free.get():
        pace(limit, account_id)


@contextmanager
def unpaced() -> Iterator[None]:
    """Within it nothing counts: for a job that does at once what somebody did elsewhere over years."""
    token = _free.set(True)
    try:
        yield
    finally:
        _free.reset(token)


@lru_cache(maxsize=8)
def _of_hour(name: str, most: int) -> Limit:
    return Limit(name, most, _HOUR)
