"""Keep an account away altogether."""

from folkmoot.domains.accounts.api import access_account
from folkmoot.domains.graph import follows
from folkmoot.domains.graph.access import refuse_oneself
from folkmoot.domains.graph.events import Blocked, Unblocked
from folkmoot.domains.graph.models import Block, ListMember
from folkmoot.domains.graph.queries.relationships import relationship
from folkmoot.domains.graph.types import Relationship
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import acts
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


def block(viewer: Viewer, *, target_id: int) -> Relationship:
    """Block an account: follows and requests end both ways, and both leave the other's lists. Idempotent.

    Raises NotFound or Gone for no such account, Invalid for oneself.
    """
    account_id = viewer.require_account()
    refuse_oneself(account_id, target_id, sentence("You cannot block yourself."))
    access_account(viewer, target_id)
    acts.count(acts.ARRANGING, account_id)
    with atomic_write():
        follows.hold(account_id, target_id)
        _, fresh = Block.objects.get_or_create(
            blocker_id=account_id,
            blocked_id=target_id,
            defaults={"id": new_id()},
        )
        if fresh:
            _part(account_id, target_id)
            record(account_id, "block.begin", account_ref(target_id))
            publish(Blocked(account_id, target_id))
    return relationship(viewer, target_id)


def unblock(viewer: Viewer, *, target_id: int) -> Relationship:
    """End a block; what it ended does not come back. Idempotent."""
    account_id = viewer.require_account()
    with atomic_write():
        if Block.objects.filter(blocker_id=account_id, blocked_id=target_id).delete()[0]:
            record(account_id, "block.end", account_ref(target_id))
            publish(Unblocked(account_id, target_id))
    return relationship(viewer, target_id)


def _part(one: int, other: int) -> None:
    follows.end(one, other)
    follows.end(other, one)
    ListMember.objects.filter(list__owner_id=one, account_id=other).delete()
    ListMember.objects.filter(list__owner_id=other, account_id=one).delete()
