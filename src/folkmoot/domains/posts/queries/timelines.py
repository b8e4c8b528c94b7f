"""Chronological lists that are the same for everybody, but for what each may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from folkmoot.domains.graph.api import FilterContext
from folkmoot.domains.groups import api as groups
from folkmoot.domains.posts.models import Mark, Post, PostTag
from folkmoot.domains.posts.queries.candidates import grouped_page
from folkmoot.domains.posts.queries.pages import page_of
from folkmoot.domains.posts.reading.hydrate import hydrate
from folkmoot.domains.posts.types import Gap, PostKind, PostView, Surface, Visibility
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OtherTags:
    """More hashtags: posts with one of `also` are shown too; all of `needed` must be there, none of `without`."""

    also: Sequence[str] = ()
    needed: Sequence[str] = ()
    without: Sequence[str] = ()


NO_OTHERS = OtherTags()


def posts_of_account(
    viewer: Viewer,
    account_id: int,
    page: PageRequest,
    *,
    replies: bool = True,
    boosts: bool = True,
    only_media: bool = False,
    pinned: bool = False,
    tag: str = "",
) -> Page[PostView]:
    """What an account published, as the viewer may see it. Direct posts stand in conversations instead."""
    found = Post.objects.filter(author_id=account_id, deleted_at=None).exclude(visibility=Visibility.DIRECT)
    if not replies:
        found = found.filter(Q(reply_to_id=None) | Q(reply_to_author_id=account_id))
    if not boosts:
        found = found.exclude(kind=PostKind.BOOST)
    if only_media:
        found = found.filter(has_media=True)
    if pinned:
        pins = Mark.objects.filter(account_id=account_id, kind="pin").values("post_id")
        found = found.filter(id__in=pins)
    if tag:
        found = found.filter(id__in=PostTag.objects.filter(tag=tag.casefold()).values("post_id"))
    return _page(viewer, found, page, Surface.PAGE, FilterContext.ACCOUNT)


def public_timeline(
    viewer: Viewer, page: PageRequest, *, local: bool = False, only_media: bool = False
) -> Page[PostView]:
    """Everything public, newest first, without boosts. `local`: only what was published here."""
    found = Post.objects.filter(visibility=Visibility.PUBLIC, deleted_at=None).exclude(kind=PostKind.BOOST)
    if local:
        found = found.filter(uri=None)
    if only_media:
        found = found.filter(has_media=True)
    return _page(viewer, found, page, Surface.PUBLIC, FilterContext.PUBLIC)


def tag_timeline(
    viewer: Viewer, tag: str, page: PageRequest, *, only_media: bool = False, others: OtherTags = NO_OTHERS
) -> Page[PostView]:
    """Public posts with a hashtag, newest first."""
    listed = PostTag.objects.filter(listed=True)
    found = listed.filter(tag__in=_keys([tag, *others.also])).distinct()
    for key in _keys(others.needed):
        found = found.filter(post_id__in=listed.filter(tag=key).values("post_id"))
    if others.without:
        found = found.exclude(post_id__in=listed.filter(tag__in=_keys(others.without)).values("post_id"))
    if only_media:
        found = found.filter(post_id__in=Post.objects.filter(has_media=True).values("id"))
    ids = page_of(found, page, "post_id")
    return _hydrated(viewer, ids, Surface.TAG, FilterContext.PUBLIC)


def group_timeline(viewer: Viewer, group_id: int, page: PageRequest, *, replies: bool = False) -> Page[PostView]:
    """What stands in a group, newest first, as the viewer may see it. Raises NotFound for a group not for them."""
    groups.access_group(viewer, group_id)
    return _hydrated(viewer, grouped_page([group_id], page, replies=replies), Surface.GROUP, FilterContext.ACCOUNT)


def quotes_of(viewer: Viewer, post_id: int, page: PageRequest) -> Page[PostView]:
    """Posts that quote a post, newest first."""
    return _page(
        viewer,
        Post.objects.filter(quote_of_id=post_id, quote_revoked=False, deleted_at=None),
        page,
        Surface.PUBLIC,
        None,
    )


def _keys(tags: Iterable[str]) -> list[str]:
    return [tag.casefold().lstrip("#") for tag in tags]


def _page(
    viewer: Viewer, found: "QuerySet[Post]", request: PageRequest, surface: Surface, context: FilterContext | None
) -> Page[PostView]:
    return _hydrated(viewer, page_of(found, request), surface, context)


def _hydrated(viewer: Viewer, ids: Page[int], surface: Surface, context: FilterContext | None) -> Page[PostView]:
    items = hydrate(viewer, ids.items, surface=surface, filter_context=context)
    shown = tuple(item for item in items if item.gap in {None, Gap.WITHHELD})
    return Page(shown, next_max_id=ids.next_max_id, prev_min_id=ids.prev_min_id)
