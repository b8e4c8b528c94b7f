"""The mail that confirms an address, once more."""

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.routing import Asks, Routes

routes = Routes()


class SentAddress(msgspec.Struct):
    email: str = ""


@routes.post("/api/v1/emails/confirmations", asks=Asks.UNCONFIRMED, sends=SentAddress)
def confirm_again(call: Call) -> None:
    """For the person who has just joined through this app; `email` corrects the address."""
    accounts.mail_confirmation_again(account_id=call.viewer.require_account(), email=call.read(SentAddress).email)


@routes.get("/api/v1/emails/check_confirmation", asks=Asks.UNCONFIRMED)
def check(call: Call) -> bool:
    return not accounts.is_unconfirmed(call.viewer.require_account())
