"""A message that only the device opens, with the headers by which a push service knows the site."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from folkmoot.edges.mastodon.push.types import Device, decoded, encoded
from folkmoot.infra import crypto, vapid
from folkmoot.infra.operator_key import secret

TTL: Final = timedelta(hours=48)
_SIGNED_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Sealed:
    body: bytes
    headers: Mapping[str, str]


def sealed(plain: bytes, device: Device, *, contact: str, topic: str) -> Sealed:
    """Encrypt for a device. `contact`: the e-mail address at which a push service reaches the operator.

    While the device is away, a message takes the place of another one with the same `topic` (RFC 8030, section 5.4),
    of which the push service learns a keyed hash.
    """
    from webpush import WebPush
    from webpush.types import WebPushSubscription

    pair = vapid.pair()
    helper = WebPush(
        pair.private_pem, pair.public_pem, contact, int(TTL.total_seconds()), int(_SIGNED_FOR.total_seconds())
    )
    subscription = WebPushSubscription.model_validate(
        {"endpoint": device.endpoint, "keys": {"auth": device.auth, "p256dh": device.p256dh}}
    )
    made = helper.get(plain, subscription)
    common = {
        "Content-Type": "application/octet-stream",
        "TTL": made.headers["ttl"],
        "Urgency": "normal",
        "Topic": crypto.sign(secret("push-topic"), topic),
    }
    if device.standard:
        return Sealed(
            made.encrypted, {**common, "Content-Encoding": "aes128gcm", "Authorization": made.headers["authorization"]}
        )
    signature = made.headers["authorization"].partition("t=")[2].partition(",")[0]
    body, salt, sender = _by_draft(plain, device)
    return Sealed(
        body,
        {
            **common,
            "Content-Encoding": "aesgcm",
            "Encryption": f"salt={encoded(salt)}",
            "Crypto-Key": f"dh={encoded(sender)};p256ecdsa={pair.public}",
            "Authorization": f"WebPush {signature}",
        },
    )


def _by_draft(plain: bytes, device: Device) -> tuple[bytes, bytes, bytes]:
    """As draft-ietf-webpush-encryption-04 has it, which apps ask for that do not say `standard`: body, salt, key."""
    receiver, salt = decoded(device.p256dh), os.urandom(16)
    own = ec.generate_private_key(ec.SECP256R1())
    sender = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), receiver))
    secret = _derived(shared, decoded(device.auth), b"Content-Encoding: auth\x00", 32)
    context = b"P-256\x00" + b"".join(len(point).to_bytes(2, "big") + point for point in (receiver, sender))
    key = _derived(secret, salt, b"Content-Encoding: aesgcm\x00" + context, 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00" + context, 12)
    no_padding = b"\x00\x00"
    return AESGCM(key).encrypt(nonce, no_padding + plain, None), salt, sender


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)
