"""The only way to get an account on somebody's behalf."""

from collections.abc import Collection

from folkmoot.domains.accounts.hidden import known_to
from folkmoot.domains.accounts.models import Account, Manager
from folkmoot.domains.accounts.queries import view
from folkmoot.domains.accounts.types import AccountView
from folkmoot.domains.integrity import api as integrity
from folkmoot.infra.rows import Lookup
from folkmoot.kernel.errors import Gone, NotFound
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

_BY_ID = Lookup(Account, "id = %s")


def access_account(viewer: Viewer, account_id: int) -> AccountView:
    """An account that is there. Raises NotFound, also for one that was removed, or Gone for an erased one.

    Who was removed still finds the own account, and so do moderators. Blocks are the caller's rules: what they hide
    differs from surface to surface.
    """
    return _present(viewer, _BY_ID.first(account_id))


def access_account_by_name(viewer: Viewer, name: str) -> AccountView:
    """The same by name: `ana` or `ben@other.example`, with or without a leading @."""
    handle, _, domain = name.lstrip("@").partition("@")
    row = Account.objects.filter(handle_key=handle.lower(), domain=domain.lower()).first()
    return _present(viewer, row)


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


def _present(viewer: Viewer, row: Account | None) -> AccountView:
    """A hidden account and a name that is not there answer alike, after the same number of queries."""
    if (row is None or row.hidden) and not known_to(viewer, [row.id if row else 0]):
        raise NotFound("no such account")
    if row is None:
        raise NotFound("no such account")
    if row.erased_at is not None:
        raise Gone("erased account", safe="This account has been erased by its owner.")
    if row.id != viewer.account_id and not present_for(viewer, [row.id]):
        raise NotFound("removed account", safe="This account was removed under the rules of this community.")
    return view(row)


def present_for(viewer: Viewer, ids: Collection[int]) -> frozenset[int]:
    """Those of the accounts that the viewer may meet: all but what was removed, is held, or is hidden from them."""
    if viewer.is_staff:
        return frozenset(ids)
    hidden = frozenset(Account.objects.filter(id__in=ids, hidden=True).values_list("id", flat=True))
    unknown = hidden - known_to(viewer, hidden)
    treatments = integrity.treatments_for([account_ref(one) for one in ids])
    withheld = {ref.id for ref, found in treatments.items() if found.is_withheld}
    return frozenset(one for one in ids if one not in withheld | unknown or one == viewer.account_id)
