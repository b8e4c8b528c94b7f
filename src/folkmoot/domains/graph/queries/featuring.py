"""What people show on their pages."""

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph.models import Endorsement, FeaturedTag, Follow
from folkmoot.domains.graph.queries.people import shown
from folkmoot.domains.graph.types import FollowedTagView, FollowState
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.viewer import Viewer


def endorsed_by(viewer: Viewer, account_id: int, page: PageRequest) -> Page[AccountView]:
    """Whom the account recommends, the newest first: those whom it still follows, and whom the viewer may meet."""
    followed = Follow.objects.filter(follower_id=account_id, state=FollowState.ACCEPTED).values("followee_id")
    rows = Endorsement.objects.filter(owner_id=account_id, account_id__in=followed)
    return shown(viewer, account_id, rows, "account_id", page)


def featured_tags(account_id: int) -> tuple[FollowedTagView, ...]:
    """The hashtags that the account shows on its page, the oldest first."""
    rows = FeaturedTag.objects.filter(account_id=account_id).order_by("id")
    return tuple(FollowedTagView(row.id, row.tag) for row in rows)
