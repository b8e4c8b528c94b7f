"""A filter said anew as a whole, as its owner's page shows it."""

from collections.abc import Collection, Sequence

from folkmoot.domains.graph.access import access_filter
from folkmoot.domains.graph.commands.filter_entries import insert_keyword
from folkmoot.domains.graph.commands.filters import edit_filter
from folkmoot.domains.graph.models import FilterKeyword
from folkmoot.domains.graph.queries.filters import filter_of
from folkmoot.domains.graph.types import FilterAction, FilterContext, FilterView
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.viewer import Viewer


def rewrite_filter(
    viewer: Viewer,
    *,
    filter_id: int,
    title: str,
    contexts: Collection[FilterContext],
    action: FilterAction,
    keywords: Sequence[tuple[str, bool]],
    lasts_seconds: int | None = None,
    forever: bool = False,
) -> FilterView:
    """Replace everything but the single posts that it names; without `lasts_seconds` and `forever` its end stays.

    Raises NotFound, Invalid; then nothing has changed.
    """
    with atomic_write():
        edit_filter(
            viewer,
            filter_id=filter_id,
            title=title,
            contexts=contexts,
            action=action,
            lasts_seconds=lasts_seconds,
            forever=forever,
        )
        row = access_filter(viewer, filter_id)
        FilterKeyword.objects.filter(filter=row).delete()
        for keyword, whole_word in dict(keywords).items():
            insert_keyword(row, keyword, whole_word=whole_word)
    return filter_of(viewer, filter_id)
