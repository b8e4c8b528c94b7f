"""Where files are found: public ones at a plain address, others at a signed one that ends.

The end is a full hour away, and the next full hour after that, so that an address stays the same for an hour
and a browser's cache can use it.
"""

from folkmoot.domains.media.types import MediaView, Size
from folkmoot.infra import crypto
from folkmoot.infra.operator_key import secret
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound

HOUR = 3600
_DIGITS = 12


def address(view: MediaView, size: Size) -> str:
    """The path to a file on this site. Videos and sounds have the original only; their small address is
    empty.
    """
    key = view.original_key if size is Size.ORIGINAL else view.small_key
    if not key:
        return ""
    return public_address(key) if view.public else _signed(key)


def public_address(key: str) -> str:
    return f"/media/{key}"


def check(key: str, expires: str, signature: str) -> None:
    """Raise NotFound unless the address of `key` was signed by this site and has not ended."""
    if not (expires.isascii() and expires.isdigit() and len(expires) <= _DIGITS and signature.isascii()):
        raise NotFound("no end in the address")
    if int(expires) <= clock.now().timestamp() or not crypto.signed_ok(_secret(), f"{key}:{expires}", signature):
        raise NotFound("address has ended or is not ours")


def _signed(key: str) -> str:
    expires = (int(clock.now().timestamp()) // HOUR + 2) * HOUR
    return f"/media/{key}?e={expires}&s={crypto.sign(_secret(), f'{key}:{expires}')}"


def _secret() -> bytes:
    return secret("media-address")
