"""Accounts in bulk."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from folkmoot.domains.accounts.models import Account, Login, Manager
from folkmoot.domains.accounts.types import AccountKind, AccountView, LoginState, ProfileField
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT
from folkmoot.infra.config import current
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import NOBODY, Role, Viewer


def accounts_by_ids(ids: Collection[int]) -> dict[int, AccountView]:
    """The accounts there are, erased ones included."""
    return {row.id: view(row) for row in Account.objects.filter(id__in=set(ids))} if ids else {}


def account_by_name(handle: str, domain: str = "") -> AccountView | None:
    """The account of that name, erased or not; the case of letters does not matter."""
    row = Account.objects.filter(handle_key=handle.lower(), domain=domain.lower()).first()
    return view(row) if row else None


def accounts_by_names(names: Collection[tuple[str, str]]) -> dict[tuple[str, str], AccountView]:
    """Accounts by (handle, domain), both in lower case; erased ones left out."""
    wanted = Q()
    for handle, domain in names:
        wanted |= Q(handle_key=handle, domain=domain)
    rows = Account.objects.filter(wanted, erased_at=None) if names else []
    return {(row.handle_key, row.domain): view(row) for row in rows}


def search_accounts(prefix: str, *, limit: int, offset: int = 0) -> tuple[AccountView, ...]:
    """Discoverable or exactly named accounts whose name or shown name contains the words."""
    handle = prefix.lower().lstrip("@").partition("@")[0]
    found = Account.objects.filter(erased_at=None).filter(
        Q(handle_key=handle)
        | Q(discoverable=True) & (Q(handle_key__startswith=handle) | Q(display_name__icontains=prefix))
    )
    return tuple(view(row) for row in found.order_by("handle_key", "id")[offset : offset + limit])


def directory(*, limit: int, offset: int = 0, local: bool = False) -> tuple[AccountView, ...]:
    """Accounts that want to be found, the newest first."""
    found = Account.objects.filter(erased_at=None, discoverable=True)
    found = found.filter(domain="") if local else found
    return _met(found.order_by("-id")[offset : offset + limit])


def viewer_for(account_id: int) -> Viewer:
    """The Viewer of a person who is signed in; NOBODY where the login is not active."""
    login = Login.objects.filter(account_id=account_id, state=LoginState.ACTIVE).first()
    return Viewer(account_id=account_id, role=Role(login.role)) if login else NOBODY


def staff_ids() -> tuple[int, ...]:
    """The accounts of moderators and operators."""
    return tuple(Login.objects.exclude(role=Role.MEMBER).order_by("account_id").values_list("account_id", flat=True))


def first_operator() -> Viewer | None:
    """The operator who was here first, for what the owner of the machine does on its command line."""
    login = Login.objects.filter(role=Role.OPERATOR).order_by("account_id").first()
    return Viewer(account_id=login.account_id, role=Role.OPERATOR) if login else None


def roles_of(ids: Collection[int]) -> dict[int, Role]:
    """The roles of those accounts that are staff."""
    rows = Login.objects.filter(account_id__in=ids).exclude(role=Role.MEMBER)
    return {row.account_id: Role(row.role) for row in rows}


def managed_by(person_id: int) -> tuple[AccountView, ...]:
    """The pages and organisations that a person may act as."""
    ids = Manager.objects.filter(person_id=person_id).values_list("account_id", flat=True)
    return tuple(sorted(accounts_by_ids(list(ids)).values(), key=lambda account: account.handle.lower()))


def managers_of(account_id: int) -> tuple[AccountView, ...]:
    ids = Manager.objects.filter(account_id=account_id).values_list("person_id", flat=True)
    return tuple(sorted(accounts_by_ids(list(ids)).values(), key=lambda account: account.handle.lower()))


def manager_conflict(*, decider: int, responsible: int) -> str | None:
    """For integrity: nobody judges a page that they manage."""
    if Manager.objects.filter(account_id=responsible, person_id=decider).exists():
        return "You manage this page, so somebody else has to decide."
    return None


def imported_ids() -> tuple[int, ...]:
    """The people whom an import brought along, the oldest first: persons of this site without a login."""
    people = Account.objects.filter(domain="", kind=AccountKind.PERSON, erased_at=None)
    signs_in = Login.objects.filter(account_id=OuterRef("id"))
    return tuple(people.exclude(Exists(signs_in)).order_by("id").values_list("id", flat=True))


def count_local() -> int:
    """How many people and organisations this community has."""
    return Account.objects.filter(domain="", erased_at=None).count()


def _met(rows: "QuerySet[Account]") -> tuple[AccountView, ...]:
    """Without those that were removed or are held."""
    found = list(rows)
    treatments = integrity.treatments_for([account_ref(row.id) for row in found])
    return tuple(view(row) for row in found if not treatments.get(account_ref(row.id), NO_TREATMENT).is_withheld)


def view(row: Account) -> AccountView:
    origin = current().public_origin
    return AccountView(
        id=row.id,
        handle=row.handle,
        domain=row.domain,
        kind=AccountKind(row.kind),
        display_name=row.display_name,
        bio=row.bio,
        bio_html=row.bio_html,
        fields=tuple(ProfileField(*pair) for pair in row.fields),
        avatar_key=row.avatar_key,
        header_key=row.header_key,
        locked=row.locked,
        discoverable=row.discoverable,
        indexable=row.indexable,
        language=row.language,
        created_at=time_of(row.id),
        erased=row.erased_at is not None,
        url=row.url or f"{origin}/@{row.handle}",
    )


def site_began_at() -> datetime:
    """When the first person who can sign in got an account. Raises NotFound before there is one.

    Imported people do not count: theirs begin before the oldest of their posts.
    """
    first = Login.objects.order_by("account_id").values_list("account_id", flat=True).first()
    if first is None:
        raise NotFound("no account yet")
    return time_of(first)
