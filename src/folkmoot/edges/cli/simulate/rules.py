"""The site's own rules, asked once for what repeats: a table instead of a call for each reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from folkmoot.domains.feed import api as feed
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Facts, Treatment
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Standing, Surface
from folkmoot.edges.cli.simulate.world import Claim, Flags, Floats, Ints, Place

_LABEL = "false"
_MOST_COUNTED = 4096

drawn, spaced, heat = feed.drawn, feed.spaced, cache(feed.heat)
CANDIDATES = feed.CANDIDATES


@dataclass(frozen=True, slots=True)
class Reduction:
    """The distribution factor of each claim under a policy, and from how many hours after its publication."""

    factors: tuple[float, ...]
    after: int = 0


def factors_of(claims: Sequence[Claim], policy_file: Path) -> tuple[float, ...]:
    """Ask the policy about every claim, those rated false with the label that a moderator's fact-check sets.

    A factor is the product of the default reductions of all clauses that match and may act without a person.
    """
    policy = integrity.load_policy(policy_file)
    return tuple(_factor(policy, one) for one in claims)


def _factor(policy: integrity.Policy, claim: Claim) -> float:
    labels = (_LABEL,) if claim.is_false else ()
    matched = policy.evaluate(Facts(kind="post", text=claim.text, hashtags=claim.tags, labels=labels)).matched
    acting = (clause for clause in matched if clause.decides is integrity.Decides.AUTOMATION)
    reductions = (terms for clause in acting for terms in clause.default_terms if terms.kind is Treatment.REDUCE)
    return float(np.prod([1.0 if terms.factor is None else terms.factor for terms in reductions]))


class Standings:
    """Whether a reduced post is read whole at a place of the model, as the site's rules say."""

    def __init__(self) -> None:
        self._whole = {
            (place, following): _is_whole(place, following=following) for place in Place for following in (False, True)
        }

    def whole(self, place: Place, following: Flags) -> Flags:
        """By whether the reader follows the author."""
        return np.where(following, self._whole[place, True], self._whole[place, False])


_SURFACES = {
    Place.LATEST: Surface.LATEST,
    Place.RANKED: Surface.RANKED,
    Place.BOOSTS: Surface.LATEST,
    Place.TAGS: Surface.TAG,
    Place.EXPLORE: Surface.EXPLORE,
}


def _is_whole(place: Place, *, following: bool) -> bool:
    boosted = place is Place.BOOSTS
    stands = posts.standing(_SURFACES[place], factor=0.5, own=False, following=following, boosted=boosted)
    return stands is Standing.WHOLE


def takes_a_line(place: Place) -> bool:
    """Whether a reduced post that is not whole still stands there as one line, in the place of another post."""
    boosted = place is Place.BOOSTS
    stands = posts.standing(_SURFACES[place], factor=0.5, own=False, following=False, boosted=boosted)
    return stands is not Standing.ABSENT


class Scores:
    """The sums of the four terms, for many posts at once."""

    def __init__(self, hours: int) -> None:
        self._freshness = np.array([feed.freshness(float(age)) for age in range(hours + 1)])

    @cached_property
    def _closeness(self) -> Floats:
        return np.array([[feed.closeness(friends=friends, attention=many) for many in range(_MOST_COUNTED)]
                         for friends in (False, True)])  # fmt: skip

    @cached_property
    def _conversation(self) -> Floats:
        return np.array([feed.conversation(boosts=many) for many in range(_MOST_COUNTED)])

    @cached_property
    def _rarity(self) -> Floats:
        return np.array([feed.rarity(many) for many in range(_MOST_COUNTED)])

    def sums(self, *, friends: Flags, attention: Ints, age: Ints, boosts: Ints, author_posts: Ints) -> Floats:
        most = _MOST_COUNTED - 1
        found: Floats = (
            self._closeness[friends.astype(np.int8), np.minimum(attention, most)]
            + self._freshness[age]
            + self._conversation[np.minimum(boosts, most)]
            + self._rarity[np.minimum(author_posts, most)]
        )
        return found
