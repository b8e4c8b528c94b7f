"""What clients ask for and this site does not have: answered as Mastodon does where a feature is switched off."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.edges.mastodon.call import Call, Reply
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.base import Error
from folkmoot.edges.mastodon.wire.misc import AnnualReports, AnnualReportState
from folkmoot.edges.mastodon.wire.statuses import PreviewCard, Status
from folkmoot.kernel.errors import NotFound

routes = Routes()
_SERVICE_UNAVAILABLE = 503


def _nothing(_call: Call) -> None:
    raise NotFound("switched off")


@routes.post("/api/v1/statuses/<status_id>/translate", "read:statuses")
def translate(_call: Call) -> Reply[Error]:
    return Reply(Error(error="Translation is switched off"), _SERVICE_UNAVAILABLE)


@routes.get("/api/v1/trends/links", asks=Asks.ANYONE)
def trending_links(_call: Call) -> list[PreviewCard]:
    """Links are not counted."""
    return []


@routes.get("/api/v1/timelines/link", "read:statuses", asks=Asks.ANYONE, fields={"url": str})
def link_timeline(_call: Call) -> list[Status]:
    """As Mastodon answers for a link that is not trending."""
    raise NotFound("links are not counted")


@routes.get("/api/v1/annual_reports", "read:accounts")
def annual_reports(call: Call) -> AnnualReports:
    """No reports about people's years are made."""
    call.viewer.require_account()
    return AnnualReports(annual_reports=[], accounts=[], statuses=[])


@routes.get("/api/v1/annual_reports/<year>/state", "read:accounts")
def annual_report_state(call: Call) -> AnnualReportState:
    call.viewer.require_account()
    return AnnualReportState(state="ineligible")


routes.get("/api/v1/annual_reports/<year>", "read:accounts")(_nothing)
routes.post("/api/v1/annual_reports/<year>/read", "write:accounts")(_nothing)
routes.post("/api/v1/annual_reports/<year>/generate", "write:accounts")(_nothing)


@routes.get("/api/v1/accounts/<account_id>/identity_proofs", "read:accounts", asks=Asks.ANYONE)
def identity_proofs(call: Call) -> list[str]:
    """Mastodon answers like this since 3.5."""
    accounts.access_account(call.viewer, call.id("account_id"))
    return []


@routes.get("/api/v1/peers/search", asks=Asks.ANYONE)
def search_peers(_call: Call) -> list[str]:
    """There are no other servers yet."""
    return []
