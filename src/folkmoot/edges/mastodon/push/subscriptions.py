"""Make, change, find and end subscriptions."""

from collections.abc import Collection
from dataclasses import replace

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.apps import api as apps
from folkmoot.domains.apps.api import AccessEnded
from folkmoot.edges.mastodon.push.models import PushSubscription
from folkmoot.edges.mastodon.push.types import Device, Policy, Subscription
from folkmoot.infra import crypto
from folkmoot.infra.operator_key import secret
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import new_id


def subscribe(
    token: str, living: apps.LivingToken, device: Device, alerts: frozenset[str], policy: Policy
) -> Subscription:
    """Subscribe a device by its token, in place of what the token had before."""
    row = PushSubscription(
        id=new_id(),
        token_id=living.id,
        account_id=living.viewer.require_account(),
        endpoint=device.endpoint,
        p256dh=device.p256dh,
        auth=device.auth,
        standard=device.standard,
        alerts=sorted(alerts),
        policy=policy,
    )
    row.token = crypto.seal(_key(), token.encode(), _context(row.id))
    with atomic_write():
        PushSubscription.objects.filter(token_id=living.id).delete()
        row.save(force_insert=True)
    return _view(row)


def change(living: apps.LivingToken, alerts: frozenset[str] | None, policy: Policy | None) -> Subscription:
    """Change what is given; None leaves it. Raises NotFound."""
    found = subscription_of(living)
    changed = replace(
        found,
        alerts=found.alerts if alerts is None else alerts,
        policy=policy or found.policy,
    )
    with atomic_write():
        rows = PushSubscription.objects.filter(id=found.id)
        rows.update(alerts=sorted(changed.alerts), policy=changed.policy)
    return changed


def subscription_of(living: apps.LivingToken) -> Subscription:
    """What the token subscribed. Raises NotFound."""
    row = PushSubscription.objects.filter(token_id=living.id).first()
    if row is None:
        raise NotFound("no subscription")
    return _view(row)


def unsubscribe(living: apps.LivingToken) -> None:
    """End the token's subscription, if it has one."""
    with atomic_write():
        PushSubscription.objects.filter(token_id=living.id).delete()


def subscribers(account_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The ids of the subscriptions of these accounts, by account."""
    rows = PushSubscription.objects.filter(account_id__in=account_ids).order_by("id")
    found: dict[int, tuple[int, ...]] = {}
    for account_id, subscription_id in rows.values_list("account_id", "id"):
        found[account_id] = (*found.get(account_id, ()), subscription_id)
    return found


def opened(subscription_id: int) -> tuple[Subscription, str] | None:
    """A subscription with the token that it shows; None where it has ended."""
    row = PushSubscription.objects.filter(id=subscription_id).first()
    if row is None:
        return None
    return _view(row), crypto.unseal(_key(), bytes(row.token), _context(row.id)).decode()


def end(subscription_id: int) -> None:
    """End a subscription that its push service does not know any more, or whose token ended."""
    with atomic_write():
        PushSubscription.objects.filter(id=subscription_id).delete()


def on_access_ended(event: AccessEnded) -> None:
    """Subscriber: what hung on a token ends with it."""
    if event.account_id is None:
        return
    rows = PushSubscription.objects.filter(account_id=event.account_id)
    _end_dead(list(rows.values_list("token_id", flat=True)))


def on_erased(event: AccountErased) -> None:
    """Subscriber: nothing of somebody who left is kept."""
    PushSubscription.objects.filter(account_id=event.account_id).delete()


def _end_dead(token_ids: Collection[int]) -> None:
    dead = set(token_ids) - apps.living(token_ids)
    PushSubscription.objects.filter(token_id__in=dead).delete()


def _view(row: PushSubscription) -> Subscription:
    device = Device(row.endpoint, row.p256dh, row.auth, row.standard)
    return Subscription(row.id, row.token_id, row.account_id, device, frozenset(row.alerts), Policy(row.policy))


def _key() -> bytes:
    return secret("push-token")


def _context(subscription_id: int) -> bytes:
    return f"push-token/{subscription_id}".encode()
