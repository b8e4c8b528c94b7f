"""Browsers that are signed in. The token goes to the browser; the vault keeps its hash."""

from datetime import datetime, timedelta

import msgspec

from folkmoot.domains.residency import keys
from folkmoot.domains.residency.models import VaultSession
from folkmoot.domains.residency.stores import HOME, vault_of, vaults
from folkmoot.domains.residency.types import Session, SessionPlace
from folkmoot.infra import crypto
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id, time_of

LIFETIME = timedelta(days=90)
_TOUCH_AFTER = timedelta(minutes=10)


def open_session(account_id: int, place: SessionPlace) -> str:
    """Sign a browser in; returns the token for its cookie."""
    token = crypto.new_token()
    session_id = new_id()
    sealed = crypto.seal(keys.of(account_id), msgspec.json.encode(place), _context(session_id))
    alias = vault_of(HOME)
    with atomic_write(alias):
        VaultSession.objects.using(alias).create(
            id=session_id,
            account_id=account_id,
            token_hash=crypto.token_hash(token),
            sealed=sealed,
            last_used_at=clock.now(),
        )
    return token


def account_of(token: str) -> tuple[int, int] | None:
    """Whose session a token opens: (account id, session id). None if unknown, revoked or unused for 90 days."""
    hashed = crypto.token_hash(token)
    now = clock.now()
    for alias in vaults():
        row = VaultSession.objects.using(alias).filter(token_hash=hashed).first()
        if row is not None and now - row.last_used_at < LIFETIME:
            _touch(alias, row, now)
            return row.account_id, row.id
    return None


def sessions_of(account_id: int) -> list[Session]:
    """A person's sessions, the one last used first."""
    key = keys.of(account_id)
    rows = [
        row
        for alias in vaults()
        for row in VaultSession.objects.using(alias).filter(account_id=account_id).order_by("-last_used_at")
    ]
    return [_session(row, key) for row in rows]


def revoke(account_id: int, session_id: int) -> bool:
    """End one session of a person; False if there is none such."""
    deleted = 0
    for alias in vaults():
        with atomic_write(alias):
            deleted += VaultSession.objects.using(alias).filter(account_id=account_id, id=session_id).delete()[0]
    return deleted > 0


def revoke_all(account_id: int, *, keep: int | None = None) -> None:
    """End all sessions of a person but `keep`."""
    for alias in vaults():
        with atomic_write(alias):
            VaultSession.objects.using(alias).filter(account_id=account_id).exclude(id=keep or 0).delete()


def sweep() -> None:
    """Delete the sessions that nobody has used for so long that they no longer open."""
    for alias in vaults():
        with atomic_write(alias):
            VaultSession.objects.using(alias).filter(last_used_at__lt=clock.now() - LIFETIME).delete()


def _touch(alias: str, row: VaultSession, now: datetime) -> None:
    if now - row.last_used_at >= _TOUCH_AFTER:
        with atomic_write(alias):
            VaultSession.objects.using(alias).filter(id=row.id).update(last_used_at=now)


def _session(row: VaultSession, key: bytes) -> Session:
    place = msgspec.json.decode(crypto.unseal(key, bytes(row.sealed), _context(row.id)), type=SessionPlace)
    return Session(id=row.id, place=place, created_at=time_of(row.id), last_used_at=row.last_used_at)


def _context(session_id: int) -> bytes:
    return f"session {session_id}".encode()
