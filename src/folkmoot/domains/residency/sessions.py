"""Browsers that are signed in. The token goes to the browser; the vault keeps its hash."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

import msgspec
from django.db.models import Max

from folkmoot.domains.residency import keys
from folkmoot.domains.residency.models import VaultSession
from folkmoot.domains.residency.stores import HOME, vault_of, vaults
from folkmoot.domains.residency.types import Session, SessionPlace
from folkmoot.infra import crypto
from folkmoot.infra.rows import Lookup
from folkmoot.infra.writes import atomic_write, in_passing
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id, time_of

LIFETIME = timedelta(days=90)
MOST = 100
"""Browsers in which one person is signed in."""
_TOUCH_AFTER = timedelta(minutes=10)
_OPENED = Lookup(VaultSession, "token_hash = %s")


def open_session(account_id: int, place: SessionPlace) -> str:
    """Sign a browser in; returns the token for its cookie. Beyond MOST the one used least lately is signed out."""
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
        own = VaultSession.objects.using(alias).filter(account_id=account_id)
        kept = own.order_by("-last_used_at", "-id").values_list("id", flat=True)[:MOST]
        own.exclude(id__in=list(kept)).delete()
    return token


def account_of(token: str) -> tuple[int, int] | None:
    """Whose session a token opens: (account id, session id). None if unknown, revoked or unused for 90 days."""
    hashed = crypto.token_hash(token)
    now = clock.now()
    for alias in vaults():
        row = _OPENED.first(hashed, using=alias)
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


def last_days(account_ids: Collection[int]) -> dict[int, date]:
    """The day on which each of these people last used a browser here; those without a session are left out."""
    newest: dict[int, date] = {}
    for alias in vaults():
        rows = VaultSession.objects.using(alias).filter(account_id__in=account_ids).values("account_id")
        for row in rows.annotate(last=Max("last_used_at")):
            day = row["last"].date()
            newest[row["account_id"]] = max(day, newest.get(row["account_id"], day))
    return newest


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
        with in_passing(), atomic_write(alias):
            VaultSession.objects.using(alias).filter(id=row.id).update(last_used_at=now)


def _session(row: VaultSession, key: bytes) -> Session:
    place = msgspec.json.decode(crypto.unseal(key, bytes(row.sealed), _context(row.id)), type=SessionPlace)
    return Session(id=row.id, place=place, created_at=time_of(row.id), last_used_at=row.last_used_at)


def _context(session_id: int) -> bytes:
    return f"session {session_id}".encode()
