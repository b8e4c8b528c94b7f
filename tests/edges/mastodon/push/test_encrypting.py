"""What goes to a push service: the device opens it, and the service can check who sent it."""

import jwt
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from folkmoot.edges.mastodon.push import types
from folkmoot.edges.mastodon.push.encrypting import sealed
from folkmoot.infra import vapid
from folkmoot.kernel.errors import Invalid
from tests.edges.mastodon.push.receiving import Device, new_device

#: RFC 8291, appendix A: the receiver's private key, its authentication secret, and the whole message.
VECTOR_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
VECTOR_AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
VECTOR_BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def target(device: Device, *, standard: bool) -> types.Device:
    return types.checked_device("https://push.example/box/7", **device.keys(), standard=standard)


def test_the_receiver_of_these_tests_opens_the_example_of_the_standard() -> None:
    receiver = Device.of(VECTOR_PRIVATE, VECTOR_AUTH)
    assert receiver.open(types.decoded(VECTOR_BODY)) == b"When I grow up, I want to be a watermelon"


def test_the_device_opens_a_standard_message_and_nobody_else() -> None:
    device = new_device()
    message = sealed(b"Good morning", target(device, standard=True), contact="olga@moot.example", topic="7/1")
    assert device.open(message.body) == b"Good morning"
    assert (message.headers["Content-Encoding"], message.headers["TTL"]) == ("aes128gcm", "172800")
    with pytest.raises(InvalidTag):
        new_device().open(message.body)


def test_apps_that_do_not_say_standard_get_the_draft_before_it() -> None:
    device = new_device()
    message = sealed(b"Good morning", target(device, standard=False), contact="olga@moot.example", topic="7/1")
    headers = {name.lower(): value for name, value in message.headers.items()}
    assert device.open_draft(message.body, headers) == b"Good morning"
    assert headers["content-encoding"] == "aesgcm"
    assert headers["crypto-key"].endswith(f";p256ecdsa={vapid.pair().public}")
    assert _claims(headers["authorization"].removeprefix("WebPush "))["sub"] == "mailto:olga@moot.example"


def test_the_service_can_check_who_sent_it() -> None:
    message = sealed(b"x", target(new_device(), standard=True), contact="olga@moot.example", topic="7/1")
    scheme, _, fields = message.headers["Authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in fields.split(","))
    assert (scheme, parts["k"]) == ("vapid", vapid.pair().public)
    claims = _claims(parts["t"])
    assert (claims["aud"], claims["sub"]) == ("https://push.example", "mailto:olga@moot.example")


def test_the_key_of_the_site_stays_the_same() -> None:
    first = vapid.pair()
    vapid.pair.cache_clear()
    assert vapid.pair() == first
    assert len(types.decoded(first.public)) == 65


@pytest.mark.parametrize(
    ("endpoint", "p256dh", "auth"),
    [
        ("http://push.example/", None, None),
        ("https://push.example:8443/", None, None),
        ("https://127.0.0.1/", None, None),
        ("https://[::1]/", None, None),
        ("https://user@push.example/", None, None),
        ("", None, None),
        (None, "BCVx", None),
        (None, None, "short"),
    ],
)
def test_a_device_that_cannot_be_reached_is_refused(endpoint: str | None, p256dh: str | None, auth: str | None) -> None:
    keys = new_device().keys()
    with pytest.raises(Invalid):
        types.checked_device(
            "https://push.example/" if endpoint is None else endpoint,
            p256dh or keys["p256dh"],
            auth or keys["auth"],
            standard=True,
        )


def _claims(token: str) -> dict[str, str]:
    key = load_pem_public_key(vapid.pair().public_pem)
    claims: dict[str, str] = jwt.decode(token, key, algorithms=["ES256"], audience="https://push.example")  # type: ignore[arg-type]
    return claims
