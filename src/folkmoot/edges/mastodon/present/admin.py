"""Accounts, reports and blocks as moderators and operators read them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import (
    AddressBlockView,
    EmailBlockView,
    EmailDomainBlockView,
    LoginState,
    StaffPerson,
)
from folkmoot.domains.community.api import ServerAllowView, ServerBlockView
from folkmoot.domains.feed.api import TrendingTag
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import CaseView, ProposalView, ReportView
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.present.instance import rules
from folkmoot.edges.mastodon.wire import admin as wire
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import moment, moment_or_none
from folkmoot.edges.mastodon.wire.misc import History
from folkmoot.edges.mastodon.wire.statuses import Status
from folkmoot.kernel import clock
from folkmoot.kernel.refs import SubjectKind
from folkmoot.kernel.viewer import Role, Viewer

_DAYS = 7
_WAITS = "Removing an account takes two. It is proposed, and nothing happens until a second person confirms it."


def account(one: StaffPerson, public: Account, *, reason: str = "") -> wire.AdminAccount:
    """`reason`: what somebody who waits wrote."""
    view, acting = one.account, one.treatments
    return wire.AdminAccount(
        id=str(view.id),
        username=view.handle,
        domain=view.domain or None,
        created_at=moment(view.created_at),
        email="",
        ip=None,
        ips=[],
        locale=view.language or None,
        invite_request=reason or None,
        role=people.role(one.role or Role.MEMBER),
        confirmed=one.state is not LoginState.UNCONFIRMED,
        approved=one.state is not LoginState.WAITING,
        disabled=bool(acting.restrictions),
        silenced=acting.factor < 1,
        suspended=acting.removed is not None,
        sensitized=bool(acting.informs),
        account=public,
    )


def many(viewer: Viewer, found: Iterable[StaffPerson]) -> list[wire.AdminAccount]:
    """In their order; a fixed number of queries."""
    kept = list(found)
    public = people.by_id(one.account for one in kept)
    reasons = _reasons(viewer, kept)
    return [account(one, public[one.account.id], reason=reasons.get(one.account.id, "")) for one in kept]


def by_id(viewer: Viewer, ids: Collection[int]) -> dict[int, wire.AdminAccount]:
    found = accounts.staff_people(viewer, ids)
    return dict(zip(found, many(viewer, found.values()), strict=True))


def pending(view: ProposalView) -> wire.Pending:
    return wire.Pending(
        pending=True, proposal_id=str(view.id), case_id=str(view.case_id), clause=view.clause_id, sentence=_WAITS
    )


def report(
    view: ReportView,
    named: Mapping[int, wire.AdminAccount],
    shown: Mapping[int, Status],
    *,
    case: CaseView | None,
    decider: int | None,
) -> wire.AdminReport:
    """`case`: the open case of what was reported; while there is one, nothing is settled."""
    refs = [ref for ref in (view.ref, *view.related) if ref.kind is SubjectKind.POST]
    settled = case is None and view.answered_at is not None
    clause = [rule for rule in rules(integrity.current_policy()) if rule.id == view.clause_id]
    return wire.AdminReport(
        id=str(view.id),
        action_taken=settled,
        action_taken_at=moment_or_none(view.answered_at) if settled else None,
        category="violation" if view.clause_id else "other",
        comment=view.comment,
        forwarded=view.forward,
        created_at=moment(view.created_at),
        updated_at=moment(view.answered_at or view.created_at),
        account=named[view.reporter],
        target_account=named[view.responsible],
        assigned_account=named.get(case.taken_by) if case and case.taken_by else None,
        action_taken_by_account=named.get(decider) if settled and decider else None,
        statuses=[shown[ref.id] for ref in refs if ref.id in shown],
        rules=clause,
    )


def reports(viewer: Viewer, found: Collection[ReportView]) -> list[wire.AdminReport]:
    """Reports with all that stands around them; the number of queries does not depend on how many there are."""
    cases = integrity.open_cases_of(viewer, {one.ref for one in found})
    deciders = integrity.deciders_of(viewer, {one.case_id for one in found})
    ids = {one.reporter for one in found} | {one.responsible for one in found} | set(deciders.values())
    named = by_id(viewer, ids | {case.taken_by for case in cases.values() if case.taken_by})
    refs = {ref for one in found for ref in (one.ref, *one.related) if ref.kind is SubjectKind.POST}
    views = posts.hydrate(viewer, sorted(ref.id for ref in refs), surface=posts.Surface.PAGE)
    shown = {post.id: status for post, status in zip(views, statuses.many(viewer, views), strict=True)}
    kept = [one for one in found if one.reporter in named and one.responsible in named]
    return [report(one, named, shown, case=cases.get(one.ref), decider=deciders.get(one.case_id)) for one in kept]


def tag(view: TrendingTag, uses: misc.Uses) -> wire.AdminTag:
    plain = misc.tag(view.tag, uses=uses)
    return wire.AdminTag(
        id=plain.id,
        name=plain.name,
        url=plain.url,
        history=plain.history,
        trendable=True,
        usable=True,
        requires_review=False,
        listable=True,
    )


def domain_block(view: ServerBlockView) -> wire.DomainBlock:
    return wire.DomainBlock(
        id=str(view.id),
        domain=view.domain,
        digest=view.digest,
        created_at=moment(view.created_at),
        severity=view.rule.severity,
        reject_media=view.rule.reject_media,
        reject_reports=view.rule.reject_reports,
        private_comment=view.rule.private_comment or None,
        public_comment=view.rule.public_comment or None,
        obfuscate=view.rule.obfuscate,
    )


def public_domain_block(view: ServerBlockView) -> wire.PublicDomainBlock:
    return wire.PublicDomainBlock(
        domain=view.shown, digest=view.digest, severity=view.rule.severity, comment=view.rule.public_comment or None
    )


def domain_allow(view: ServerAllowView) -> wire.DomainAllow:
    return wire.DomainAllow(id=str(view.id), domain=view.domain, created_at=moment(view.created_at))


def email_domain_block(view: EmailDomainBlockView) -> wire.EmailDomainBlock:
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=back) for back in range(_DAYS)]
    return wire.EmailDomainBlock(
        id=str(view.id),
        domain=view.domain,
        created_at=moment(view.created_at),
        history=[History(day=str(int(day.timestamp())), uses="0", accounts="0") for day in days],
        allow_with_approval=view.needs_approval,
    )


def ip_block(view: AddressBlockView) -> wire.IpBlock:
    return wire.IpBlock(
        id=str(view.id),
        ip=view.network,
        severity=view.severity.value,
        comment=view.comment,
        created_at=moment(view.created_at),
        expires_at=moment_or_none(view.expires_at),
    )


def canonical_email_block(view: EmailBlockView) -> wire.CanonicalEmailBlock:
    return wire.CanonicalEmailBlock(id=str(view.id), canonical_email_hash=view.email_hash)


def _reasons(viewer: Viewer, found: Iterable[StaffPerson]) -> dict[int, str]:
    if not any(one.state is LoginState.WAITING for one in found):
        return {}
    return {one.account.id: one.reason for one in accounts.waiting_members(viewer)}
