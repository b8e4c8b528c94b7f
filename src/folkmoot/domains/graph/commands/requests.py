"""Answer those who want to follow a locked account; part with a follower."""

from folkmoot.domains.graph import follows
from folkmoot.domains.graph.access import access_request
from folkmoot.domains.graph.events import FollowAccepted, FollowRejected
from folkmoot.domains.graph.models import Follow
from folkmoot.domains.graph.queries.relationships import relationship
from folkmoot.domains.graph.types import Relationship
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer


def accept_request(viewer: Viewer, *, follower_id: int) -> Relationship:
    """Let somebody follow. Raises NotFound where that account does not ask."""
    account_id = viewer.require_account()
    with atomic_write():
        follows.hold(account_id, follower_id)
        follows.accept(access_request(viewer, follower_id))
        record(account_id, "request.accept", account_ref(follower_id))
        publish(FollowAccepted(follower_id, account_id))
    return relationship(viewer, follower_id)


def reject_request(viewer: Viewer, *, follower_id: int) -> Relationship:
    """Refuse a request; the account may ask again. Raises NotFound where that account does not ask."""
    account_id = viewer.require_account()
    with atomic_write():
        follows.hold(account_id, follower_id)
        Follow.objects.filter(id=access_request(viewer, follower_id).id).delete()
        record(account_id, "request.reject", account_ref(follower_id))
        publish(FollowRejected(follower_id, account_id))
    return relationship(viewer, follower_id)


def remove_follower(viewer: Viewer, *, follower_id: int) -> Relationship:
    """End somebody's follow of oneself without a block. Idempotent."""
    account_id = viewer.require_account()
    with atomic_write():
        follows.hold(account_id, follower_id)
        if follows.end(follower_id, account_id):
            record(account_id, "follower.remove", account_ref(follower_id))
    return relationship(viewer, follower_id)
