"""The entities of groups, for the golden files."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from folkmoot.domains.accounts.api import AccountKind
from folkmoot.domains.groups.api import Admission, GroupRole, GroupView, MemberState, MemberView, Posting, Standing
from folkmoot.edges.mastodon.present import accounts, groups
from tests.edges.mastodon import fixed

_ROWERS = replace(fixed.BEN, id=1201, handle="rowers", kind=AccountKind.GROUP, display_name="Rowers")
_OWNER = Standing(state=MemberState.MEMBER, role=GroupRole.OWNER, since=fixed.NOON, at_home=True)
_GROUP = GroupView(
    account=_ROWERS,
    admission=Admission.REQUEST,
    posting=Posting.MODERATORS,
    rules="Be on time.",
    members=12,
    own=_OWNER,
)

GROUP_ENTITIES: dict[str, Callable[[], Any]] = {
    "group": lambda: groups.group(_GROUP, accounts.account(_ROWERS, accounts.About())),
    "group_for_a_stranger": lambda: groups.group(
        replace(_GROUP, own=None), accounts.account(_ROWERS, accounts.About())
    ),
    "group_member": lambda: groups.members([MemberView(1202, fixed.BEN, _OWNER)])[0],
}
