"""The entities of moderators and operators, for the golden files."""

from collections.abc import Callable
from typing import Any

from folkmoot.domains.accounts.api import (
    AddressBlockView,
    EmailBlockView,
    EmailDomainBlockView,
    LoginState,
    Severity,
    StaffPerson,
)
from folkmoot.domains.community.api import ServerAllowView, ServerBlockView, ServerRule
from folkmoot.domains.feed.api import TrendingTag
from folkmoot.domains.integrity.api import ProposalView
from folkmoot.edges.mastodon.present import accounts, admin
from folkmoot.edges.mastodon.wire import admin as wire
from folkmoot.kernel.viewer import Role
from tests.edges.mastodon import fixed


def _moderator() -> wire.AdminAccount:
    public = accounts.account(fixed.ANA, fixed.ABOUT_ANA)
    return admin.account(StaffPerson(fixed.ANA, Role.MODERATOR, LoginState.ACTIVE), public)


def _waiting() -> wire.AdminAccount:
    public = accounts.account(fixed.BEN, accounts.About())
    return admin.account(StaffPerson(fixed.BEN, Role.MEMBER, LoginState.WAITING), public, reason="I live by the river.")


def _report() -> wire.AdminReport:
    named = {fixed.REPORT.reporter: _moderator(), fixed.REPORT.responsible: _waiting()}
    return admin.report(fixed.REPORT, named, {}, case=None, decider=None)


_RULE = ServerRule(severity="suspend", public_comment="Spam", obfuscate=True)
_SERVER = ServerBlockView(501, "bad.example", _RULE, fixed.NOON)
_PROPOSAL = ProposalView(601, 602, "threats", "Threats and calls for harm", "", "", 101, fixed.NOON)

ADMIN_ENTITIES: dict[str, Callable[[], Any]] = {
    "admin_account": _moderator,
    "admin_account_waiting": _waiting,
    "admin_pending": lambda: admin.pending(_PROPOSAL),
    "admin_report": _report,
    "admin_tag": lambda: admin.tag(TrendingTag("boats", 7, 3, "because"), {fixed.NOON.date(): (7, 3)}),
    "admin_domain_block": lambda: admin.domain_block(_SERVER),
    "domain_block": lambda: admin.public_domain_block(_SERVER),
    "admin_domain_allow": lambda: admin.domain_allow(ServerAllowView(502, "good.example", fixed.NOON)),
    "admin_email_domain_block": lambda: admin.email_domain_block(
        EmailDomainBlockView(503, "throwaway.example", False, fixed.NOON)
    ),
    "admin_ip_block": lambda: admin.ip_block(
        AddressBlockView(504, "198.51.100.0/24", Severity.NO_SIGN_UP, "Bots", fixed.NOON, fixed.LATER)
    ),
    "admin_canonical_email_block": lambda: admin.canonical_email_block(EmailBlockView(505, "b3" * 32)),
    "admin_measure": lambda: wire.Measure(
        key="new_users",
        unit=None,
        total="2",
        previous_total="0",
        data=[wire.MeasureDay(date="2026-03-01T00:00:00.000Z", value="2")],
    ),
    "admin_dimension": lambda: wire.Dimension(
        key="languages", data=[wire.DimensionPart(key="en", human_key="en", value="10")]
    ),
    "admin_cohort": lambda: wire.Cohort(
        period="2026-03-01T00:00:00.000Z",
        frequency="day",
        data=[wire.CohortPart(date="2026-03-01T00:00:00.000Z", rate=1.0, value="2")],
    ),
}
