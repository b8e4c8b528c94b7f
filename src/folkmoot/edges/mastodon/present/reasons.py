"""What acts on posts and accounts, for the field `folkmoot` of both."""

from typing import Any

from folkmoot.domains.integrity.api import Applied, Treatments
from folkmoot.edges.mastodon.wire.accounts import FolkmootAccount, Reason
from folkmoot.edges.mastodon.wire.base import UNSET


def reason(applied: Applied, **more: Any) -> Reason:
    """A decision that acts; `more` are the fields that go with its kind."""
    return Reason(
        decision_id=str(applied.decision_id),
        clause=applied.clause_id,
        title=applied.clause_title,
        reason=applied.reason,
        **more,
    )


def reduced(treatments: Treatments) -> list[Reason]:
    return [reason(applied, factor=applied.factor) for applied in treatments.reductions]


def informed(treatments: Treatments) -> list[Reason]:
    return [reason(applied, text=applied.text, link=applied.link) for applied in treatments.informs]


def on_account(treatments: Treatments) -> FolkmootAccount:
    """What everybody may know."""
    return FolkmootAccount(distribution=treatments.factor, reduced=reduced(treatments), informed=informed(treatments))


def on_own_account(treatments: Treatments, strikes: int) -> FolkmootAccount:
    """What its owner knows: also what closes something to the account, and how many strikes count now."""
    return FolkmootAccount(
        distribution=treatments.factor,
        reduced=reduced(treatments),
        informed=informed(treatments),
        removed=reason(treatments.removed) if treatments.removed else UNSET,
        held=reason(treatments.held) if treatments.held else UNSET,
        restricted=[reason(applied) for applied in treatments.restrictions],
        strikes=strikes,
    )
