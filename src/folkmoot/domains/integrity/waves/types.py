"""The words of wave rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.domains.integrity.policy.types import Treatment

LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class WaveDraft:
    """What a rule asks for. All that is given must be met; of `words`, and of `hosts`, one is enough."""

    words: tuple[str, ...] = ()
    """Words or phrases, found whole and whatever their case."""
    hosts: tuple[str, ...] = ()
    """Linked sites, in lower case, those below them included."""
    younger_than_hours: float | None = None
    mentions: int | None = None
    """At least so many people are mentioned."""
    treatment: Treatment = Treatment.HOLD


@dataclass(frozen=True, slots=True)
class WaveView:
    """A rule as staff see it."""

    id: int
    draft: WaveDraft
    started_at: datetime
    started_by: int
    ends_at: datetime
    ended_at: datetime | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class WaveHit:
    """A post that a rule would have met: what it says (no words of posts that are not public), and what fired."""

    post_id: int
    text: str
    fired: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaveTrial:
    """What a rule would have met within `LONGEST`. `looked` is how many posts were asked, the newest first."""

    looked: int
    hits: int
    samples: tuple[WaveHit, ...]
    complete: bool
    """Whether those were all posts of that time."""
