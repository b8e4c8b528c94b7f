"""Entries of homes, written by the database from who follows and who reads: no id of a reader comes here and goes back.

Homes are no truth and can be made again, so these writes wait for no disk; the one that notes the work as done takes
them along. Broken off anywhere, the work is begun again, and entries that are there stay.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from folkmoot.domains.feed.models import HomeEntry, Reader
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts.api import SpreadFacts, Visibility
from folkmoot.infra.metrics.counted import FEED_ENTRIES
from folkmoot.infra.rows import column, insert_values, table, update
from folkmoot.infra.writes import atomic_write

Entry = tuple[int, int, int, int]
_Step = Callable[[], int]
_AT_ONCE = 2_000
"""So many rows take about 5 ms."""
_COLUMNS = ("account_id", "post_id", "author_id", "answers_id")
_ACTIVE = f'SELECT account_id FROM "{table(Reader)}" WHERE account_id IN ({{among}})'  # noqa: S608 - a name of ours
_SPREAD = (
    f'INSERT INTO "{table(HomeEntry)}" ({", ".join(_COLUMNS)}) '  # noqa: S608 - names of ours
    f"SELECT reader.account_id, %s, %s, %s FROM ({graph.FOLLOWERS_BETWEEN}) AS follower "
    f'JOIN "{table(Reader)}" AS reader ON reader.account_id = follower.follower_id WHERE true ON CONFLICT DO NOTHING'
)


def spread(found: Collection[SpreadFacts], *, pull_above: int) -> None:
    """Put posts into the homes of their authors and of active followers, where there are not more than so many."""
    by_author: defaultdict[int, list[SpreadFacts]] = defaultdict(list)
    for facts in found:
        by_author[facts.author_id].append(facts)
    _in_short_writes(_steps(by_author, pull_above))


def put(entries: Sequence[Entry]) -> int:
    """Insert those entries that are not there, in the caller's transaction; returns how many were given."""
    insert_values(HomeEntry, _COLUMNS, entries, keep=True)
    return len(entries)


def entry_of(reader_id: int, facts: SpreadFacts) -> Entry:
    return reader_id, facts.post_id, facts.author_id, 0 if facts.author_id == reader_id else facts.answers_id


def _in_short_writes(steps: Iterator[_Step]) -> None:
    """As many steps in one transaction as nobody else waits for."""
    for first in steps:
        with atomic_write(lasting=False):
            rows = first()
            while rows < _AT_ONCE and (step := next(steps, None)) is not None:
                rows += step()
        FEED_ENTRIES.inc(rows)


def _steps(by_author: Mapping[int, Sequence[SpreadFacts]], pull_above: int) -> Iterator[_Step]:
    sizes = graph.counts(by_author)
    own = [entry_of(author, facts) for author in _active(by_author) for facts in by_author[author]]
    if own:
        yield partial(put, own)
    for author, written in by_author.items():
        if sizes[author].followers <= pull_above:
            yield from _for_followers(author, written)


def _for_followers(author_id: int, written: Sequence[SpreadFacts]) -> Iterator[_Step]:
    for facts in written:
        if facts.visibility is Visibility.DIRECT:
            readers = _active(graph.followers_among(author_id, facts.mentioned_ids))
            yield partial(put, [entry_of(reader, facts) for reader in readers])
    to_all = [one for one in written if one.visibility not in {Visibility.DIRECT, Visibility.GROUP}]
    for after, upto in graph.follower_slices(author_id, _AT_ONCE) if to_all else ():
        for facts in to_all:
            values = facts.post_id, author_id, facts.answers_id, author_id, after, upto
            yield partial(update, _SPREAD, *values)


def _active(account_ids: Collection[int]) -> list[int]:
    return column(_ACTIVE, among=account_ids) if account_ids else []
