"""Decisions about oneself: their reasons, and the appeal. Under `/api/folkmoot/v1`."""

import msgspec

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import AppealView, DecisionView
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.present import statements as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire import statements as wire
from folkmoot.kernel.errors import NotFound

routes = Routes()


class SentWords(msgspec.Struct):
    text: str = ""


@routes.get("/api/folkmoot/v1/statements", "read:accounts")
def statements(call: Call) -> list[wire.Statement]:
    """The newest two hundred, undone ones included; the appeal stands in the statement itself."""
    return [present.statement(view, None) for view in integrity.decisions_about(call.viewer)]


@routes.get("/api/folkmoot/v1/statements/<decision_id>", "read:accounts")
def one(call: Call) -> wire.Statement:
    found = _own(call)
    return present.statement(found, _appeal(call, found))


@routes.post("/api/folkmoot/v1/statements/<decision_id>/appeal", "write:accounts", sends=SentWords)
def appeal(call: Call) -> wire.Statement:
    """Appeal a decision, or add to the appeal of it that is open."""
    found, text = _own(call), call.read(SentWords).text
    if found.appeal is None:
        filed = integrity.appeal(call.viewer, decision_id=found.id, text=text)
    else:
        filed = integrity.reply(call.viewer, appeal_id=found.appeal.id, text=text)
    return present.statement(_own(call), filed)


@routes.get("/api/folkmoot/v1/strikes", "read:accounts")
def strikes(call: Call) -> list[wire.Strike]:
    """One's own that count now, the oldest first."""
    return [present.strike(view) for view in integrity.strikes_of(call.viewer.require_account())]


def _own(call: Call) -> DecisionView:
    """A decision about oneself; moderators read those of others in the console. Raises NotFound."""
    found = integrity.access_decision(call.viewer, call.id("decision_id"))
    if found.responsible != call.viewer.account_id:
        raise NotFound("about somebody else")
    return found


def _appeal(call: Call, found: DecisionView) -> AppealView | None:
    return integrity.access_appeal(call.viewer, found.appeal.id) if found.appeal else None
