"""Build the index from what is there: by itself after an upgrade, and when an operator wants it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.search.indexing import BATCH, index_people, index_posts
from folkmoot.domains.search.models import PersonWords, PostWords, Walk
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import MAX_ID, floor_id

VERSION = 1
"""Of the rules that make words and marks. Who changes them raises it: then every index is built anew."""
KINDS = ("people", "posts")
_AT_ONCE = 5
_PATIENCE = timedelta(minutes=5)
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class IndexState:
    """`building`: it was never finished by the present rules. `missing`: of the newest posts that should be in it."""

    building: bool
    missing: int


def take(kind: str, *, below: int, least: int = 0) -> int | None:
    """Index one batch below an id; returns below which id to go on, None when there is no more.

    What lies in the index between them and may no longer be found leaves it.
    """
    table, found = _PARTS[kind]
    ids = [one for one in found(below) if one >= least]
    floor = ids[-1] if len(ids) == BATCH else least
    stale = table.objects.filter(id__gte=floor, id__lt=below).values_list("id", flat=True)
    (index_posts if kind == "posts" else index_people)(sorted({*ids, *stale}))
    return ids[-1] if len(ids) == BATCH else None


def catch_up() -> None:
    """A few batches of what is still to build. For the worker, every few seconds."""
    for _ in range(_AT_ONCE):
        if not build_on():
            return


def build_on() -> int:
    """One batch more; returns about how many posts and people it held, 0 when all is built."""
    for kind in KINDS:
        walk = Walk.objects.filter(kind=kind).first()
        if walk is None or walk.version != VERSION:
            walk = Walk(kind=kind, version=VERSION)
        if not walk.done:
            walk.below = take(kind, below=walk.below or MAX_ID)
            walk.done = walk.below is None
            with atomic_write():
                walk.save()
            return BATCH
    return 0


def begin_anew() -> None:
    """Have the whole index built again. What is in it is found meanwhile."""
    with atomic_write():
        Walk.objects.all().delete()


def index_state() -> IndexState:
    """Whether search finds what it should. A few small queries: only the newest posts are looked at."""
    done = Walk.objects.filter(version=VERSION, done=True).count() == len(KINDS)
    expected = posts.searchable_ids(before=floor_id(clock.now() - _PATIENCE), limit=_LOOKED_AT)
    there = PostWords.objects.filter(id__in=expected).count()
    return IndexState(building=not done and bool(posts.searchable_ids(limit=1)), missing=len(expected) - there)


_Found = Callable[[int], list[int]]
_PARTS: dict[str, tuple[type[PersonWords] | type[PostWords], _Found]] = {
    "people": (PersonWords, lambda below: accounts.ids_below(below, limit=BATCH)),
    "posts": (PostWords, lambda below: posts.searchable_ids(before=below, limit=BATCH)),
}
