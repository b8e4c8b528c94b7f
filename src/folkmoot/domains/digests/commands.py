"""Choose how often, and end it by the link of a mail."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.digests import policy
from folkmoot.domains.digests.models import Subscription
from folkmoot.domains.digests.types import Frequency
from folkmoot.infra import crypto
from folkmoot.infra.audit.api import record
from folkmoot.infra.operator_key import secret
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer


def choose_frequency(viewer: Viewer, *, frequency: Frequency) -> None:
    """How often the viewer wants a digest from now on. Idempotent. Raises NotSignedIn."""
    account_id, now = viewer.require_account(), clock.now()
    zone = accounts.preferences_of(account_id).time_zone
    with atomic_write():
        row = Subscription.objects.filter(account_id=account_id).first()
        if row is None:
            hashed = crypto.token_hash(token_of(account_id))
            row = Subscription(account_id=account_id, token_hash=hashed, told_until=now - policy.period(frequency))
        elif row.frequency == frequency:
            return
        row.told_until = max(row.told_until, now - policy.period(frequency))
        row.frequency, row.due_at = frequency, policy.next_due(frequency, zone, now)
        row.save()
        record(account_id, "digest.choose", account_ref(account_id), frequency=frequency.value)


def unsubscribe(token: str) -> None:
    """End the digest whose mails hold this token, for whoever holds it. Idempotent.

    Raises NotFound for a token of nobody.
    """
    with atomic_write():
        row = Subscription.objects.filter(token_hash=crypto.token_hash(token)).first()
        if row is None:
            raise NotFound("no such digest", safe="This link belongs to no digest of this site.")
        if row.frequency == Frequency.OFF:
            return
        row.frequency, row.due_at = Frequency.OFF, None
        row.save(update_fields=["frequency", "due_at"])
        record(row.account_id, "digest.unsubscribe", account_ref(row.account_id))


def frequency_of(viewer: Viewer) -> Frequency:
    """Raises NotSignedIn."""
    row = Subscription.objects.filter(account_id=viewer.require_account()).first()
    return Frequency(row.frequency) if row else Frequency.OFF


def token_of(account_id: int) -> str:
    """What the links of an account's digests end with: the same in each. Whoever reads the database cannot make it."""
    return crypto.keyed_hash(secret("digests"), str(account_id))


def on_account_erased(event: AccountErased) -> None:
    with atomic_write():
        Subscription.objects.filter(account_id=event.account_id).delete()
