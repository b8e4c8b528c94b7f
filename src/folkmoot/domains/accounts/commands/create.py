"""Make an account with its key and, for people, its login."""

from collections.abc import Callable

from django.db import IntegrityError

from folkmoot.domains.accounts import policy, secrets
from folkmoot.domains.accounts.events import AccountCreated
from folkmoot.domains.accounts.models import Account, Login
from folkmoot.domains.accounts.queries import view
from folkmoot.domains.accounts.types import AccountKind, AccountView, LoginState
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import FolkmootError, Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Role


def create_account(
    *,
    handle: str,
    email: str,
    password: str,
    role: Role = Role.MEMBER,
    display_name: str = "",
    language: str = "en",
) -> AccountView:
    """An active person at once, with no mail and no questions: for the command line and the demo.

    Raises Invalid, naming the field.
    """
    name = policy.one_line(display_name, limit=policy.NAME_LIMIT, field="display_name")
    row = new_account(handle=handle, kind=AccountKind.PERSON, display_name=name, language=language)
    hashed = secrets.hashed_password(password)
    return insert_person(row, email=email, hashed=hashed, role=role, state=LoginState.ACTIVE)


def new_account(*, handle: str, kind: AccountKind, display_name: str = "", language: str = "en") -> Account:
    """A local account, not stored yet. Raises Invalid."""
    checked = policy.checked_handle(handle)
    return Account(
        id=new_id(),
        handle=checked,
        handle_key=checked.lower(),
        kind=kind,
        display_name=display_name,
        language=language,
    )


def insert_person(
    row: Account,
    *,
    email: str,
    hashed: str,
    role: Role,
    state: LoginState,
    needs_approval: bool = False,
    within: Callable[[], None] = lambda: None,
) -> AccountView:
    """Store a person: key and address in their stores first, then account and login in one transaction.

    `within` runs inside that transaction and may refuse. Raises Invalid where the name or the address is taken.
    """
    address = policy.normal_email(email)
    hashed_address = secrets.email_hash(address)
    _refuse_taken(row.handle_key, hashed_address)
    residency.keys.create(row.id)
    record_id = residency.records.put(row.id, residency.RecordKind.EMAIL, address.encode())
    try:
        with atomic_write():
            _insert(row, row.id)
            Login.objects.create(
                account_id=row.id,
                email_hash=hashed_address,
                password=hashed,
                role=role,
                state=state,
                needs_approval=needs_approval,
            )
            within()
    except (IntegrityError, FolkmootError):
        # Nobody joined, so nobody's address stays. The key that is left is nobody's.
        residency.records.delete([record_id])
        _refuse_taken(row.handle_key, hashed_address)
        raise
    return view(row)


def insert_managed(row: Account, *, actor_id: int, within: Callable[[], None]) -> AccountView:
    """Store a page, an organisation or a group. Raises Invalid where the name is taken."""
    _refuse_taken(row.handle_key, None)
    residency.keys.create(row.id)
    try:
        with atomic_write():
            _insert(row, actor_id)
            within()
    except IntegrityError:
        _refuse_taken(row.handle_key, None)
        raise
    return view(row)


def _insert(row: Account, actor_id: int) -> None:
    row.save(force_insert=True)
    record(actor_id, "account.create", account_ref(row.id), kind=row.kind)
    publish(AccountCreated(row.id))


def _refuse_taken(handle_key: str, hashed_address: str | None) -> None:
    if Account.objects.filter(handle_key=handle_key, domain="").exists():
        raise Invalid("This name is taken. Please choose another.", field="handle")
    if hashed_address and Login.objects.filter(email_hash=hashed_address).exists():
        raise Invalid("There is an account with this e-mail address already.", field="email")
