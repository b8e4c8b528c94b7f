"""The only way to get what is somebody's own in the graph, and what stands between two accounts."""

from django.db.models import Q

from folkmoot.domains.graph.models import AccountList, Block, Filter, FilterKeyword, FilterPost, Follow
from folkmoot.domains.graph.types import FollowState
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound
from folkmoot.kernel.viewer import Viewer


def access_request(viewer: Viewer, follower_id: int) -> Follow:
    """The request with which `follower_id` asks the viewer. Raises NotFound."""
    asked = Follow.objects.filter(followee_id=viewer.require_account(), state=FollowState.REQUESTED)
    row = asked.filter(follower_id=follower_id).first()
    if row is None:
        raise NotFound("no such request")
    return row


def access_list(viewer: Viewer, list_id: int) -> AccountList:
    """One of the viewer's lists. Raises NotFound, also for somebody else's."""
    row = AccountList.objects.filter(id=list_id, owner_id=viewer.require_account()).first()
    if row is None:
        raise NotFound("no such list")
    return row


def access_filter(viewer: Viewer, filter_id: int) -> Filter:
    """One of the viewer's filters, expired or not. Raises NotFound, also for somebody else's."""
    row = Filter.objects.filter(id=filter_id, owner_id=viewer.require_account()).first()
    if row is None:
        raise NotFound("no such filter")
    return row


def access_keyword(viewer: Viewer, keyword_id: int) -> FilterKeyword:
    """A keyword of one of the viewer's filters. Raises NotFound, also for somebody else's."""
    row = FilterKeyword.objects.filter(id=keyword_id, filter__owner_id=viewer.require_account()).first()
    if row is None:
        raise NotFound("no such keyword")
    return row


def access_filter_post(viewer: Viewer, entry_id: int) -> FilterPost:
    """A post entry of one of the viewer's filters. Raises NotFound, also for somebody else's."""
    row = FilterPost.objects.filter(id=entry_id, filter__owner_id=viewer.require_account()).first()
    if row is None:
        raise NotFound("no such entry")
    return row


def refuse_oneself(account_id: int, target_id: int, safe: str) -> None:
    """Raise Invalid where both are the same."""
    if account_id == target_id:
        raise Invalid(safe, field="account")


def refuse_when_blocked(account_id: int, target_id: int) -> None:
    """Raise Forbidden where one of the two blocks the other; the sentence does not say which."""
    either = Q(blocker_id=account_id, blocked_id=target_id) | Q(blocker_id=target_id, blocked_id=account_id)
    if Block.objects.filter(either).exists():
        raise Forbidden("blocked", safe="You cannot follow this account.")
