"""From counts in memory to rows: in bulk, every few seconds, by a thread that holds no request up.

A process that is killed loses what it counted in the last seconds: these are statistics, not a ledger.
"""

import atexit
import logging
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from multiprocessing import util

from django.db import Error, connections
from django.db.models import F

from folkmoot.domains.feed.models import PostReach
from folkmoot.domains.feed.reach.tally import Place, Tally
from folkmoot.domains.feed.types import ReachSurface
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Unavailable

logger = logging.getLogger(__name__)

FLUSH_EVERY_SECONDS = 5.0
_FLUSH_AT = 2_000
_BATCH = 250
_AT_THE_END = 10

tally = Tally()
_enough = threading.Event()
_starting = threading.Lock()


class _Background:
    """The thread of this process, started by the first count: a thread does not live on in a forked child."""

    wanted = False
    thread: threading.Thread | None = None


def flush_in_background() -> None:
    """From now on this process writes its counts by itself, and once more when it ends."""
    if not _Background.wanted:
        _Background.wanted = True
        atexit.register(flush)
        util.Finalize(None, flush, exitpriority=_AT_THE_END)  # a child of multiprocessing ends without atexit


def wake(waiting: int) -> None:
    """Called after each count; starts the thread, or tells it that enough waits."""
    if not _Background.wanted:
        return
    if _Background.thread is None or not _Background.thread.is_alive():
        _start()
    if waiting >= _FLUSH_AT:
        _enough.set()


def flush() -> None:
    """Add what was counted to the rows. What cannot be written now waits for the next time."""
    counts = tally.take()
    for batch in _batches(counts):
        try:
            _add(batch)
        except (Error, Unavailable):  # of the database or of the way to it: a lost connection is no DatabaseError
            logger.exception("counts of reach could not be written")
            tally.put_back(batch)


def _start() -> None:
    with _starting:
        if _Background.thread is None or not _Background.thread.is_alive():
            _Background.thread = threading.Thread(target=_run, name="reach", daemon=True)
            _Background.thread.start()


def _run() -> None:
    while True:
        _enough.wait(FLUSH_EVERY_SECONDS)
        _enough.clear()
        flush()
        connections.close_all()


def _batches(counts: dict[Place, tuple[int, int]]) -> Iterator[dict[Place, tuple[int, int]]]:
    """In one order for all processes, so that none waits for another crosswise."""
    places = sorted(counts)
    for start in range(0, len(places), _BATCH):
        yield {place: counts[place] for place in places[start : start + _BATCH]}


def _add(counts: dict[Place, tuple[int, int]]) -> None:
    """Missing rows begin at nought; then all are raised, those by the same amount in one statement."""
    found = PostReach.objects.filter(post_id__in={place.post_id for place in counts})
    with atomic_write():
        rows = set(found.values_list("post_id", "surface"))
        missing = [PostReach(post_id=place.post_id, surface=place.surface) for place in counts if place not in rows]
        if missing:
            PostReach.objects.bulk_create(missing, ignore_conflicts=True)
        locked = found.select_for_update().order_by("id")
        for (shown, lost), ids in _alike(counts, locked).items():
            PostReach.objects.filter(id__in=ids).update(shown=F("shown") + shown, lost=F("lost") + lost)


def _alike(counts: dict[Place, tuple[int, int]], rows: Iterable[PostReach]) -> dict[tuple[int, int], list[int]]:
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in rows:
        amounts = counts.get(Place(row.post_id, ReachSurface(row.surface)))
        if amounts is not None:
            alike[amounts].append(row.id)
    return alike
