"""The keywords and the single posts of a filter."""

from folkmoot.domains.graph import policy
from folkmoot.domains.graph.access import access_filter, access_filter_post, access_keyword
from folkmoot.domains.graph.events import FiltersChanged
from folkmoot.domains.graph.models import Filter, FilterKeyword, FilterPost
from folkmoot.domains.graph.types import FilterKeyword as KeywordView
from folkmoot.domains.graph.types import FilterPostView
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import acts
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


def add_keyword(viewer: Viewer, *, filter_id: int, keyword: str, whole_word: bool = True) -> KeywordView:
    """Add a word or phrase to a filter. Raises NotFound, Invalid."""
    with atomic_write():
        row = access_filter(viewer, filter_id)
        added = insert_keyword(row, keyword, whole_word=whole_word)
        record(row.owner_id, "filter.keyword_add", f"filter:{row.id}", keyword=added.id)
        publish(FiltersChanged(row.owner_id))
    return KeywordView(added.id, added.keyword, added.whole_word)


def insert_keyword(row: Filter, keyword: str, *, whole_word: bool) -> FilterKeyword:
    """Store a keyword in the caller's transaction. Raises Invalid."""
    text = policy.keyword(keyword)
    if FilterKeyword.objects.filter(filter=row).count() >= policy.MOST_KEYWORDS:
        raise Invalid(
            sentence("A filter has room for {most_keywords} keywords.", most_keywords=policy.MOST_KEYWORDS),
            field="keyword",
        )
    return FilterKeyword.objects.create(id=new_id(), filter=row, keyword=text, whole_word=whole_word)


def edit_keyword(
    viewer: Viewer, *, keyword_id: int, keyword: str | None = None, whole_word: bool | None = None
) -> KeywordView:
    """Change what is given; None leaves it as it is. Raises NotFound, Invalid."""
    text = None if keyword is None else policy.keyword(keyword)
    with atomic_write():
        row = access_keyword(viewer, keyword_id)
        row.keyword = row.keyword if text is None else text
        row.whole_word = row.whole_word if whole_word is None else whole_word
        row.save(update_fields=["keyword", "whole_word"])
        record(viewer.account_id, "filter.keyword_edit", f"filter:{row.filter_id}", keyword=row.id)
        publish(FiltersChanged(viewer.require_account()))
    return KeywordView(row.id, row.keyword, row.whole_word)


def remove_keyword(viewer: Viewer, *, keyword_id: int) -> None:
    """Take a keyword out of its filter. Raises NotFound."""
    with atomic_write():
        row = access_keyword(viewer, keyword_id)
        FilterKeyword.objects.filter(id=row.id).delete()
        record(viewer.account_id, "filter.keyword_remove", f"filter:{row.filter_id}", keyword=keyword_id)
        publish(FiltersChanged(viewer.require_account()))


def add_filter_post(viewer: Viewer, *, filter_id: int, post_id: int) -> FilterPostView:
    """Have a filter name one post, whatever its words. Idempotent. Raises NotFound for no such
    filter, Invalid where it is full.

    Whether the viewer may see the post is for the caller to ask: posts lie above this domain.
    """
    acts.count(acts.ARRANGING, viewer.require_account())
    with atomic_write():
        row = access_filter(viewer, filter_id)
        if FilterPost.objects.filter(filter=row).count() >= policy.MOST_FILTER_POSTS:
            raise Invalid(sentence("A filter has room for {most} posts.", most=policy.MOST_FILTER_POSTS), field="post")
        entry, fresh = FilterPost.objects.get_or_create(filter=row, post_id=post_id, defaults={"id": new_id()})
        if fresh:
            record(row.owner_id, "filter.post_add", f"filter:{row.id}", post=post_id)
            publish(FiltersChanged(row.owner_id))
    return FilterPostView(entry.id, entry.post_id)


def remove_filter_post(viewer: Viewer, *, entry_id: int) -> None:
    """Have a filter no longer name a post; `entry_id` is the entry's own. Raises NotFound."""
    with atomic_write():
        row = access_filter_post(viewer, entry_id)
        FilterPost.objects.filter(id=row.id).delete()
        record(viewer.account_id, "filter.post_remove", f"filter:{row.filter_id}", post=row.post_id)
        publish(FiltersChanged(viewer.require_account()))
