"""Words and posts that somebody does not want to meet."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from folkmoot.domains.graph import policy
from folkmoot.domains.graph.access import access_filter
from folkmoot.domains.graph.commands.filter_entries import insert_keyword
from folkmoot.domains.graph.events import FiltersChanged
from folkmoot.domains.graph.models import Filter
from folkmoot.domains.graph.queries.filters import filter_of
from folkmoot.domains.graph.types import FilterAction, FilterContext, FilterView
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


def create_filter(
    viewer: Viewer,
    *,
    title: str,
    contexts: Collection[FilterContext],
    action: FilterAction = FilterAction.WARN,
    lasts_seconds: int | None = None,
    keywords: Sequence[tuple[str, bool]] = (),
) -> FilterView:
    """Make a filter with its keywords, each with whether it must be a whole word. Without `lasts_seconds` it stays.

    Raises Invalid.
    """
    account_id = viewer.require_account()
    row = Filter(
        id=new_id(),
        owner_id=account_id,
        title=policy.title(title, limit=policy.FILTER_TITLE_LIMIT),
        contexts=policy.contexts(contexts),
        action=action,
        expires_at=_end(lasts_seconds),
    )
    with atomic_write():
        if Filter.objects.filter(owner_id=account_id).count() >= policy.MOST_FILTERS:
            raise Invalid(
                sentence("There is room for {most_filters} filters.", most_filters=policy.MOST_FILTERS), field="title"
            )
        row.save(force_insert=True)
        for keyword, whole_word in keywords:
            insert_keyword(row, keyword, whole_word=whole_word)
        record(account_id, "filter.create", f"filter:{row.id}")
        publish(FiltersChanged(account_id))
    return filter_of(viewer, row.id)


def edit_filter(
    viewer: Viewer,
    *,
    filter_id: int,
    title: str | None = None,
    contexts: Collection[FilterContext] | None = None,
    action: FilterAction | None = None,
    lasts_seconds: int | None = None,
    forever: bool = False,
) -> FilterView:
    """Change what is given; None leaves it as it is. `forever` takes the end away. Raises NotFound, Invalid."""
    values: dict[str, object] = {}
    if title is not None:
        values["title"] = policy.title(title, limit=policy.FILTER_TITLE_LIMIT)
    if contexts is not None:
        values["contexts"] = policy.contexts(contexts)
    if action is not None:
        values["action"] = action
    if forever or lasts_seconds is not None:
        values["expires_at"] = None if forever else _end(lasts_seconds)
    with atomic_write():
        row = access_filter(viewer, filter_id)
        if values:
            Filter.objects.filter(id=row.id).update(**values)
            record(row.owner_id, "filter.edit", f"filter:{row.id}", fields=sorted(values))
            publish(FiltersChanged(row.owner_id))
    return filter_of(viewer, filter_id)


def delete_filter(viewer: Viewer, *, filter_id: int) -> None:
    """Delete a filter with its keywords. Raises NotFound."""
    with atomic_write():
        row = access_filter(viewer, filter_id)
        row.delete()
        record(row.owner_id, "filter.delete", f"filter:{filter_id}")
        publish(FiltersChanged(row.owner_id))


def _end(lasts_seconds: int | None) -> datetime | None:
    if lasts_seconds is None:
        return None
    if not 0 < lasts_seconds <= policy.MOST_SECONDS:
        raise Invalid("A filter lasts up to ten years, or for good.", field="expires_in")
    return clock.now() + timedelta(seconds=lasts_seconds)
