"""Refuse what a restricted account may not do, and say why."""

from collections.abc import Collection

from folkmoot.domains.integrity.policy.types import Limited
from folkmoot.domains.integrity.treatments import treatments_for
from folkmoot.domains.integrity.types import NO_TREATMENT, Applied, Treatments
from folkmoot.infra.config import current
from folkmoot.kernel.errors import Forbidden
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence

DEEDS = {
    Limited.POST: sentence("publish anything"),
    Limited.REPLY: sentence("reply to, quote or mention people who do not follow it"),
    Limited.MESSAGE: sentence("begin messages to people who do not follow it"),
    Limited.REACT: sentence("vote, favourite or rate"),
}
"""What each limit closes, in the words that the person reads: "your account cannot …"."""


def restrictions_of(account_id: int) -> Treatments:
    """What is active on an account, in one query: ask it `limit(deed)`."""
    ref = account_ref(account_id)
    return treatments_for([ref]).get(ref, NO_TREATMENT)


def refuse_restricted(account_id: int, deeds: Collection[Limited], *, found: Treatments | None = None) -> None:
    """Raise Forbidden where one of these deeds is closed to an account; the sentence says what, why, until when.

    `found`: what `restrictions_of` said, for a caller who knows it already.
    """
    active = restrictions_of(account_id) if found is None else found
    for deed in deeds:
        applied = active.limit(deed)
        if applied is not None:
            raise Forbidden(f"restricted: {deed}", safe=refusal(applied, deed))


def refusal(applied: Applied, deed: Limited) -> str:
    """What is closed, why and until when, with the address of the statement."""
    closed = (
        sentence("Until {until} your account cannot {deed}.", until=applied.until, deed=DEEDS[deed])
        if applied.until
        else sentence("For now your account cannot {deed}.", deed=DEEDS[deed])
    )
    return sentence(
        "{closed} The reason: {reason} The statement, and how to appeal: {address}",
        closed=closed,
        reason=applied.reason,
        address=f"{current().public_origin}/decisions/{applied.decision_id}",
    )
