"""Fan-out on write: put a new post into the homes of active readers, a batch at a time."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.db.models import Q

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.feed.models import DismissedSuggestion, FeedWeights, HomeEntry, Reader
from folkmoot.domains.feed.skeleton import PULL_ABOVE, home_of
from folkmoot.domains.feed.spreading import entry_of, put, spread
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FollowAccepted, Followed
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostBoosted, PostDeleted, PostPublished, PostUnboosted
from folkmoot.infra.jobs.api import enqueue, enqueue_many, register
from folkmoot.infra.jobs.together import register_together
from folkmoot.infra.writes import atomic_write, in_passing
from folkmoot.kernel import clock
from folkmoot.kernel.pages import PageRequest

ACTIVE_FOR = timedelta(days=14)
KEEP = 800
_FILL = 500
"""More than Ranked weighs: below the last entry others may lie, and would have to be looked for."""
TOUCH_AFTER = timedelta(hours=1)
_JOB = "feed.fan_out"


def on_published(event: PostPublished) -> None:
    enqueue(_JOB, post_id=event.post_id)


def on_published_together(events: Sequence[PostPublished]) -> None:
    enqueue_many(_JOB, [{"post_id": event.post_id} for event in events])


def on_boosted(event: PostBoosted) -> None:
    enqueue(_JOB, post_id=event.boost_id)


def on_deleted(event: PostDeleted) -> None:
    HomeEntry.objects.filter(post_id=event.post_id).delete()
    posts.mark_spread([event.post_id])


def on_unboosted(event: PostUnboosted) -> None:
    HomeEntry.objects.filter(post_id=event.boost_id).delete()
    posts.mark_spread([event.boost_id])


def on_followed(event: Followed) -> None:
    """The posts of somebody newly followed are pulled until the home is filled anew."""
    if Reader.objects.filter(account_id=event.follower_id).exists():
        enqueue("feed.fill", unique_key=f"feed.fill:{event.follower_id}", account_id=event.follower_id)


def on_accepted(event: FollowAccepted) -> None:
    """Like `on_followed`: a request has become a follow."""
    on_followed(Followed(event.follower_id, event.followee_id))


def on_erased(event: AccountErased) -> None:
    Reader.objects.filter(account_id=event.account_id).delete()
    HomeEntry.objects.filter(account_id=event.account_id).delete()
    FeedWeights.objects.filter(account_id=event.account_id).delete()
    DismissedSuggestion.objects.filter(Q(account_id=event.account_id) | Q(suggested_id=event.account_id)).delete()


def forget_homes() -> None:
    """Throw all homes away, after an import; they are pulled, and filled anew when somebody reads them."""
    with atomic_write():
        Reader.objects.all().delete()
        HomeEntry.objects.all().delete()


def touch(reader_id: int) -> None:
    """Note that somebody reads the home; who is new or comes back after a pause gets it filled."""
    now = clock.now()
    row = Reader.objects.filter(account_id=reader_id).first()
    if row is not None and now - row.read_at < TOUCH_AFTER:
        return
    with in_passing(), atomic_write():
        Reader.objects.update_or_create(account_id=reader_id, defaults={"read_at": now})
        if row is None or not row.filled:
            enqueue("feed.fill", unique_key=f"feed.fill:{reader_id}", account_id=reader_id)


def sweep() -> None:
    """Drop the homes of those who stayed away, and what is too deep in the others."""
    gone = Reader.objects.filter(read_at__lt=clock.now() - ACTIVE_FOR).values_list("account_id", flat=True)
    for reader_id in list(gone[:500]):
        with atomic_write():
            Reader.objects.filter(account_id=reader_id).delete()
            HomeEntry.objects.filter(account_id=reader_id).delete()
    for reader_id in Reader.objects.filter(filled=True).values_list("account_id", flat=True):
        _trim(reader_id)


def _trim(reader_id: int) -> None:
    entries = HomeEntry.objects.filter(account_id=reader_id)
    deepest = entries.order_by("-post_id").values_list("post_id", flat=True)[KEEP : KEEP + 1].first()
    if deepest is not None:
        with atomic_write():
            Reader.objects.filter(account_id=reader_id).update(floor_id=deepest)
            entries.filter(post_id__lte=deepest).delete()


def fan_out(post_ids: Collection[int]) -> None:
    """Put posts into the homes of their authors and of active followers. Repeatable."""
    spread(posts.spread_facts(post_ids), pull_above=PULL_ABOVE)
    posts.mark_spread(post_ids)


def _fan_out(*, post_id: int) -> None:
    fan_out([post_id])


def _fan_out_together(found: list[dict[str, int]]) -> None:
    fan_out([one["post_id"] for one in found])


def _fill(*, account_id: int) -> None:
    """Pull a home into entries. The reader is active before the pull, so that nothing falls in between."""
    if not Reader.objects.filter(account_id=account_id).exists():
        return
    newest_follow = max((one.follow_id for one in graph.followees(account_id)), default=0)
    home = home_of(account_id)
    ids = posts.home_page(account_id, home.authors, PageRequest(limit=_FILL)).items
    rows = [entry_of(account_id, facts) for facts in posts.spread_facts(ids)]
    with atomic_write():
        put(rows)
        floor = min(ids) if len(ids) == _FILL else 0
        Reader.objects.filter(account_id=account_id).update(filled=True, floor_id=floor, follow_id=newest_follow)


register(_JOB, _fan_out)
register_together(_JOB, _fan_out_together, most=50)
register("feed.fill", _fill)
