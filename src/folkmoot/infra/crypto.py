"""Sealing, keyed hashes and signed addresses. AES-256-GCM (NIST SP 800-38D) and HMAC-SHA256 (RFC 2104)."""

import base64
import hashlib
import hmac
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12


class Unreadable(Exception):
    """The sealed bytes do not open: another key, another context, or they were changed."""


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Encrypt `plain`. `context` says what and whose it is; the same must be given to open it."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The inverse of `seal`. Raises Unreadable."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error


def derive(master: bytes, purpose: str) -> bytes:
    """A key for one purpose from a master key."""
    return hmac.digest(master, f"folkmoot/{purpose}".encode(), hashlib.sha256)


def keyed_hash(key: bytes, value: str) -> str:
    """A hash by which an equal value can be found again, and not guessed without the key. 64 hex digits."""
    return hmac.digest(key, value.encode(), hashlib.sha256).hex()


def new_token() -> str:
    """43 characters, 256 random bits, safe in addresses."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored instead of a token. The token is random, so a plain hash suffices. 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign(key: bytes, value: str) -> str:
    """A short signature of `value` for use in an address: 128 bits, 22 characters."""
    return base64.urlsafe_b64encode(hmac.digest(key, value.encode(), hashlib.sha256)[:16]).decode().rstrip("=")


def signed_ok(key: bytes, value: str, signature: str) -> bool:
    """Whether `signature`, which may be anything that a stranger wrote, is that of `value`."""
    return hmac.compare_digest(sign(key, value).encode(), signature.encode(errors="replace"))
