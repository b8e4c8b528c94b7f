"""Subscriptions for Web Push: one for each token."""

import msgspec

from folkmoot.domains.apps import api as apps
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.push import subscriptions
from folkmoot.edges.mastodon.push.types import ALERTS, Policy, Subscription, checked_device, wanted_alerts
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire import push as wire
from folkmoot.infra import vapid
from folkmoot.kernel.errors import Invalid

routes = Routes()
_PATH = "/api/v1/push/subscription"


class Keys(msgspec.Struct):
    p256dh: str = ""
    auth: str = ""


class SentDevice(msgspec.Struct):
    endpoint: str = ""
    keys: Keys = msgspec.field(default_factory=Keys)
    standard: bool = False


class Data(msgspec.Struct):
    alerts: dict[str, bool | str | int] | None = None
    policy: str | None = None


class Sent(msgspec.Struct):
    subscription: SentDevice = msgspec.field(default_factory=SentDevice)
    data: Data = msgspec.field(default_factory=Data)
    policy: str | None = None


@routes.post(_PATH, "push", sends=Sent)
def create(call: Call) -> wire.WebPushSubscription:
    sent = call.read(Sent)
    keys = sent.subscription.keys
    device = checked_device(sent.subscription.endpoint, keys.p256dh, keys.auth, standard=sent.subscription.standard)
    token = _token(call)
    alerts = wanted_alerts(sent.data.alerts or {})
    made = subscriptions.subscribe(token, _living(token), device, alerts, _policy(sent) or Policy.ALL)
    return shown(made)


@routes.get(_PATH, "push")
def read(call: Call) -> wire.WebPushSubscription:
    return shown(subscriptions.subscription_of(_living(_token(call))))


@routes.put(_PATH, "push", sends=Sent)
def change(call: Call) -> wire.WebPushSubscription:
    sent = call.read(Sent)
    alerts = None if sent.data.alerts is None else wanted_alerts(sent.data.alerts)
    return shown(subscriptions.change(_living(_token(call)), alerts, _policy(sent)))


@routes.delete(_PATH, "push")
def delete(call: Call) -> None:
    subscriptions.unsubscribe(_living(_token(call)))


def _token(call: Call) -> str:
    return call.request.headers.get("Authorization", "").partition(" ")[2].strip()


def _living(token: str) -> apps.LivingToken:
    return apps.token_of(token, needed=("push",))


def _policy(sent: Sent) -> Policy | None:
    """Raises Invalid for a word that is none."""
    said = sent.data.policy or sent.policy
    if said is None:
        return None
    try:
        return Policy(said)
    except ValueError:
        raise Invalid("The policy is all, followed, follower or none.", field="policy") from None


def shown(found: Subscription) -> wire.WebPushSubscription:
    """A subscription with the site's own key."""
    return wire.WebPushSubscription(
        id=str(found.id),
        endpoint=found.device.endpoint,
        standard=found.device.standard,
        alerts={name: name in found.alerts for name in ALERTS},
        policy=found.policy.value,
        server_key=vapid.pair().public,
    )
