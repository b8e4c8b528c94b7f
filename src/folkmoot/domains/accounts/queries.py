"""Accounts in bulk."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from folkmoot.domains.accounts import policy
from folkmoot.domains.accounts.models import Account, Login, Manager
from folkmoot.domains.accounts.types import AccountKind, AccountView, LoginState, ProfileField
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT
from folkmoot.infra.config import current
from folkmoot.infra.rows import Lookup
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import floor_id, time_of
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import NOBODY, Role, Viewer

_BY_IDS = Lookup(Account, "id IN ({among})")
_NAMED_HERE = Lookup(Account, "domain = '' AND handle_key IN ({among})")
_ACTIVE_LOGIN = Lookup(Login, f"account_id = %s AND state = '{LoginState.ACTIVE}'")
_STAFF = Lookup(Login, f"role <> '{Role.MEMBER}' AND account_id IN ({{among}})")


def accounts_by_ids(ids: Collection[int]) -> dict[int, AccountView]:
    """The accounts there are, erased ones included."""
    return {row.id: view(row) for row in _BY_IDS(among=set(ids))} if ids else {}


def account_by_name(handle: str, domain: str = "") -> AccountView | None:
    """The account of that name, erased or not, but no hidden one; the case of letters does not matter."""
    row = Account.objects.filter(handle_key=handle.lower(), domain=domain.lower(), hidden=False).first()
    return view(row) if row else None


def accounts_by_names(names: Collection[tuple[str, str]]) -> dict[tuple[str, str], AccountView]:
    """Accounts by (handle, domain), both in lower case; erased and hidden ones left out."""
    here = [handle for handle, domain in names if not domain]
    rows = _NAMED_HERE(among=here) if here else []
    wanted = Q(pk__in=[])
    for handle, domain in names:
        wanted |= Q(handle_key=handle, domain=domain) if domain else Q(pk__in=[])
    elsewhere = Account.objects.filter(wanted) if len(here) < len(names) else []
    met = (row for row in (*rows, *elsewhere) if row.erased_at is None and not row.hidden)
    return {(row.handle_key, row.domain): view(row) for row in met}


def ids_below(below: int, *, limit: int) -> list[int]:
    """Accounts that are not erased, below an id, the newest first."""
    found = Account.objects.filter(id__lt=below, erased_at=None, hidden=False).order_by("-id")
    return list(found.values_list("id", flat=True)[:limit])


def search_groups(words: str, *, limit: int) -> tuple[AccountView, ...]:
    """Groups that are not hidden and whose name or shown name contains the words."""
    found = Account.objects.filter(kind=AccountKind.GROUP, erased_at=None, hidden=False)
    words = policy.sought(words)
    named = Q(handle_key__contains=words.lower().lstrip("@")) | Q(display_name__icontains=words)
    return tuple(view(row) for row in found.filter(named).order_by("handle_key", "id")[:limit])


def directory(*, limit: int, offset: int = 0, local: bool = False) -> tuple[AccountView, ...]:
    """Accounts that want to be found, the newest first."""
    return _met(_findable(local=local).order_by("-id")[offset : offset + limit])


def findable(ids: Sequence[int], *, local: bool = False) -> tuple[AccountView, ...]:
    """Those of the accounts that want to be found, in the order in which they are named."""
    found = {one.id: one for one in _met(_findable(local=local).filter(id__in=ids))}
    return tuple(found[one] for one in ids if one in found)


def _findable(*, local: bool) -> "QuerySet[Account]":
    found = Account.objects.filter(erased_at=None, discoverable=True, hidden=False)
    return found.filter(domain="") if local else found


def viewer_for(account_id: int) -> Viewer:
    """The Viewer of a person who is signed in; NOBODY where the login is not active."""
    login = _ACTIVE_LOGIN.first(account_id)
    return Viewer(account_id=account_id, role=Role(login.role)) if login else NOBODY


def active_ids(ids: Collection[int]) -> frozenset[int]:
    """Those of the accounts whose logins are active."""
    rows = Login.objects.filter(account_id__in=ids, state=LoginState.ACTIVE)
    return frozenset(rows.values_list("account_id", flat=True))


def staff_ids() -> tuple[int, ...]:
    """The accounts of moderators and operators."""
    return tuple(Login.objects.exclude(role=Role.MEMBER).order_by("account_id").values_list("account_id", flat=True))


def first_operator() -> Viewer | None:
    """The operator who was here first, for what the owner of the machine does on its command line."""
    login = Login.objects.filter(role=Role.OPERATOR).order_by("account_id").first()
    return Viewer(account_id=login.account_id, role=Role.OPERATOR) if login else None


def roles_of(ids: Collection[int]) -> dict[int, Role]:
    """The roles of those accounts that are staff."""
    return {row.account_id: Role(row.role) for row in _STAFF(among=ids)} if ids else {}


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
        return sentence("You manage this page, so somebody else has to decide.")
    return None


def imported_ids() -> tuple[int, ...]:
    """The people whom an import brought along, the oldest first: persons of this site without a login."""
    people = Account.objects.filter(domain="", kind=AccountKind.PERSON, erased_at=None)
    signs_in = Login.objects.filter(account_id=OuterRef("id"))
    return tuple(people.exclude(Exists(signs_in)).order_by("id").values_list("id", flat=True))


def count_local() -> int:
    """How many people and organisations this community has."""
    return Account.objects.filter(domain="", erased_at=None).exclude(kind=AccountKind.GROUP).count()


def count_joined_between(since: datetime, until: datetime) -> int:
    """How many got an account with a login from `since` to before `until`, and have it still."""
    return Login.objects.filter(account_id__gte=floor_id(since), account_id__lt=floor_id(until)).count()


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
        hidden=row.hidden,
        bot=row.bot,
        attribution_domains=tuple(row.attribution_domains.split()),
    )


def site_began_at() -> datetime:
    """When the first person who can sign in got an account. Raises NotFound before there is one.

    Imported people do not count: theirs begin before the oldest of their posts.
    """
    first = Login.objects.order_by("account_id").values_list("account_id", flat=True).first()
    if first is None:
        raise NotFound("no account yet")
    return time_of(first)
