"""The accounts of groups. Nobody signs in or acts as one: the domain of groups calls these, within its own commands."""

from collections.abc import Callable

from folkmoot.domains.accounts import policy
from folkmoot.domains.accounts.commands.create import insert_managed, new_account
from folkmoot.domains.accounts.commands.erase import erase_row
from folkmoot.domains.accounts.events import ProfileEdited
from folkmoot.domains.accounts.models import Account
from folkmoot.domains.accounts.types import AccountKind, AccountView
from folkmoot.infra.outbox.api import publish
from folkmoot.kernel.viewer import Viewer


def create_group(
    viewer: Viewer, *, handle: str, display_name: str, language: str, hidden: bool, within: Callable[[int], None]
) -> AccountView:
    """Make the account of a group; `within` gets its id inside the same transaction. Raises Invalid."""
    name = policy.one_line(display_name, limit=policy.NAME_LIMIT, field="display_name")
    row = new_account(handle=handle, kind=AccountKind.GROUP, display_name=name, language=language)
    row.hidden, row.discoverable, row.indexable = hidden, not hidden, not hidden
    return insert_managed(row, actor_id=viewer.require_account(), within=lambda: within(row.id))


def set_hidden(group_id: int, *, hidden: bool) -> None:
    """Whether outsiders find a group; what follows profiles is told. Inside the caller's `atomic_write`."""
    found = Account.objects.filter(id=group_id, kind=AccountKind.GROUP)
    if found.update(hidden=hidden, discoverable=not hidden, indexable=not hidden):
        publish(ProfileEdited(group_id))


def close_group(group_id: int) -> None:
    """Empty a group's account; its name stays taken. Inside the caller's `atomic_write`."""
    if Account.objects.filter(id=group_id, kind=AccountKind.GROUP, erased_at=None).exists():
        erase_row(group_id)
