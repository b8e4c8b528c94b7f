"""Rows and their posts as views, in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.events.models import Event, EventAnswer
from folkmoot.domains.events.types import Answer, EventView
from folkmoot.domains.events.words import Words, of_rows
from folkmoot.domains.groups import api as groups
from folkmoot.domains.posts.api import PostView
from folkmoot.infra import text as texts
from folkmoot.kernel.viewer import Viewer

Found = tuple[Event, PostView]
_NO_WORDS = Words()


def present(viewer: Viewer, found: Sequence[Found]) -> tuple[EventView, ...]:
    """In their order."""
    ids = [row.id for row, _ in found]
    words = of_rows(row for row, post in found if post.gap is None)
    counts, own, managed = _counts(ids), _own(viewer, ids), _managed(viewer)
    looked_after = _looked_after(viewer, (row for row, _ in found))
    return tuple(
        _view(
            (row, post),
            words.get(row.id, _NO_WORDS),
            counts[row.id],
            own.get(row.id),
            mine=row.organiser_id in managed,
            may_cancel=row.organiser_id in managed or row.id in looked_after,
        )
        for row, post in found
    )


def _view(
    found: Found, words: Words, counts: dict[str, int], own: Answer | None, *, mine: bool, may_cancel: bool
) -> EventView:
    row, post = found
    return EventView(
        id=row.id,
        post=post,
        title=words.title,
        text=words.text,
        html=texts.render_post(words.text, mentions={}, tag_url=texts.tag_path),
        place=words.place,
        link=words.link,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        sequence=row.sequence,
        changed_at=row.changed_at,
        cancelled_at=row.cancelled_at,
        going=counts.get(Answer.GOING.value, 0),
        maybe=counts.get(Answer.MAYBE.value, 0),
        own=own,
        mine=mine,
        by_group=row.by_group,
        may_cancel=may_cancel,
    )


def _counts(ids: Iterable[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = EventAnswer.objects.filter(event_id__in=list(ids)).values_list("event_id", "answer").annotate(n=Count("id"))
    for event_id, answer, number in rows:
        found[event_id][answer] = number
    return found


def _own(viewer: Viewer, ids: Iterable[int]) -> dict[int, Answer]:
    if viewer.account_id is None:
        return {}
    rows = EventAnswer.objects.filter(event_id__in=list(ids), account_id=viewer.account_id)
    return {event_id: Answer(answer) for event_id, answer in rows.values_list("event_id", "answer")}


def _looked_after(viewer: Viewer, rows: Iterable[Event]) -> set[int]:
    """The events of groups of which the viewer is an owner or a moderator."""
    of_groups = {row.id: row.group_id for row in rows if row.by_group}
    if viewer.account_id is None or not of_groups:
        return set()
    own = {group.id for group in groups.mine(viewer) if group.moderated_by_viewer}
    return {event_id for event_id, group_id in of_groups.items() if group_id in own}


def _managed(viewer: Viewer) -> set[int]:
    if viewer.account_id is None:
        return set()
    return {viewer.account_id, *(account.id for account in accounts.managed_by(viewer.account_id))}
