"""Which posts stand in somebody's home, newest first: from entries, and pulled where there are none."""

from dataclasses import dataclass, replace

from folkmoot.domains.feed.models import HomeEntry, Reader
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.posts import api as posts
from folkmoot.infra.metrics.counted import FEED_READS
from folkmoot.kernel.pages import Page, PageRequest, page_ids

PULL_ABOVE = 5_000
"""The posts of authors with more followers than this are not fanned out but found when a home is read."""


@dataclass(frozen=True, slots=True)
class Home:
    """Whose posts a reader's home is made of.

    `pulled`: those of the authors whose posts are not in entries. `floor_id`: down to which id entries are complete for
    the others; None: they are not, everything is pulled.
    """

    reader_id: int
    authors: frozenset[int]
    tags: frozenset[str]
    pulled: frozenset[int]
    groups: frozenset[int]
    floor_id: int | None


def home_of(reader_id: int) -> Home:
    """Six queries, whoever asks."""
    apart = graph.exclusive_member_ids(reader_id)
    kept = [one for one in graph.followees(reader_id) if one.account_id not in apart]
    reader = Reader.objects.filter(account_id=reader_id, filled=True).first()
    late = reader.follow_id if reader else 0
    return Home(
        reader_id=reader_id,
        authors=frozenset(one.account_id for one in kept),
        tags=graph.tags_followed_by(reader_id),
        pulled=frozenset(one.account_id for one in kept if one.followers > PULL_ABOVE or one.follow_id > late),
        groups=groups.at_home(reader_id),
        floor_id=reader.floor_id if reader else None,
    )


def skeleton(home: Home, page: PageRequest) -> Page[int]:
    """The ids of a page of Latest."""
    lowest = page.max_id is not None and page.max_id <= (home.floor_id or 0)
    waiting = None if home.floor_id is None or lowest else _unspread(home)
    if waiting is None or home.floor_id is None:
        return _pulled(home, page)
    sources = [_entries(home, page), _pulled_authors(home, page), _tagged(home, page)]
    sources += [_grouped(home, page), _within(waiting, page)]
    found = _merged(sources, page)
    if _may_lie_below(found, page, home.floor_id):
        return _pulled(home, page)
    FEED_READS.labels("entries").inc()
    return page_ids(found, page)


def _pulled(home: Home, page: PageRequest) -> Page[int]:
    FEED_READS.labels("pulled").inc()
    return pull(home, page)


def pull(home: Home, page: PageRequest) -> Page[int]:
    """The same, found without entries."""
    by_author = posts.home_page(home.reader_id, home.authors, _one_more(page), known=home.authors).items
    return page_ids(_merged([list(by_author), _tagged(home, page), _grouped(home, page)], page), page)


def _may_lie_below(found: list[int], page: PageRequest, floor_id: int) -> bool:
    """Whether a part of the page may be older than what entries cover."""
    if floor_id == 0 or (page.floor is not None and page.floor >= floor_id):
        return False
    return len(found) <= page.limit or min(found) <= floor_id


def _unspread(home: Home) -> list[int] | None:
    return posts.unspread(home.reader_id, home.authors, known=home.authors)


def _entries(home: Home, page: PageRequest) -> list[int]:
    """Entries by authors whom the reader no longer follows, and answers to such, are stale."""
    known = [*home.authors, home.reader_id]
    found = HomeEntry.objects.filter(account_id=home.reader_id, author_id__in=known, answers_id__in=[*known, 0])
    if page.max_id is not None:
        found = found.filter(post_id__lt=page.max_id)
    if page.floor is not None:
        found = found.filter(post_id__gt=page.floor)
    order = "post_id" if page.upwards else "-post_id"
    return list(found.order_by(order).values_list("post_id", flat=True)[: page.limit + 1])


def _pulled_authors(home: Home, page: PageRequest) -> list[int]:
    if not home.pulled:
        return []
    return list(posts.home_page(home.reader_id, home.pulled, _one_more(page), known=home.authors).items)


def _tagged(home: Home, page: PageRequest) -> list[int]:
    return list(posts.tagged_page(home.reader_id, home.tags, _one_more(page)).items) if home.tags else []


def _grouped(home: Home, page: PageRequest) -> list[int]:
    """What begins in the reader's groups; an answer stands at home only by the people whom the reader follows."""
    return list(posts.grouped_page(home.groups, _one_more(page), replies=False).items) if home.groups else []


def _one_more(page: PageRequest) -> PageRequest:
    return replace(page, limit=page.limit + 1)


def _within(ids: list[int], page: PageRequest) -> list[int]:
    return [
        one for one in ids if (page.max_id is None or one < page.max_id) and (page.floor is None or one > page.floor)
    ]


def _merged(sources: list[list[int]], page: PageRequest) -> list[int]:
    found = sorted({one for source in sources for one in source}, reverse=not page.upwards)
    return found[: page.limit + 1]
