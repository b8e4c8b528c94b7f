"""Subscriptions between the parts of this package."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from folkmoot.infra.fetching import FetchError, check_address
from folkmoot.kernel.errors import Invalid

ALERTS = (
    "mention", "quote", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update", "quoted_update",
    "admin.sign_up", "admin.report", "severed_relationships", "moderation_warning",
)  # fmt: skip
_POINT_BYTES, _AUTH_BYTES = 65, 16
_LONGEST_ENDPOINT = 2000


class Policy(StrEnum):
    """Whose doings are worth a message."""

    ALL = "all"
    FOLLOWED = "followed"
    FOLLOWER = "follower"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Device:
    """Where messages go, with the keys of who opens them. `standard`: by RFC 8291, and not by the draft before it."""

    endpoint: str
    p256dh: str
    auth: str
    standard: bool


@dataclass(frozen=True, slots=True)
class Subscription:
    id: int
    token_id: int
    account_id: int
    device: Device
    alerts: frozenset[str]
    policy: Policy


def checked_device(endpoint: str, p256dh: str, auth: str, *, standard: bool) -> Device:
    """A device whose address and keys can be used. Raises Invalid."""
    try:
        check_address(endpoint)
    except FetchError as error:
        raise Invalid(str(error), field="endpoint") from None
    if len(endpoint) > _LONGEST_ENDPOINT:
        raise Invalid("The endpoint is too long.", field="endpoint")
    point = decoded(p256dh)
    if len(point) != _POINT_BYTES or point[0] != 4 or len(decoded(auth)) != _AUTH_BYTES:  # noqa: PLR2004 - SEC 1, 2.3.3
        raise Invalid("The keys of the subscription cannot be used.", field="key_p256dh")
    return Device(endpoint, encoded(point), encoded(decoded(auth)), standard)


def wanted_alerts(said: Mapping[str, object]) -> frozenset[str]:
    """The alerts that are switched on."""
    return frozenset(name for name in ALERTS if said.get(name) in (True, "true", "1", "on", 1))


def decoded(text: str) -> bytes:
    """Base64 in either alphabet, padded or not. Empty where it is none."""
    try:
        return base64.b64decode(text.strip().replace("-", "+").replace("_", "/").rstrip("=") + "==", validate=False)
    except (binascii.Error, ValueError):
        return b""


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
