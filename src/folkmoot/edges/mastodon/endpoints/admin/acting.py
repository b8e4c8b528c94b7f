"""Acting on an account is a decision: under a rule, with a statement, in the public log, open to appeal.

Mastodon's words for it: `silence` reduces, `sensitive` adds a note, `disable` restricts, `suspend` removes, which
takes a second person. The rule is the one that `clause_id` names, or the report.
"""

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Treatment
from folkmoot.edges.mastodon.call import Call, Reply
from folkmoot.edges.mastodon.endpoints.admin.people import WRITE, shown
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.present import admin as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.admin import AdminAccount, Pending
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.refs import account_ref

routes = Routes()
_TREATMENTS = {
    "silence": Treatment.REDUCE,
    "sensitive": Treatment.INFORM,
    "disable": Treatment.RESTRICT,
    "suspend": Treatment.REMOVE,
}
_NO_RULE = "A decision rests on a rule: name it with clause_id (GET /api/v1/instance/rules has them), or by a report."
_NOTHING = "Without a report there is nothing to close: choose silence, sensitive, disable or suspend."
_ACCEPTED = 202
_LIFTED = "Lifted through a client."


class Action(msgspec.Struct):
    """`clause_id` and `link` are Folkmoot's own."""

    type: str = "none"
    report_id: Id | None = None
    text: str = ""
    clause_id: str = ""
    link: str | None = None


@routes.post("/api/v1/admin/accounts/<account_id>/action", WRITE, sends=Action, answers=(202,))
def act(call: Call) -> Reply[Pending] | None:
    """Decide; 202 and what waits where a second person has to confirm."""
    call.viewer.require_staff()
    sent = call.read(Action)
    target = accounts.staff_person(call.viewer, call.id("account_id")).account.id
    if sent.type == "none":
        _close(call, sent)
        return None
    if sent.type not in _TREATMENTS:
        raise Invalid(f"One of: none, {', '.join(_TREATMENTS)}.", field="type")
    clause_id = sent.clause_id or _rule_of_report(call, sent)
    if not clause_id:
        raise Invalid(_NO_RULE, field="clause_id")
    about = account_ref(target)
    if sent.type == "suspend":
        proposed = integrity.propose_removal(
            call.viewer, ref=about, responsible=target, clause_id=clause_id, link=sent.link, note=sent.text
        )
        return Reply(present.pending(proposed), _ACCEPTED)
    integrity.decide_on(
        call.viewer,
        ref=about,
        responsible=target,
        clause_id=clause_id,
        treatment=_TREATMENTS[sent.type],
        link=sent.link,
        note=sent.text,
    )
    return None


@routes.post("/api/v1/admin/accounts/<account_id>/enable", WRITE)
def enable(call: Call) -> AdminAccount:
    return _lifted(call, Treatment.RESTRICT)


@routes.post("/api/v1/admin/accounts/<account_id>/unsilence", WRITE)
def unsilence(call: Call) -> AdminAccount:
    return _lifted(call, Treatment.REDUCE)


@routes.post("/api/v1/admin/accounts/<account_id>/unsensitive", WRITE)
def unsensitive(call: Call) -> AdminAccount:
    return _lifted(call, Treatment.INFORM)


@routes.post("/api/v1/admin/accounts/<account_id>/unsuspend", WRITE)
def unsuspend(call: Call) -> AdminAccount:
    return _lifted(call, Treatment.REMOVE)


def _lifted(call: Call, treatment: Treatment) -> AdminAccount:
    """Undo the decisions by which the treatment acts on the account: each is told and logged, like any undoing."""
    for decision_id in integrity.active_on(call.viewer, account_ref(call.id("account_id")), (treatment,)):
        integrity.undo(call.viewer, decision_id=decision_id, note=_LIFTED)
    return shown(call)


def _close(call: Call, sent: Action) -> None:
    if sent.report_id is None:
        raise Invalid(_NOTHING, field="type")
    found = integrity.report_of(call.viewer, sent.report_id)
    case = integrity.open_cases_of(call.viewer, [found.ref]).get(found.ref)
    if case is not None:
        integrity.decide(call.viewer, case_id=case.id, clause_id="", treatment=Treatment.NONE, note=sent.text)


def _rule_of_report(call: Call, sent: Action) -> str:
    if sent.report_id is None:
        return ""
    return integrity.report_of(call.viewer, sent.report_id).clause_id
