"""The only way to get an account on somebody's behalf."""

from folkmoot.domains.accounts.models import Account, Manager
from folkmoot.domains.accounts.queries import view
from folkmoot.domains.accounts.types import AccountView
from folkmoot.kernel.errors import Gone, NotFound
from folkmoot.kernel.viewer import Viewer


def access_account(_viewer: Viewer, account_id: int) -> AccountView:
    """An account that is there. Raises NotFound, or Gone for an erased one.

    Blocks and treatments are the caller's rules: what they hide differs from surface to surface.
    """
    row = Account.objects.filter(id=account_id).first()
    if row is None:
        raise NotFound("no such account")
    return _present(row)


def access_account_by_name(_viewer: Viewer, name: str) -> AccountView:
    """The same by name: `ana` or `ben@other.example`, with or without a leading @."""
    handle, _, domain = name.lstrip("@").partition("@")
    row = Account.objects.filter(handle_key=handle.lower(), domain=domain.lower()).first()
    if row is None:
        raise NotFound("no such account")
    return _present(row)


def access_acting(account_id: int) -> Account:
    """The row of the account that acts, for its own commands."""
    row = Account.objects.filter(id=account_id, domain="", erased_at=None).first()
    if row is None:
        raise NotFound("no such account")
    return row


def act_as(viewer: Viewer, account_id: int) -> Viewer:
    """The Viewer with which a person acts as a page or an organisation that it manages. Raises NotFound."""
    person_id = viewer.require_account()
    if account_id == person_id:
        return viewer
    if not Manager.objects.filter(account_id=account_id, person_id=person_id).exists():
        raise NotFound("not a manager")
    return Viewer(account_id=account_id, app_id=viewer.app_id, scopes=viewer.scopes)


def _present(row: Account) -> AccountView:
    if row.erased_at is not None:
        raise Gone("erased account", safe="This account has been erased by its owner.")
    return view(row)
