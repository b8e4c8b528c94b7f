"""Joining: by oneself, with an invitation, or after a moderator's yes."""

from datetime import timedelta

from folkmoot.domains.accounts import policy, secrets
from folkmoot.domains.accounts.commands.create import insert_person, new_account
from folkmoot.domains.accounts.commands.invite import use_invitation
from folkmoot.domains.accounts.commands.mails import queue_mail
from folkmoot.domains.accounts.errors import RegistrationClosed
from folkmoot.domains.accounts.models import Account, Login
from folkmoot.domains.accounts.queries import view
from folkmoot.domains.accounts.types import (
    AccountKind,
    AccountView,
    LoginState,
    RegistrationMode,
    SignUp,
    WaitingMember,
)
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.config import current
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Role, Viewer

_CONFIRMED_WITHIN = timedelta(days=7)


def sign_up(request: SignUp, *, mode: RegistrationMode) -> tuple[AccountView, LoginState]:
    """Join the community. The state says whether the person can start, must confirm an address, or waits.

    Raises Invalid naming the field, InvitationNeeded, RegistrationClosed.
    """
    if mode is RegistrationMode.CLOSED:
        raise RegistrationClosed
    row = new_account(handle=request.handle, kind=AccountKind.PERSON, language=request.language)
    hashed = secrets.hashed_password(request.password)
    reason = _checked_reason(request, mode)
    state = _first_state(mode)

    def within() -> None:
        if mode is RegistrationMode.INVITATION:
            use_invitation(request.invitation)
        if current().confirms_email:
            queue_mail(row.id, "confirm")

    account = insert_person(row, email=request.email, hashed=hashed, role=Role.MEMBER, state=state, within=within)
    if reason:
        residency.records.put(row.id, residency.RecordKind.SIGN_UP, reason.encode())
    return account, state


def waiting_members(viewer: Viewer) -> tuple[WaitingMember, ...]:
    """Who asks to join, the longest waiting first. Staff only."""
    viewer.require_staff()
    ids = Login.objects.filter(state=LoginState.WAITING).order_by("account_id").values_list("account_id", flat=True)
    rows = Account.objects.filter(id__in=list(ids)).order_by("id")
    return tuple(WaitingMember(view(row), _reason_of(row.id)) for row in rows)


def approve(viewer: Viewer, *, account_id: int) -> None:
    """Let somebody in who waits. Staff only; Conflict where nobody waits any more."""
    moderator_id = viewer.require_staff()
    with atomic_write():
        waiting = Login.objects.filter(account_id=account_id, state=LoginState.WAITING)
        if not waiting.update(state=LoginState.ACTIVE):
            raise Conflict("nobody waits", safe="This person is not waiting any more.")
        record(moderator_id, "account.approve", account_ref(account_id))
        queue_mail(account_id, "approved")
    residency.records.delete_kind(account_id, residency.RecordKind.SIGN_UP)


def reject(viewer: Viewer, *, account_id: int) -> None:
    """Turn down somebody who waits: the account goes, with its address and key. Staff only."""
    moderator_id = viewer.require_staff()
    with atomic_write():
        deleted, _ = Login.objects.filter(account_id=account_id, state=LoginState.WAITING).delete()
        if not deleted:
            raise Conflict("nobody waits", safe="This person is not waiting any more.")
        Account.objects.filter(id=account_id).delete()
        record(moderator_id, "account.reject", account_ref(account_id))
    residency.erase_person(account_id)


def sweep_unconfirmed() -> None:
    """Forget who did not confirm an address within a week: the name is free again, the address is gone."""
    border = floor_id(clock.now() - _CONFIRMED_WITHIN)
    late = Login.objects.filter(state=LoginState.UNCONFIRMED, account_id__lt=border)
    for account_id in list(late.values_list("account_id", flat=True)[:500]):
        with atomic_write():
            deleted, _ = Login.objects.filter(account_id=account_id, state=LoginState.UNCONFIRMED).delete()
            if deleted:
                Account.objects.filter(id=account_id).delete()
                record(None, "account.unconfirmed", account_ref(account_id))
        if deleted:
            residency.erase_person(account_id)


def _first_state(mode: RegistrationMode) -> LoginState:
    if current().confirms_email:
        return LoginState.UNCONFIRMED
    return LoginState.WAITING if mode is RegistrationMode.APPROVAL else LoginState.ACTIVE


def _checked_reason(request: SignUp, mode: RegistrationMode) -> str:
    reason = request.reason.strip()
    if mode is RegistrationMode.APPROVAL and not reason:
        raise Invalid("Please write a sentence about why you would like to join.", field="reason")
    if len(reason) > policy.REASON_LIMIT:
        raise Invalid(f"At most {policy.REASON_LIMIT} characters fit here.", field="reason")
    return reason


def _reason_of(account_id: int) -> str:
    return (residency.records.find(account_id, residency.RecordKind.SIGN_UP) or b"").decode()
