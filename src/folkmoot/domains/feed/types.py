from dataclasses import dataclass
from enum import StrEnum

from folkmoot.domains.accounts.types import AccountView
from folkmoot.domains.integrity.types import Applied
from folkmoot.domains.posts.types import PostView
from folkmoot.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Term:
    """One reason for a score. `value` is 0 or more, the reader's own `weight` counted in; `because` is the sentence
    that a reader understands.
    """

    name: str
    label: str
    value: float
    because: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TermPart:
    """A term's share of the sum, as a stretch of a line from 0 to 100."""

    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Why:
    """Why an item stands where it stands: score = sum of the terms × factor. `because` says how it got here at all."""

    because: Sentence
    terms: tuple[Term, ...]
    factor: float
    reductions: tuple[Applied, ...]

    @property
    def sum(self) -> float:
        return sum(term.value for term in self.terms)

    @property
    def parts(self) -> tuple[TermPart, ...]:
        """The terms side by side on one line; all of no width where the sum is 0."""
        widths = [100 * term.value / self.sum if self.sum else 0.0 for term in self.terms]
        return tuple(TermPart(round(sum(widths[:place]), 2), round(one, 2)) for place, one in enumerate(widths))

    @property
    def score(self) -> float:
        return self.sum * self.factor


@dataclass(frozen=True, slots=True)
class RankedItem:
    post: PostView
    why: Why


@dataclass(frozen=True, slots=True)
class RankedPage:
    """`next_cursor` continues the same ranking; None at its end."""

    items: tuple[RankedItem, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class TrendingTag:
    """`curve`: how many posts in each half day of the window, the oldest first."""

    tag: str
    posts: int
    accounts: int
    because: str
    curve: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendingPost:
    post: PostView
    because: str


class SuggestionSource(StrEnum):
    FOLLOWED = "followed"
    """By people whom one follows."""
    TAG = "tag"
    """They write about what one follows."""
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Suggestion:
    account: AccountView
    because: str
    source: SuggestionSource = SuggestionSource.COMMUNITY


class ReachSurface(StrEnum):
    """Where a post was shown. A boosted or quoted copy counts for the post, on the surface where the copy stands."""

    LATEST = "latest"
    LIST = "list"
    RANKED = "ranked"
    PUBLIC = "public"
    """The chronological view of everything public."""
    TAG = "tag"
    SEARCH = "search"
    EXPLORE = "explore"
    PROFILE = "profile"
    THREAD = "thread"
    """In its thread, or by a direct link."""


@dataclass(frozen=True, slots=True)
class SurfaceReach:
    """`shown`: times that a reader was shown the post there; `lost`: times that a reduction kept it from one."""

    surface: str
    shown: int
    lost: int


@dataclass(frozen=True, slots=True)
class Reach:
    """A post's reach, its author's own readings left out; the sums over all surfaces, and each surface by name."""

    shown: int
    lost: int
    by_surface: tuple[SurfaceReach, ...]


NO_REACH = Reach(0, 0, ())
