"""Pages and organisations, and the people who may act as them; the roles of people."""

from folkmoot.domains.accounts import policy
from folkmoot.domains.accounts.access import access_acting, act_as
from folkmoot.domains.accounts.commands.create import insert_managed, new_account
from folkmoot.domains.accounts.models import Login, Manager
from folkmoot.domains.accounts.types import AccountKind, AccountView
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Role, Viewer

MANAGED_KINDS = frozenset({AccountKind.PAGE, AccountKind.ORGANISATION})


def create_managed(viewer: Viewer, *, handle: str, display_name: str, kind: AccountKind) -> AccountView:
    """Make a page or an organisation; whoever makes it is its first manager. Raises Invalid."""
    person_id = viewer.require_account()
    if kind not in MANAGED_KINDS:
        raise Invalid("Only a page or an organisation can be made here.", field="kind")
    name = policy.one_line(display_name, limit=policy.NAME_LIMIT, field="display_name")
    row = new_account(handle=handle, kind=kind, display_name=name)
    return insert_managed(
        row,
        actor_id=person_id,
        within=lambda: Manager(account_id=row.id, person_id=person_id).save(force_insert=True),
    )


def add_manager(viewer: Viewer, *, account_id: int, person_id: int) -> None:
    """Let another person of this community act as the account, too. Managers only; idempotent."""
    actor_id = viewer.require_account()
    act_as(viewer, account_id)
    with atomic_write():
        _require_managed(account_id)
        if not Login.objects.filter(account_id=person_id).exists():
            raise Invalid("Only a member of this community can be a manager.", field="person")
        _, fresh = Manager.objects.get_or_create(account_id=account_id, person_id=person_id)
        if fresh:
            record(actor_id, "manager.add", account_ref(account_id), person=person_id)


def remove_manager(viewer: Viewer, *, account_id: int, person_id: int) -> None:
    """Take that right away again, also one's own; the last manager stays. Raises Invalid, NotFound."""
    actor_id = viewer.require_account()
    act_as(viewer, account_id)
    with atomic_write():
        managers = Manager.objects.filter(account_id=account_id)
        if managers.count() == 1:
            raise Invalid("Somebody must remain who answers for this account.", field="person")
        if not managers.filter(person_id=person_id).delete()[0]:
            raise NotFound("no such manager")
        record(actor_id, "manager.remove", account_ref(account_id), person=person_id)


def set_role(viewer: Viewer, *, account_id: int, role: Role) -> None:
    """Make a member a moderator or an operator, or a member again. Operators only; one operator must remain."""
    actor_id = viewer.require_operator()
    with atomic_write():
        login = Login.objects.filter(account_id=account_id).first()
        if login is None:
            raise NotFound("no such login")
        others = Login.objects.filter(role=Role.OPERATOR).exclude(account_id=account_id)
        if login.role == Role.OPERATOR and role is not Role.OPERATOR and not others.exists():
            raise Invalid("Somebody must remain who operates this community.", field="role")
        Login.objects.filter(account_id=account_id).update(role=role)
        record(actor_id, "role.set", account_ref(account_id), role=role)


def _require_managed(account_id: int) -> None:
    if access_acting(account_id).kind not in MANAGED_KINDS:
        raise Invalid("Only pages and organisations have managers.", field="account")
