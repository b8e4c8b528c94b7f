"""How much each term of Ranked counts for one reader. Nobody else reads it.

A weight multiplies a term. The distribution factor has no weight: no choice of these brings back what was reduced.
"""

from dataclasses import asdict, astuple, dataclass, fields

from folkmoot.domains.feed.models import FeedWeights
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

MOST_WEIGHT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """From 0 (the term counts for nothing) to 3; 1 is as the terms page says."""

    closeness: float = 1.0
    freshness: float = 1.0
    conversation: float = 1.0
    rarity: float = 1.0

    def of(self, term: str) -> float:
        return float(getattr(self, term))


EVEN = Weights()


def weights_of(account_id: int) -> Weights:
    """Those of somebody who never chose any are all 1."""
    row = FeedWeights.objects.filter(account_id=account_id).values(*(field.name for field in fields(Weights))).first()
    return Weights(**row) if row else EVEN


def set_weights(viewer: Viewer, *, weights: Weights) -> None:
    """Keep them; all 1 is the same as none. Raises Invalid, naming the field, for what is not between 0 and 3."""
    account_id = viewer.require_account()
    checked(weights)
    with atomic_write():
        if astuple(weights) == astuple(EVEN):
            FeedWeights.objects.filter(account_id=account_id).delete()
        else:
            FeedWeights.objects.update_or_create(account_id=account_id, defaults=asdict(weights))
        record(account_id, "feed.weigh", account_ref(account_id))


def checked(weights: Weights) -> Weights:
    """The same. Raises Invalid like `set_weights`."""
    for name, value in asdict(weights).items():
        if not 0 <= value <= MOST_WEIGHT:
            raise Invalid("Please choose a number from 0 to 3.", field=name)
    return weights
