"""Read appeals on somebody's behalf."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from folkmoot.domains.integrity import views
from folkmoot.domains.integrity.appeals import involved
from folkmoot.domains.integrity.appeals.types import AppealMessageView, AppealView
from folkmoot.domains.integrity.models import Appeal, AppealMessage
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.viewer import Viewer

LIMIT = 200


def access_appeal(viewer: Viewer, appeal_id: int) -> AppealView:
    """An appeal, for the appellant and for staff. NotFound for everybody else."""
    row = Appeal.objects.select_related("decision").filter(id=appeal_id).first()
    if row is None or not (viewer.is_staff or row.appellant == viewer.account_id):
        raise NotFound(f"appeal {appeal_id}")
    judges = viewer.is_staff and viewer.account_id != row.appellant
    part = involved.part_in(viewer.require_account(), row.decision) if judges else ""
    return _views(viewer, [row], {row.decision_id: part})[0]


def appeals(viewer: Viewer, state: str = "open") -> tuple[AppealView, ...]:
    """Appeals that are "open" (by deadline, so late ones first) or "decided" (newest first). Staff only."""
    moderator = viewer.require_staff()
    rows = Appeal.objects.select_related("decision")
    if state == "open":
        found = list(rows.filter(decided_at=None).order_by("due_at", "id")[:LIMIT])
    else:
        found = list(rows.exclude(decided_at=None).order_by("-decided_at", "-id")[:LIMIT])
    return _views(viewer, found, involved.parts_in(moderator, [row.decision for row in found]))


def appeal_texts(viewer: Viewer, appeal_ids: Collection[int]) -> dict[int, str]:
    """What the viewer wrote in appeals of their own when they filed them; one query. Those of others are absent."""
    if not appeal_ids:
        return {}
    own = AppealMessage.objects.filter(appeal__in=appeal_ids, appeal__appellant=viewer.require_account())
    return dict(own.filter(from_staff=False).order_by("-id").values_list("appeal_id", "text"))


def waits_for_somebody(viewer: Viewer, appeal_id: int) -> bool:
    """Whether nobody in this community may judge an appeal. Staff only."""
    viewer.require_staff()
    row = Appeal.objects.select_related("decision").filter(id=appeal_id, decided_at=None).first()
    return row is not None and involved.nobody_may(row.decision)


def _views(viewer: Viewer, rows: Sequence[Appeal], parts: dict[int, str]) -> tuple[AppealView, ...]:
    decisions = {one.id: one for one in views.decisions([row.decision for row in rows], viewer)}
    messages = _messages([row.id for row in rows], staff=viewer.is_staff)
    return tuple(
        AppealView(
            id=row.id,
            decision=decisions[row.decision_id],
            appellant=row.appellant,
            state=views.appeal(row),
            is_late=row.decided_at is None and clock.now() > row.due_at,
            messages=tuple(messages[row.id]),
            decided_by=row.decided_by if viewer.is_staff else None,
            own_part=parts.get(row.decision_id, ""),
        )
        for row in rows
    )


def _messages(appeal_ids: Collection[int], *, staff: bool) -> dict[int, list[AppealMessageView]]:
    found: defaultdict[int, list[AppealMessageView]] = defaultdict(list)
    for row in AppealMessage.objects.filter(appeal__in=appeal_ids).order_by("id"):
        author = row.author if staff or not row.from_staff else None
        found[row.appeal_id].append(AppealMessageView(row.from_staff, row.text, time_of(row.id), author))
    return found
