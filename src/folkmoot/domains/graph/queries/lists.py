"""The viewer's lists, and who is on them."""

from django.db.models import QuerySet

from folkmoot.domains.accounts.api import AccountView, accounts_by_ids
from folkmoot.domains.graph.access import access_list
from folkmoot.domains.graph.models import AccountList, ListMember
from folkmoot.domains.graph.queries.walking import walk
from folkmoot.domains.graph.types import ListView, RepliesPolicy
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.viewer import Viewer


def lists(viewer: Viewer) -> tuple[ListView, ...]:
    """All lists of the viewer, by their titles."""
    return _views(AccountList.objects.filter(owner_id=viewer.require_account()))


def list_of(viewer: Viewer, list_id: int) -> ListView:
    """One list of the viewer. Raises NotFound."""
    return list_view(access_list(viewer, list_id))


def lists_of_account(viewer: Viewer, account_id: int) -> tuple[ListView, ...]:
    """The viewer's lists that the account is on."""
    own = AccountList.objects.filter(owner_id=viewer.require_account())
    return _views(own.filter(id__in=ListMember.objects.filter(account_id=account_id).values("list_id")))


def list_member_ids(viewer: Viewer, list_id: int) -> frozenset[int]:
    """Who is on a list of the viewer. Raises NotFound."""
    members = ListMember.objects.filter(list=access_list(viewer, list_id))
    return frozenset(members.values_list("account_id", flat=True))


def list_members(viewer: Viewer, list_id: int, page: PageRequest) -> Page[AccountView]:
    """The same page by page, the newest on the list first."""
    rows = walk(ListMember.objects.filter(list=access_list(viewer, list_id)), page)
    pairs: dict[int, int] = dict(rows.values_list("id", "account_id"))
    found = page_ids(list(pairs), page)
    accounts = accounts_by_ids([pairs[row_id] for row_id in found.items])
    items = tuple(accounts[pairs[row_id]] for row_id in found.items if pairs[row_id] in accounts)
    return Page(items, found.next_max_id, found.prev_min_id)


def exclusive_member_ids(account_id: int) -> frozenset[int]:
    """Whose posts the account reads on a list only, and not at home."""
    rows = ListMember.objects.filter(list__owner_id=account_id, list__exclusive=True)
    return frozenset(rows.values_list("account_id", flat=True))


def list_view(row: AccountList) -> ListView:
    return ListView(row.id, row.title, RepliesPolicy(row.replies_policy), row.exclusive)


def _views(rows: QuerySet[AccountList]) -> tuple[ListView, ...]:
    return tuple(list_view(row) for row in rows.order_by("title", "id"))
