"""Accounts: find, look at, let in, turn down."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import LoginState, PeopleFilter
from folkmoot.domains.integrity.api import Treatment
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import admin as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.admin import AdminAccount
from folkmoot.infra.config import current
from folkmoot.kernel.errors import Forbidden, Invalid
from folkmoot.kernel.viewer import Role

routes = Routes()
READ, WRITE = "admin:read:accounts", "admin:write:accounts"
_STAFF = (Role.MODERATOR, Role.OPERATOR)
_ROLES = {"-99": Role.MEMBER, "1": Role.MODERATOR, "3": Role.OPERATOR}
_UNDER = {
    "disabled": (Treatment.RESTRICT,),
    "silenced": (Treatment.REDUCE,),
    "suspended": (Treatment.REMOVE,),
    "sensitized": (Treatment.INFORM,),
}
_STATES = {"active": LoginState.ACTIVE, "pending": LoginState.WAITING}
_WHICH = dict.fromkeys(("username", "display_name", "email", "by_domain", "ip", "invited_by"), str)
_WHICH_V2 = _WHICH | {"origin": str, "status": str, "permissions": str, "role_ids": list[str]}
_WHICH_V1 = _WHICH | dict.fromkeys(("remote", "staff", *_STATES, *_UNDER), bool)
_NO_ADDRESSES = "This site looks nobody up by network address."
_NO_INVITERS = "This site does not keep who invited whom."
_OWN_DEED = "Only the person erases the account. A decision can remove it."


@routes.get("/api/v2/admin/accounts", READ, fields=_WHICH_V2)
def accounts_v2(call: Call) -> Listed[AdminAccount]:
    roles = call.fields.get("role_ids")
    named = [roles] if isinstance(roles, str) else roles if isinstance(roles, list) else []
    wanted = tuple(_ROLES[str(one)] for one in named if str(one) in _ROLES)
    staff = _STAFF if call.text("permissions") == "staff" else wanted
    return _found(call, call.text("status"), staff, remote=call.text("origin") == "remote")


@routes.get("/api/v1/admin/accounts", READ, fields=_WHICH_V1)
def accounts_v1(call: Call) -> Listed[AdminAccount]:
    status = next((name for name in (*_STATES, *_UNDER) if call.flag(name)), "")
    return _found(call, status, _STAFF if call.flag("staff") else (), remote=call.flag("remote"))


@routes.get("/api/v1/admin/accounts/<account_id>", READ)
def one(call: Call) -> AdminAccount:
    return shown(call)


@routes.post("/api/v1/admin/accounts/<account_id>/approve", WRITE)
def approve(call: Call) -> AdminAccount:
    waiting = shown(call)
    accounts.approve(call.viewer, account_id=int(waiting.id))
    return shown(call)


@routes.post("/api/v1/admin/accounts/<account_id>/reject", WRITE)
def reject(call: Call) -> AdminAccount:
    """The account as it was: afterwards it is gone."""
    before = shown(call)
    accounts.reject(call.viewer, account_id=call.id("account_id"))
    return before


@routes.delete("/api/v1/admin/accounts/<account_id>", WRITE)
def delete(call: Call) -> AdminAccount:
    """Nobody else erases what a person wrote."""
    shown(call)
    raise Forbidden("erasing is the person's", safe=_OWN_DEED)


def shown(call: Call) -> AdminAccount:
    """The account that the path names, as it is now."""
    found = accounts.staff_person(call.viewer, call.id("account_id"))
    return present.many(call.viewer, [found])[0]


def _found(call: Call, status: str, roles: tuple[Role, ...], *, remote: bool) -> Listed[AdminAccount]:
    call.viewer.require_staff()
    if call.text("ip"):
        raise Invalid(_NO_ADDRESSES, field="ip")
    if call.text("invited_by"):
        raise Invalid(_NO_INVITERS, field="invited_by")
    if remote or call.text("by_domain").lower() not in {"", current().host}:
        return Listed([])
    wanted = PeopleFilter(
        handle=call.text("username"),
        display_name=call.text("display_name"),
        email=call.text("email"),
        roles=roles,
        states=(_STATES[status],) if status in _STATES else (),
        under=_UNDER.get(status, ()),
        not_under=(Treatment.REMOVE,) if status == "active" else (),
    )
    page = accounts.people(call.viewer, wanted, call.page(default=100, most=200))
    return Listed.like(page, present.many(call.viewer, page.items))
