"""Followers as a part of somebody else's statement: for who writes a row for each of very many of them."""

from collections.abc import Iterator
from typing import Final

from folkmoot.domains.graph.models import Follow
from folkmoot.domains.graph.types import FollowState
from folkmoot.infra.rows import column, table

_LAST_OF_ALL: Final = 2**63 - 1
_OF: Final = (
    f"FROM \"{table(Follow)}\" WHERE followee_id = %s AND state = '{FollowState.ACCEPTED}' AND follower_id > %s"
)
_END: Final = f"SELECT follower_id {_OF} ORDER BY follower_id LIMIT 1 OFFSET %s"

FOLLOWERS_BETWEEN: Final = f"SELECT follower_id {_OF} AND follower_id <= %s"
"""A SELECT of `follower_id`, to stand in a FROM. Its values: whose followers, above which id, up to which."""


def follower_slices(account_id: int, size: int) -> Iterator[tuple[int, int]]:
    """(above which id, up to which) for at most `size` followers each, lowest first; the last one is open.

    Who follows while it runs is in a slice or not; nobody is in two.
    """
    after = 0
    while ends := column(_END, account_id, after, size - 1):
        yield after, ends[0]
        after = ends[0]
    yield after, _LAST_OF_ALL
