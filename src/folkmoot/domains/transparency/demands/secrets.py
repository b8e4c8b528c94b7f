"""What is kept of a sealed demand: encrypted under a key that is derived from the operator key.

Who reads the database, or a backup of it, does not read what a law forbids to tell.
"""

import msgspec

from folkmoot.domains.transparency.types import DemandContent
from folkmoot.infra import crypto
from folkmoot.infra.operator_key import secret
from folkmoot.infra.translog.api import Sealed


def pack_content(demand_id: int, content: DemandContent, *, sealed: bool) -> bytes:
    plain = msgspec.json.encode(content)
    return crypto.seal(_key(), plain, _context(demand_id)) if sealed else plain


def unpack_content(demand_id: int, packed: bytes, *, sealed: bool) -> DemandContent:
    """The inverse of `pack_content`."""
    plain = crypto.unseal(_key(), packed, _context(demand_id)) if sealed else packed
    return msgspec.json.decode(plain, type=DemandContent)


def pack_entry(sealed: Sealed) -> bytes:
    return crypto.seal(_key(), msgspec.json.encode([sealed.salt, sealed.body]), _context(sealed.entry_id))


def unpack_entry(entry_id: int, packed: bytes) -> Sealed:
    """The inverse of `pack_entry`."""
    salt, body = msgspec.json.decode(crypto.unseal(_key(), packed, _context(entry_id)), type=tuple[str, str])
    return Sealed(entry_id, body, salt)


def _key() -> bytes:
    return secret("demand-seal")


def _context(identifier: int) -> bytes:
    return f"demand/{identifier}".encode()
