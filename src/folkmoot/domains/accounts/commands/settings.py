"""What only the person sees of the own login; changing the address."""

from django.db import IntegrityError

from folkmoot.domains.accounts import policy, secrets
from folkmoot.domains.accounts.commands.sign_in import check_password
from folkmoot.domains.accounts.models import Login
from folkmoot.domains.accounts.types import LoginState, OwnLogin
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Role, Viewer


def own_login(viewer: Viewer) -> OwnLogin:
    """One's own e-mail address and role. Raises NotFound for an account without a login."""
    account_id = viewer.require_account()
    login = Login.objects.filter(account_id=account_id).first()
    if login is None:
        raise NotFound("no login")
    email = residency.records.find(account_id, residency.RecordKind.EMAIL) or b""
    return OwnLogin(account_id, email.decode(), Role(login.role), LoginState(login.state))


def change_email(viewer: Viewer, *, email: str, password: str) -> None:
    """Replace the address. Raises Invalid for a wrong password or an address that is taken."""
    account_id = viewer.require_account()
    check_password(account_id, password)
    replace_email(account_id, email)


def replace_email(account_id: int, email: str) -> None:
    """Replace the address of somebody who may. Raises Invalid for one that is taken."""
    address = policy.normal_email(email)
    hashed = secrets.email_hash(address)
    old = Login.objects.filter(email_hash=hashed).first()
    if old is not None and old.account_id != account_id:
        raise _taken()
    record_id = residency.records.put(account_id, residency.RecordKind.EMAIL, address.encode())
    try:
        with atomic_write():
            Login.objects.filter(account_id=account_id).update(email_hash=hashed)
            record(account_id, "email.change", account_ref(account_id))
    except IntegrityError:
        residency.records.delete([record_id])
        raise _taken() from None
    residency.records.delete_kind(account_id, residency.RecordKind.EMAIL, before=record_id)


def _taken() -> Invalid:
    return Invalid("There is an account with this e-mail address already.", field="email")
