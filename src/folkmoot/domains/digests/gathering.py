"""What somebody has missed: unread news by kind, and the best of their own Ranked."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.digests.types import Digest, Told
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import CANDIDATES
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationKind, NotificationView
from folkmoot.domains.posts.api import PostView
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import Viewer

MOST_POSTS = 5
MOST_NEWS = 200
UNTOLD = frozenset(
    {
        NotificationKind.UPDATE,
        NotificationKind.QUOTED_UPDATE,
        NotificationKind.SIGN_UP,
        NotificationKind.REPORT,
    }
)
"""Edits are too small for a mail, and what moderators are told is work."""


def gather(account: AccountView, since: datetime) -> Digest:
    """As the account itself would meet it; it counts as nothing read and nothing shown."""
    viewer = Viewer(account_id=account.id)
    page = notifications.notifications_of(
        viewer, PageRequest(since_id=floor_id(since), limit=MOST_NEWS), exclude=UNTOLD
    )
    unread = [one for one in page.items if one.unread and not (one.post and one.post.filters)]
    zone = ZoneInfo(accounts.preferences_of(account.id).time_zone or "UTC")
    return Digest(account, since.astimezone(zone).date(), _by_kind(unread), _best(viewer, since))


def _by_kind(news: Iterable[NotificationView]) -> dict[NotificationKind, Told]:
    found: dict[NotificationKind, list[NotificationView]] = {}
    for one in news:
        found.setdefault(one.kind, []).append(one)
    return {kind: Told(len(ones), _actors(ones)) for kind, ones in sorted(found.items())}


def _actors(ones: Iterable[NotificationView]) -> tuple[AccountView, ...]:
    return tuple({one.actor.id: one.actor for one in ones if one.actor is not None}.values())


def _best(viewer: Viewer, since: datetime) -> tuple[PostView, ...]:
    account_id = viewer.require_account()
    items = feed.preview(viewer, weights=feed.weights_of(account_id), limit=CANDIDATES)
    fitting = (item.post for item in items if item.post.created_at > since and _fits(item.post, account_id))
    return tuple(post for post, _ in zip(fitting, range(MOST_POSTS), strict=False))


def _fits(post: PostView, account_id: int) -> bool:
    """A mail is read in any country, and long after: what is withheld somewhere or folded by a filter stays out."""
    shown = post.shown
    if post.gap or shown.gap or post.filters or shown.filters:
        return False
    return not post.treatments.withheld and account_id not in {post.author.id, shown.author.id}
