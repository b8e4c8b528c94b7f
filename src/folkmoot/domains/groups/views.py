"""A group as everything above the tables knows it."""

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.groups.models import Group
from folkmoot.domains.groups.types import Admission, GroupView, Posting, Standing


def group_view(row: Group, account: AccountView, own: Standing | None) -> GroupView:
    return GroupView(account, Admission(row.admission), Posting(row.posting), row.rules, row.members, own)
