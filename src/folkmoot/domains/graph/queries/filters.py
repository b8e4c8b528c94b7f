"""The viewer's filters."""

from django.db.models import QuerySet

from folkmoot.domains.graph.access import access_filter, access_filter_post, access_keyword
from folkmoot.domains.graph.models import Filter, FilterPost
from folkmoot.domains.graph.queries.walking import lasting
from folkmoot.domains.graph.types import (
    FilterAction,
    FilterContext,
    FilterKeyword,
    FilterPostView,
    FilterView,
)
from folkmoot.kernel.viewer import Viewer


def filters(viewer: Viewer) -> tuple[FilterView, ...]:
    """The filters that apply now, the oldest first; none for nobody. Three queries."""
    return _views(Filter.objects.filter(lasting(), owner_id=viewer.account_id)) if viewer.account_id else ()


def all_filters(viewer: Viewer) -> tuple[FilterView, ...]:
    """Those that ran out, too, so that their owner can renew them."""
    return _views(Filter.objects.filter(owner_id=viewer.require_account()))


def filter_of(viewer: Viewer, filter_id: int) -> FilterView:
    """One filter of the viewer, expired or not. Raises NotFound."""
    return filter_view(access_filter(viewer, filter_id))


def keyword_of(viewer: Viewer, keyword_id: int) -> FilterKeyword:
    """One keyword of a filter of the viewer. Raises NotFound."""
    row = access_keyword(viewer, keyword_id)
    return FilterKeyword(row.id, row.keyword, row.whole_word)


def filter_posts(viewer: Viewer, filter_id: int) -> tuple[FilterPostView, ...]:
    """The posts that a filter of the viewer names, with the ids of the entries. Raises NotFound."""
    rows = FilterPost.objects.filter(filter=access_filter(viewer, filter_id)).order_by("id")
    return tuple(FilterPostView(row.id, row.post_id) for row in rows)


def filter_post_of(viewer: Viewer, entry_id: int) -> FilterPostView:
    """One such entry. Raises NotFound."""
    row = access_filter_post(viewer, entry_id)
    return FilterPostView(row.id, row.post_id)


def filter_view(row: Filter) -> FilterView:
    keywords = sorted(row.keywords.all(), key=lambda keyword: keyword.id)
    return FilterView(
        id=row.id,
        title=row.title,
        contexts=tuple(FilterContext(context) for context in row.contexts),
        action=FilterAction(row.action),
        expires_at=row.expires_at,
        keywords=tuple(FilterKeyword(keyword.id, keyword.keyword, keyword.whole_word) for keyword in keywords),
        post_ids=tuple(sorted(entry.post_id for entry in row.posts.all())),
    )


def _views(rows: QuerySet[Filter]) -> tuple[FilterView, ...]:
    return tuple(filter_view(row) for row in rows.order_by("id").prefetch_related("keywords", "posts"))
