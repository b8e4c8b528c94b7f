"""How long the queue may be. What can wait is refused first; at the end everything that would make more work."""

from folkmoot.infra.fresh import Fresh
from folkmoot.infra.jobs.models import Job
from folkmoot.kernel.errors import RateLimited

LONG = 100_000
"""Jobs that wait; from here on no archive is made or taken in."""
FULL = 1_000_000
"""From here on nothing is published either."""
_WAIT = 300


def refuse_when_long() -> None:
    """Raise RateLimited where work that can wait would make the queue longer still."""
    if _waiting.get() >= LONG:
        raise RateLimited(
            "long queue",
            safe="A lot of work waits on this community's machine. Please try again later.",
            retry_after=_WAIT,
        )


def refuse_when_full() -> None:
    """Raise RateLimited where no more work can be taken on."""
    if _waiting.get() >= FULL:
        raise RateLimited(
            "full queue",
            safe="This community's machine cannot keep up at the moment. Please keep your words and try again later.",
            retry_after=_WAIT,
        )


def _look(_known: int) -> int:
    """LONG or FULL where so many wait, else 0: counting all of them would take long just when there are many."""
    waiting = Job.objects.filter(parked_at=None).order_by("run_at").values("id")
    return next((mark for mark in (FULL, LONG) if waiting[mark - 1 : mark].exists()), 0)


_waiting: Fresh[int] = Fresh(0, _look)
