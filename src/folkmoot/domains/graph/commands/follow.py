"""Follow and unfollow."""

from collections.abc import Collection

from folkmoot.domains.accounts.api import AccountKind, AccountView, access_account
from folkmoot.domains.graph import follows
from folkmoot.domains.graph.access import refuse_oneself, refuse_when_blocked
from folkmoot.domains.graph.events import Followed, FollowRequested
from folkmoot.domains.graph.models import Follow
from folkmoot.domains.graph.policy import MOST_FOLLOWS, checked_languages
from folkmoot.domains.graph.queries.relationships import relationship
from folkmoot.domains.graph.types import FollowState, Relationship
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import acts
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


def follow(
    viewer: Viewer,
    *,
    target_id: int,
    show_boosts: bool | None = None,
    notify: bool | None = None,
    languages: Collection[str] | None = None,
) -> Relationship:
    """Follow an account, or ask a locked one for it. Following again changes only what is given.

    `languages`: only posts in these are wanted at home; none means all. Raises NotFound or Gone for no such account,
    Forbidden where one of the two blocks the other, Invalid for oneself or a group or where there is no room for
    another one, RateLimited.
    """
    account_id = viewer.require_account()
    refuse_oneself(account_id, target_id, sentence("You cannot follow yourself."))
    codes = None if languages is None else ",".join(checked_languages(languages))
    target = access_account(viewer, target_id)
    if target.kind is AccountKind.GROUP:
        raise Invalid("A group is joined, not followed.", field="account")
    with atomic_write():
        follows.hold(account_id, target_id)
        refuse_when_blocked(account_id, target_id)
        row = follows.find(account_id, target_id) or _begin(account_id, target)
        flags = {"show_boosts": show_boosts, "notify": notify, "languages": codes}
        given = {name: flag for name, flag in flags.items() if flag is not None}
        if given:
            Follow.objects.filter(id=row.id).update(**given)
    return relationship(viewer, target_id)


def unfollow(viewer: Viewer, *, target_id: int) -> Relationship:
    """End a follow or take back a request, and leave out the account from one's lists. Idempotent."""
    account_id = viewer.require_account()
    with atomic_write():
        follows.hold(account_id, target_id)
        if follows.end(account_id, target_id):
            record(account_id, "follow.end", account_ref(target_id))
    return relationship(viewer, target_id)


def _begin(account_id: int, target: AccountView) -> Follow:
    acts.count(acts.FOLLOWS, account_id)
    if Follow.objects.filter(follower_id=account_id).count() >= MOST_FOLLOWS:
        raise Invalid(sentence("There is room for {most_follows} follows.", most_follows=MOST_FOLLOWS), field="account")
    waits = target.locked or not target.local
    state = FollowState.REQUESTED if waits else FollowState.ACCEPTED
    row = Follow.objects.create(id=new_id(), follower_id=account_id, followee_id=target.id, state=state)
    if not waits:
        follows.count(account_id, target.id)
    record(account_id, "follow.request" if waits else "follow.begin", account_ref(target.id))
    publish((FollowRequested if waits else Followed)(account_id, target.id))
    return row
