"""Who may see what, what may answer what, which votes count. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from folkmoot.domains.graph.types import Surroundings
from folkmoot.domains.posts.types import QuotePolicy, Surface, Visibility

COUNTED_AGE = timedelta(days=3)
EDIT_KEEPS = 100
_NARROWNESS = {
    Visibility.PUBLIC: 0,
    Visibility.UNLISTED: 1,
    Visibility.FOLLOWERS: 2,
    Visibility.FRIENDS: 3,
    Visibility.GROUP: 4,
    Visibility.DIRECT: 5,
}

SPREADING = frozenset({Surface.LATEST, Surface.LIST, Surface.PUBLIC, Surface.TAG, Surface.GROUP})
"""Chronological views: what was reduced is folded into one line, except for its author's own followers at home."""


def may_see(
    *, visibility: Visibility, author_id: int, mentioned: bool, around: Surroundings, let_in: bool = False
) -> bool:
    """Whether the viewer of `around` is among those for whom the post was written. Blocks are not asked here.

    `let_in`: the viewer is a member of the group for whose members the post is.
    """
    if visibility in {Visibility.PUBLIC, Visibility.UNLISTED}:
        return True
    if around.viewer_id is None:
        return False
    if visibility is Visibility.GROUP:
        return let_in or author_id == around.viewer_id
    if author_id == around.viewer_id or mentioned:
        return True
    if visibility is Visibility.FOLLOWERS:
        return author_id in around.following
    return visibility is Visibility.FRIENDS and around.friends(author_id)


UNCOUNTED = frozenset({Visibility.DIRECT, Visibility.GROUP})
"""What is not in its author's number of posts, which everybody sees."""


def counts_as_reply(visibility: Visibility) -> bool:
    """Whether an answer is in the number that stands at what it answers: its readers are the same, or everybody."""
    return not visibility.in_vault or visibility is Visibility.GROUP


def may_carry_on(visibility: Visibility, *, own: bool) -> bool:
    """Whether a post may be boosted or quoted: what is public or unlisted by anybody, for followers by its author."""
    return not visibility.in_vault or (own and visibility is Visibility.FOLLOWERS)


def may_quote(policy: QuotePolicy, *, own: bool, follows: bool) -> bool:
    """Whether somebody may quote a post by what its author wishes; `follows`: whether they follow the author."""
    return own or policy is QuotePolicy.PUBLIC or (policy is QuotePolicy.FOLLOWERS and follows)


class Standing(StrEnum):
    """How a post with a distribution factor stands on a surface. Ranked draws instead, see feed; there it is WHOLE."""

    WHOLE = "whole"
    FOLDED = "folded"
    """One line with the reason."""
    ABSENT = "absent"


def standing(surface: Surface, *, factor: float, own: bool, following: bool, boosted: bool) -> Standing:
    """How a post stands for a reader: `own` if it is the reader's, `following` if the reader follows its author.

    `boosted`: what stands there is a copy that somebody carried on.
    """
    if factor >= 1 or own:
        return Standing.WHOLE
    if boosted:
        return Standing.FOLDED if surface in SPREADING | {Surface.PAGE} else Standing.WHOLE
    if surface is Surface.EXPLORE:
        return Standing.ABSENT
    at_home = surface in {Surface.LATEST, Surface.LIST} and following
    return Standing.FOLDED if surface in SPREADING and not at_home else Standing.WHOLE


def narrower(first: Visibility, second: Visibility) -> Visibility:
    """Whichever of the two fewer people see."""
    return max(first, second, key=_NARROWNESS.__getitem__)


def vote_counts(*, joined_at: datetime, site_began_at: datetime, now: datetime) -> bool:
    """Whether a vote is counted: not from an account that joined in the last three days.

    A ring is made of accounts made for it. In the first three days of a community everybody is new, and all count.
    """
    return now - joined_at >= COUNTED_AGE or now - site_began_at < COUNTED_AGE
