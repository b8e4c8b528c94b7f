"""Groups as Folkmoot's own entities."""

from collections.abc import Iterable

from folkmoot.domains.groups.api import GroupView, MemberView
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.wire import groups as wire
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import moment


def many(views: Iterable[GroupView]) -> list[wire.Group]:
    kept = list(views)
    shown = people.many(view.account for view in kept)
    return [group(view, account) for view, account in zip(kept, shown, strict=True)]


def one(view: GroupView) -> wire.Group:
    return many([view])[0]


def group(view: GroupView, account: Account) -> wire.Group:
    own = view.own
    return wire.Group(
        id=str(view.id),
        account=account,
        admission=view.admission.value,
        posting=view.posting.value,
        rules=view.rules,
        members_count=view.members,
        state=own.state.value if own else None,
        role=own.role.value if own and own.is_member else None,
        at_home=own.at_home if own and own.is_member else False,
        may_post=view.may_begin,
    )


def members(views: Iterable[MemberView]) -> list[wire.GroupMember]:
    kept = list(views)
    shown = people.many(view.account for view in kept)
    return [
        wire.GroupMember(account=account, role=view.standing.role.value, since=moment(view.standing.since))
        for view, account in zip(kept, shown, strict=True)
    ]
