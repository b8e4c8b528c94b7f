"""The mail that confirms an address, once more."""

from datetime import timedelta

from folkmoot.domains.accounts.commands.mails import queue_mail
from folkmoot.domains.accounts.commands.settings import replace_email
from folkmoot.domains.accounts.models import Login
from folkmoot.domains.accounts.types import LoginState
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import api as limits
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Forbidden
from folkmoot.kernel.refs import account_ref

MAILS = limits.Limit("mails that confirm an address", 5, timedelta(hours=1))


def is_unconfirmed(account_id: int) -> bool:
    return Login.objects.filter(account_id=account_id, state=LoginState.UNCONFIRMED).exists()


def mail_confirmation_again(*, account_id: int, email: str = "") -> None:
    """Send it again, to another address where one is given. The caller knows that the person asks.

    Raises Forbidden once the address is confirmed, RateLimited, and Invalid for an address that cannot be used.
    """
    if not is_unconfirmed(account_id):
        raise Forbidden("confirmed", safe="This method is only available while the e-mail is awaiting confirmation")
    limits.hit(MAILS, account_id)
    if email:
        replace_email(account_id, email)
    with atomic_write():
        record(account_id, "email.confirm_again", account_ref(account_id))
        queue_mail(account_id, "confirm")
