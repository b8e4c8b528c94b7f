"""Tell devices: one job for each notification and subscription."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from folkmoot.domains.apps import api as apps
from folkmoot.domains.graph import api as graph
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationView, Notified
from folkmoot.edges.mastodon.present.notifications import TYPES
from folkmoot.edges.mastodon.push import subscriptions
from folkmoot.edges.mastodon.push.encrypting import sealed
from folkmoot.edges.mastodon.push.payload import payload
from folkmoot.edges.mastodon.push.types import Policy, Subscription
from folkmoot.infra import fetching, mail
from folkmoot.infra.fetching import FetchError, Resolver, Transport
from folkmoot.infra.jobs import api as jobs
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer

SECONDS = 5.0
"""A push service that takes longer has not answered: the worker has other things to do."""

_RESTS_SECONDS = 60.0
_GONE = frozenset({404, 410})
_DONE = range(200, 300)
_TOO_LARGE = 413
_SEND = "push.send"


class Undelivered(Exception):
    """The push service did not take a message; it is tried again later, a few times. Names no address."""


@dataclass(slots=True)
class Way:
    """How push services are reached, and which hosts rest because they did not answer a moment ago."""

    resolver: Resolver = fetching.resolve
    transport: Transport = fetching.connect
    resting: dict[str, float] = field(default_factory=dict)

    def refuse_resting(self, endpoint: str) -> None:
        """Raise Undelivered where its host rests."""
        now = time.monotonic()
        self.resting = {name: until for name, until in self.resting.items() if until > now}
        if _host(endpoint) in self.resting:
            raise Undelivered("the push service did not answer a moment ago")

    def send(self, endpoint: str, body: bytes, headers: dict[str, str]) -> int:
        """The status with which the push service answers. Raises Undelivered."""
        try:
            return fetching.post(
                endpoint, body, headers, seconds=SECONDS, resolver=self.resolver, transport=self.transport
            )
        except FetchError:
            self.resting[_host(endpoint)] = time.monotonic() + _RESTS_SECONDS
            raise Undelivered("the push service does not answer") from None


def _host(endpoint: str) -> str:
    return urlsplit(endpoint).hostname or ""


way = Way()


def on_notified(event: Notified) -> None:
    """Subscriber: one job for each device of those who were told something."""
    told = dict(zip(event.account_ids, event.notification_ids, strict=True))
    for account_id, ids in subscriptions.subscribers(told).items():
        for subscription_id in ids:
            jobs.enqueue(_SEND, subscription_id=subscription_id, notification_id=told[account_id])


def send(*, subscription_id: int, notification_id: int) -> None:
    """Push one notification to one device, if it is wanted there. Raises Undelivered for another attempt.

    A worker that is killed in the middle leaves it at that: what was told is in the list of notifications anyway, and
    no phone rings twice for one thing.
    """
    found = subscriptions.opened(subscription_id)
    if found is None:
        return
    subscription, token = found
    viewer = apps.token_owners([subscription.token_id]).get(subscription.token_id)
    if viewer is None:
        subscriptions.end(subscription_id)
        return
    try:
        view = notifications.notification(viewer, notification_id)
    except NotFound:
        return  # taken back, or nothing that this person may still see
    if _wanted(subscription, viewer, view):
        _deliver(subscription, payload(viewer, view, token=token), topic=f"{subscription_id}/{notification_id}")


def _wanted(subscription: Subscription, viewer: Viewer, view: NotificationView) -> bool:
    if TYPES[view.kind] not in subscription.alerts or subscription.policy is Policy.NONE:
        return False
    if view.actor is None or subscription.policy is Policy.ALL:
        return True
    own = viewer.require_account()
    pair = (own, view.actor.id) if subscription.policy is Policy.FOLLOWED else (view.actor.id, own)
    return graph.follows(*pair)


def _deliver(subscription: Subscription, plain: bytes, *, topic: str) -> None:
    message = sealed(plain, subscription.device, contact=mail.sender_address(), topic=topic)
    way.refuse_resting(subscription.device.endpoint)
    if not jobs.begin():
        return
    status = way.send(subscription.device.endpoint, message.body, dict(message.headers))
    if status in _GONE:
        subscriptions.end(subscription.id)
    elif status not in _DONE and status != _TOO_LARGE:
        raise Undelivered(f"status {status}")


jobs.register(_SEND, send)
