"""The key pair by which push services know this site (VAPID, RFC 8292): derived from the operator key, so it is there
from the first start, the same in every process, and comes back with the key after a restore.
"""

import base64
import functools
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from folkmoot.infra.operator_key import secret

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256 (FIPS 186-5): private keys are from 1 to one less."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`public` is the uncompressed point in base64url, as apps are told."""

    private_pem: bytes
    public_pem: bytes
    public: str


@functools.cache
def pair() -> Pair:
    """The key pair of this site."""
    wide = secret("vapid-1") + secret("vapid-2")  # twice as wide as the order, so that no key is likelier than another
    key = ec.derive_private_key(int.from_bytes(wide, "big") % (_ORDER - 1) + 1, ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return Pair(
        private_pem=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        public_pem=key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public=base64.urlsafe_b64encode(point).decode().rstrip("="),
    )
