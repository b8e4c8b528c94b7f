from dataclasses import dataclass

from folkmoot.domains.accounts.types import AccountView
from folkmoot.domains.integrity.types import Applied
from folkmoot.domains.posts.types import PostView


@dataclass(frozen=True, slots=True)
class Term:
    """One reason for a score. `value` is 0 or more; `because` is the sentence that a reader understands."""

    name: str
    label: str
    value: float
    because: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why an item stands where it stands: score = sum of the terms × factor. `because` says how it got here at all."""

    because: str
    terms: tuple[Term, ...]
    factor: float
    reductions: tuple[Applied, ...]

    @property
    def sum(self) -> float:
        return sum(term.value for term in self.terms)

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
    tag: str
    posts: int
    accounts: int
    because: str


@dataclass(frozen=True, slots=True)
class TrendingPost:
    post: PostView
    because: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    account: AccountView
    because: str
