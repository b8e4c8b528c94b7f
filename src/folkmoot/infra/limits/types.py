"""What a limit is."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` happenings called `name` for one subject in each window of `within`."""

    name: str
    most: int
    within: timedelta
    seconds: int = field(init=False, compare=False)
    policy: str = field(init=False, compare=False)
    """As an item of the header RateLimit-Policy."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "seconds", int(self.within.total_seconds()))
        object.__setattr__(self, "policy", f'"{self.name}";q={self.most};w={self.seconds}')
