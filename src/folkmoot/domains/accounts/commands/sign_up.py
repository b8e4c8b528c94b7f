"""Joining: by oneself, with an invitation, or after a moderator's yes."""

from datetime import timedelta

from folkmoot.domains.accounts import policy, secrets
from folkmoot.domains.accounts.blocks.enforcing import refuse_blocked
from folkmoot.domains.accounts.commands.create import insert_person, new_account
from folkmoot.domains.accounts.commands.invite import use_invitation
from folkmoot.domains.accounts.commands.mails import queue_mail
from folkmoot.domains.accounts.errors import RegistrationClosed
from folkmoot.domains.accounts.events import Joined
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
from folkmoot.infra.limits import api as limits
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Role, Viewer

PER_ADDRESS = limits.Limit("sign-ups from one network address", 60, timedelta(hours=1))
CONFIRMED_WITHIN = timedelta(days=7)


def sign_up(request: SignUp, *, mode: RegistrationMode, address: str = "") -> tuple[AccountView, LoginState]:
    """Join the community. The state says whether the person can start, must confirm an address, or waits.

    `address` is the network address, only counted and compared with what operators blocked; nothing of it is kept.
    Raises Invalid naming the field, InvitationNeeded, RegistrationClosed, RateLimited, NoRoom, and Forbidden for a
    network that is shut out.
    """
    if mode is RegistrationMode.CLOSED:
        raise RegistrationClosed
    room.require(Growth.JOINING)
    if address:
        limits.pace(PER_ADDRESS, limits.network_of(address))
    row = new_account(handle=request.handle, kind=AccountKind.PERSON, language=request.language)
    hashed = secrets.hashed_password(request.password)
    reason = _checked_reason(request, mode)
    doubted = refuse_blocked(handle=row.handle, email=request.email, address=address)
    state = _first_state(mode, doubted=doubted)

    def within() -> None:
        if mode is RegistrationMode.INVITATION:
            use_invitation(request.invitation)
        if current().confirms_email:
            queue_mail(row.id, "confirm")
        if state is LoginState.ACTIVE:
            publish(Joined(row.id))

    account = insert_person(
        row,
        email=request.email,
        hashed=hashed,
        role=Role.MEMBER,
        state=state,
        needs_approval=doubted,
        within=within,
    )
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
        publish(Joined(account_id))
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
    border = floor_id(clock.now() - CONFIRMED_WITHIN)
    late = Login.objects.filter(state=LoginState.UNCONFIRMED, account_id__lt=border)
    for account_id in list(late.values_list("account_id", flat=True)[:500]):
        with atomic_write():
            deleted, _ = Login.objects.filter(account_id=account_id, state=LoginState.UNCONFIRMED).delete()
            if deleted:
                Account.objects.filter(id=account_id).delete()
                record(None, "account.unconfirmed", account_ref(account_id))
        if deleted:
            residency.erase_person(account_id)


def _first_state(mode: RegistrationMode, *, doubted: bool) -> LoginState:
    if current().confirms_email:
        return LoginState.UNCONFIRMED
    return LoginState.WAITING if doubted or mode is RegistrationMode.APPROVAL else LoginState.ACTIVE


def _checked_reason(request: SignUp, mode: RegistrationMode) -> str:
    reason = request.reason.strip()
    if mode is RegistrationMode.APPROVAL and not reason:
        raise Invalid("Please write a sentence about why you would like to join.", field="reason")
    if len(reason) > policy.REASON_LIMIT:
        raise Invalid(
            sentence("At most {reason_limit} characters fit here.", reason_limit=policy.REASON_LIMIT), field="reason"
        )
    return reason


def _reason_of(account_id: int) -> str:
    return (residency.records.find(account_id, residency.RecordKind.SIGN_UP) or b"").decode()
