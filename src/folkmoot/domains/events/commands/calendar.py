"""The secret address of a calendar of one's own events."""

import hmac

from folkmoot.domains.events.models import CalendarAddress
from folkmoot.infra import crypto
from folkmoot.infra.audit.api import record
from folkmoot.infra.operator_key import secret
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import new_id, parse_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer


def calendar_token(viewer: Viewer) -> str:
    """What stands in the address; "" for who has none yet."""
    row = CalendarAddress.objects.filter(account_id=viewer.require_account()).first()
    return _token(row) if row else ""


def renew_calendar(viewer: Viewer) -> str:
    """A new address; the one before stops working at once."""
    account_id = viewer.require_account()
    with atomic_write():
        row, _ = CalendarAddress.objects.update_or_create(account_id=account_id, defaults={"number": new_id()})
        record(account_id, "event.calendar", account_ref(account_id))
    return _token(row)


def owner_of_calendar(token: str) -> int:
    """Whose calendar it is. Raises NotFound for an address that was renewed or never was."""
    account_id = parse_id(token.partition("-")[0])
    row = CalendarAddress.objects.filter(account_id=account_id).first() if account_id is not None else None
    if row is None or not hmac.compare_digest(_token(row).encode(), token.encode()):
        raise NotFound("no such calendar")
    return row.account_id


def _token(row: CalendarAddress) -> str:
    return f"{row.account_id}-{crypto.keyed_hash(secret('calendar'), f'{row.account_id}:{row.number}')}"
