"""What readers kept and liked, and who did."""

from django.db.models import Q

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.models import Mark, Post
from folkmoot.domains.posts.queries.pages import page_of
from folkmoot.domains.posts.reading.hydrate import hydrate
from folkmoot.domains.posts.types import PostView, Surface, Visibility
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.viewer import Viewer


def bookmarks(viewer: Viewer, page: PageRequest) -> Page[PostView]:
    """One's own bookmarks, the last one set first. The page's ids are those of the marks."""
    return _marked(viewer, "bookmark", page)


def favourites(viewer: Viewer, page: PageRequest) -> Page[PostView]:
    """One's own favourites, likewise."""
    return _marked(viewer, "favourite", page)


def favourited_by(viewer: Viewer, post_id: int, page: PageRequest) -> Page[AccountView]:
    """Without whom a block separates from the viewer. Raises NotFound, Gone."""
    target = _readable(viewer, post_id)
    marks = page_of(Mark.objects.filter(post_id=target.id, kind="favourite"), page)
    owners = dict(Mark.objects.filter(id__in=marks.items).values_list("id", "account_id"))
    return _accounts(viewer, marks, owners)


def boosted_by(viewer: Viewer, post_id: int, page: PageRequest) -> Page[AccountView]:
    """Those who boosted the post for everybody, and the viewer; likewise. Raises NotFound, Gone."""
    target = _readable(viewer, post_id)
    seen = Q(visibility__in=(Visibility.PUBLIC, Visibility.UNLISTED)) | Q(author_id=viewer.account_id)
    boosts = page_of(Post.objects.filter(seen, boost_of_id=target.id), page)
    owners = dict(Post.objects.filter(id__in=boosts.items).values_list("id", "author_id"))
    return _accounts(viewer, boosts, owners)


def thread_muters(post_id: int) -> frozenset[int]:
    """Who wants to hear no more of the thread in which a post stands."""
    threads = Post.objects.filter(id=post_id).values("thread_id")
    found = Mark.objects.filter(kind="mute", post_id__in=threads)
    return frozenset(found.values_list("account_id", flat=True))


def _readable(viewer: Viewer, post_id: int) -> PostView:
    target = access_post(viewer, post_id).shown
    if target.gap is not None:
        raise NotFound("post is gone")
    return target


def _marked(viewer: Viewer, kind: str, page: PageRequest) -> Page[PostView]:
    marks = page_of(Mark.objects.filter(account_id=viewer.require_account(), kind=kind), page)
    posts = dict(Mark.objects.filter(id__in=marks.items).values_list("id", "post_id"))
    items = hydrate(viewer, [posts[mark] for mark in marks.items], surface=Surface.OWN)
    shown = tuple(item for item in items if item.gap is None)
    return Page(shown, next_max_id=marks.next_max_id, prev_min_id=marks.prev_min_id)


def _accounts(viewer: Viewer, rows: Page[int], owners: dict[int, int]) -> Page[AccountView]:
    found = accounts.accounts_by_ids(owners.values())
    present, around = accounts.present_for(viewer, list(found)), graph.surroundings(viewer, list(found))
    met = present - around.blocking - around.blocked_by
    shown = [owners[row] for row in rows.items if owners[row] in met]
    items = tuple(found[one] for one in shown if not found[one].erased)
    return Page(items, next_max_id=rows.next_max_id, prev_min_id=rows.prev_min_id)
