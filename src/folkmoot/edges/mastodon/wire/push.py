from folkmoot.edges.mastodon.wire.base import Entity


class WebPushSubscription(Entity):
    """`server_key` is the site's public key (VAPID), in base64url."""

    id: str
    endpoint: str
    standard: bool
    alerts: dict[str, bool]
    policy: str
    server_key: str
