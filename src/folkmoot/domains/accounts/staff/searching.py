"""Find people. Staff only."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from folkmoot.domains.accounts import policy, secrets
from folkmoot.domains.accounts.models import Account, Login
from folkmoot.domains.accounts.queries import view
from folkmoot.domains.accounts.staff.types import PeopleFilter, StaffPerson
from folkmoot.domains.accounts.types import LoginState
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT
from folkmoot.domains.residency import api as residency
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Role, Viewer


def people(viewer: Viewer, wanted: PeopleFilter, page: PageRequest) -> Page[StaffPerson]:
    """The accounts of this community that fit, the newest first. Erased ones are left out. Staff only."""
    viewer.require_staff()
    rows = _fitting(wanted)
    rows = rows.filter(id__lt=page.max_id) if page.max_id is not None else rows
    rows = rows.filter(id__gt=page.floor) if page.floor is not None else rows
    found = rows.order_by("id" if page.upwards else "-id").values_list("id", flat=True)[: page.limit + 1]
    ids = page_ids(list(found), page)
    by_id = staff_people(viewer, ids.items)
    kept = tuple(by_id[one] for one in ids.items if one in by_id)
    return Page(kept, ids.next_max_id, ids.prev_min_id)


def count_people(viewer: Viewer, wanted: PeopleFilter) -> int:
    """How many accounts fit. Staff only."""
    viewer.require_staff()
    return _fitting(wanted).count()


def staff_people(viewer: Viewer, ids: Collection[int]) -> dict[int, StaffPerson]:
    """Accounts by id, as staff see them in passing. Staff only."""
    viewer.require_staff()
    rows = list(Account.objects.filter(id__in=set(ids)))
    logins = {row.account_id: row for row in Login.objects.filter(account_id__in=[row.id for row in rows])}
    acting = integrity.treatments_for([account_ref(row.id) for row in rows])
    seen = residency.sessions.last_days([row.id for row in rows])
    return {
        row.id: StaffPerson(
            view(row),
            Role(logins[row.id].role) if row.id in logins else None,
            LoginState(logins[row.id].state) if row.id in logins else None,
            acting.get(account_ref(row.id), NO_TREATMENT),
            seen.get(row.id),
        )
        for row in rows
    }


def staff_person(viewer: Viewer, account_id: int) -> StaffPerson:
    """One of them. Raises NotFound."""
    found = staff_people(viewer, [account_id]).get(account_id)
    if found is None:
        raise NotFound("no such account")
    return found


def _fitting(wanted: PeopleFilter) -> "QuerySet[Account]":
    rows = Account.objects.filter(domain="", erased_at=None)
    if wanted.words:
        rows = rows.filter(
            Q(handle_key__contains=_key(wanted.words)) | Q(display_name__icontains=policy.sought(wanted.words))
        )
    if wanted.handle:
        rows = rows.filter(handle_key__contains=_key(wanted.handle))
    if wanted.display_name:
        rows = rows.filter(display_name__icontains=policy.sought(wanted.display_name))
    if wanted.joined_since is not None:
        rows = rows.filter(id__gte=floor_id(wanted.joined_since))
    if wanted.joined_until is not None:
        rows = rows.filter(id__lt=floor_id(wanted.joined_until))
    if wanted.under:
        rows = rows.filter(id__in=integrity.accounts_under(wanted.under))
    if wanted.not_under:
        rows = rows.exclude(id__in=integrity.accounts_under(wanted.not_under))
    return _by_login(rows, wanted)


def _by_login(rows: "QuerySet[Account]", wanted: PeopleFilter) -> "QuerySet[Account]":
    logins = Login.objects.all()
    if wanted.email:
        logins = logins.filter(email_hash=_email_hash(wanted.email))
    if wanted.roles:
        logins = logins.filter(role__in=wanted.roles)
    if wanted.states:
        logins = logins.filter(state__in=wanted.states)
    asks = wanted.email or wanted.roles or wanted.states
    return rows.filter(id__in=logins.values("account_id")) if asks else rows


def _key(words: str) -> str:
    return policy.sought(words).lower().lstrip("@").partition("@")[0]


def _email_hash(raw: str) -> str:
    """Of nobody for what is no address: then nobody is found."""
    try:
        return secrets.email_hash(policy.normal_email(raw))
    except Invalid:
        return ""


def joined_between(viewer: Viewer, since: datetime, until: datetime) -> frozenset[int]:
    """Who got an account with a login from `since` to before `until`, and has it still. Staff only."""
    viewer.require_staff()
    rows = Login.objects.filter(account_id__gte=floor_id(since), account_id__lt=floor_id(until))
    return frozenset(rows.values_list("account_id", flat=True))
