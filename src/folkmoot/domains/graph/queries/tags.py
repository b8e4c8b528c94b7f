"""Which hashtags people follow."""

from folkmoot.domains.graph.models import FollowedTag
from folkmoot.domains.graph.policy import tag_key
from folkmoot.domains.graph.queries.people import FAN_OUT_BATCH
from folkmoot.domains.graph.queries.walking import walk
from folkmoot.domains.graph.types import FollowedTagView
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.viewer import Viewer


def followed_tags(viewer: Viewer, page: PageRequest) -> Page[FollowedTagView]:
    """The tags that the viewer follows, the newest first."""
    rows = walk(FollowedTag.objects.filter(account_id=viewer.require_account()), page)
    tags: dict[int, str] = dict(rows.values_list("id", "tag"))
    found = page_ids(list(tags), page)
    items = tuple(FollowedTagView(row_id, tags[row_id]) for row_id in found.items)
    return Page(items, found.next_max_id, found.prev_min_id)


def tags_followed_by(account_id: int) -> frozenset[str]:
    """All tags that an account follows, as they are compared."""
    return frozenset(FollowedTag.objects.filter(account_id=account_id).values_list("tag", flat=True))


def follows_tag(viewer: Viewer, tag: str) -> bool:
    """Whether the viewer follows a tag; nobody follows none."""
    own = FollowedTag.objects.filter(account_id=viewer.account_id) if viewer.account_id else FollowedTag.objects.none()
    return own.filter(tag=tag_key(tag)).exists()


def followers_of_tag(tag: str, after: int = 0, limit: int = FAN_OUT_BATCH) -> tuple[int, ...]:
    """Accounts that follow a tag, with ids above `after`, lowest first: a batch, whose last one is the next `after`."""
    rows = FollowedTag.objects.filter(tag=tag_key(tag), account_id__gt=after).order_by("account_id")
    return tuple(rows.values_list("account_id", flat=True)[:limit])
