"""Joining through an app."""

from datetime import timedelta

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import RegistrationMode, SignUp
from folkmoot.domains.apps import api as apps
from folkmoot.domains.community import api as community
from folkmoot.edges.mastodon.call import Call, Reply
from folkmoot.edges.mastodon.present import misc
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.base import Error
from folkmoot.edges.mastodon.wire.oauth import Token
from folkmoot.infra.limits.api import Limit, hit
from folkmoot.infra.words import said
from folkmoot.kernel.errors import Forbidden, Invalid

routes = Routes()
LIMIT = Limit("sign-ups through apps from one network address", 30, timedelta(hours=1))
_NAMES = {"handle": "username"}
_UNPROCESSABLE = 422
_CODE_LENGTHS = {2, 3}


class NewMember(msgspec.Struct):
    username: str = ""
    email: str = ""
    password: str = ""
    agreement: bool = False
    locale: str = "en"
    reason: str = ""
    invite_code: str = ""


@routes.post("/api/v1/accounts", "write:accounts", asks=Asks.APP, sends=NewMember)
def join(call: Call) -> Token | Reply[Error]:
    """Sign up; the token works at once where nothing else has to be confirmed."""
    if call.viewer.account_id is not None:
        raise Forbidden("signed in", safe="This method requires an app token")
    hit(LIMIT, call.address)
    sent = call.read(NewMember)
    try:
        account_id = _sign_up(sent, call.address)
    except Invalid as error:
        return _refused(error)
    return misc.token(apps.token_for(call.viewer, account_id=account_id))


def _sign_up(sent: NewMember, address: str) -> int:
    if not sent.agreement:
        raise Invalid("Service agreement must be accepted", field="agreement")
    request = SignUp(
        handle=sent.username,
        email=sent.email,
        password=sent.password,
        language=_language(sent.locale),
        reason=sent.reason,
        invitation=sent.invite_code,
    )
    account, _ = accounts.sign_up(request, mode=RegistrationMode(community.settings().registration), address=address)
    return account.id


def _language(locale: str) -> str:
    """The language of a locale, which apps write as pt, pt-BR or pt_BR; English where it is none."""
    code = locale.replace("_", "-").partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in _CODE_LENGTHS else "en"


def _refused(error: Invalid) -> Reply[Error]:
    """Clients read `details` to show the message beside the field."""
    name = _NAMES.get(error.field, error.field) or "base"
    kind = "ERR_ACCEPTED" if name == "agreement" else "ERR_INVALID"
    details = {name: [{"error": kind, "description": said(error.safe)}]}
    return Reply(Error(error=f"Validation failed: {said(error.safe)}", details=details), _UNPROCESSABLE)
