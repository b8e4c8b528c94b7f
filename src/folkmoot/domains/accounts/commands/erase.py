"""Leaving for good."""

from collections.abc import Iterable

from folkmoot.domains.accounts.access import access_acting
from folkmoot.domains.accounts.commands.sign_in import check_password
from folkmoot.domains.accounts.events import AccountErased
from folkmoot.domains.accounts.models import Account, Invitation, Login, LoginToken, Manager, Preferences
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Role, Viewer

_BLANK = {
    "display_name": "",
    "bio": "",
    "bio_html": "",
    "fields": [],
    "avatar_key": "",
    "header_key": "",
    "discoverable": False,
    "indexable": False,
    "attribution_domains": "",
}


def erase_account(viewer: Viewer, *, password: str) -> None:
    """Erase one's own account. The name stays taken, everything else goes; nobody can bring it back.

    Raises Invalid for a wrong password, and for the last operator.
    """
    account_id = viewer.require_account()
    check_password(account_id, password)
    with atomic_write():
        _refuse_last_operator(account_id)
        access_acting(account_id)
        erase_row(account_id)
    residency.erase_person(account_id)


def erase_again(account_ids: Iterable[int]) -> int:
    """After a restore: erase those accounts that came back; returns how many did."""
    returned = Account.objects.filter(id__in=account_ids, erased_at=None).order_by("id").values_list("id", flat=True)
    found = list(returned)
    for account_id in found:
        with atomic_write():
            erase_row(account_id)
    return len(found)


def erase_row(account_id: int) -> None:
    """Empty an account, inside the caller's `atomic_write`. Its key is erased by whoever hears of it."""
    Account.objects.filter(id=account_id).update(erased_at=clock.now(), **_BLANK)
    for model in (Login, LoginToken, Preferences):
        model.objects.filter(account_id=account_id).delete()
    Manager.objects.filter(person_id=account_id).delete()
    Invitation.objects.filter(inviter_id=account_id).delete()
    record(account_id, "account.erase", account_ref(account_id))
    publish(AccountErased(account_id))


def finish_erasure(event: AccountErased) -> None:
    """Erase the key once more, in case the process died between the two stores."""
    residency.erase_person(event.account_id)


def _refuse_last_operator(account_id: int) -> None:
    operators = Login.objects.filter(role=Role.OPERATOR)
    if operators.filter(account_id=account_id).exists() and operators.count() == 1:
        raise Invalid("You are the only operator. Please make somebody else one first.", field="password")
