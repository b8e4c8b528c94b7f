"""What becomes of those who ask, when an account no longer wants to be asked."""

from folkmoot.domains.graph.commands.requests import accept_request
from folkmoot.domains.graph.models import Follow
from folkmoot.domains.graph.types import FollowState
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer


def waiting_requests(viewer: Viewer) -> int:
    """How many ask to follow the viewer."""
    return Follow.objects.filter(followee_id=viewer.require_account(), state=FollowState.REQUESTED).count()


def accept_all_requests(viewer: Viewer) -> int:
    """Let everybody follow who asks now, each in a transaction of its own; returns how many."""
    waiting = Follow.objects.filter(followee_id=viewer.require_account(), state=FollowState.REQUESTED)
    asking = list(waiting.order_by("id").values_list("follower_id", flat=True))
    return sum(_accepted(viewer, one) for one in asking)


def _accepted(viewer: Viewer, follower_id: int) -> bool:
    """False where the request was taken back in the meantime."""
    try:
        accept_request(viewer, follower_id=follower_id)
    except NotFound:
        return False
    return True
