"""The job that takes an arrival in, a batch at a time. Killed, it goes on with the batch in which it was: what of it
was stored already is recognised by its origin.
"""

import dataclasses
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

from folkmoot.domains.media import api as media
from folkmoot.domains.moving.into.boxes import Box
from folkmoot.domains.moving.into.entries import Entry, File
from folkmoot.domains.moving.into.people import take_person
from folkmoot.domains.moving.into.pictures import take_pictures
from folkmoot.domains.moving.into.reading import entries_of
from folkmoot.domains.moving.models import Arrival, LeftOut
from folkmoot.domains.moving.types import Part
from folkmoot.domains.posts import api as posts
from folkmoot.infra.config import current
from folkmoot.infra.jobs.api import enqueue, register
from folkmoot.infra.limits import acts
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, FolkmootError
from folkmoot.kernel.viewer import Viewer

BATCH = 20
_BATCHES = 25
"""So many in one job; then the next job waits its turn among those of others."""


@dataclass(slots=True)
class _Outcome:
    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def _take_in(*, arrival_id: int) -> None:
    row = Arrival.objects.filter(id=arrival_id, finished_at=None).exclude(began_at=None).first()
    if row is None:
        return
    with Box(row.id, row.key_record, row.size) as box:
        chosen = [entry for entry in entries_of(box) if entry.part in row.parts]
        for _ in range(_BATCHES):
            if not _batch(row, box, chosen):
                return
    enqueue("moving.take_in", arrival_id=arrival_id)


def _batch(row: Arrival, box: Box, chosen: list[Entry]) -> bool:
    """One batch, and how far it has come in one write; whether there is more."""
    outcome = _Outcome(Counter(row.counts))
    before, after = row.done, min(row.done + BATCH, len(chosen))
    for entry in chosen[before:after]:
        _one(row, box, entry, outcome)
    row.done, row.total, row.counts = after, len(chosen), dict(outcome.counts)
    row.finished_at = clock.now() if after == len(chosen) else None
    with atomic_write():
        moved = Arrival.objects.filter(id=row.id, done=before, finished_at=None).update(
            done=row.done, total=row.total, counts=row.counts, finished_at=row.finished_at
        )
        if not moved:
            return False
        LeftOut.objects.bulk_create(
            LeftOut(arrival_id=row.id, item=item[:500], reason=reason[:300]) for item, reason in outcome.left_out
        )
    return row.finished_at is None


def _one(row: Arrival, box: Box, entry: Entry, outcome: _Outcome) -> None:
    viewer = Viewer(account_id=row.account_id)
    try:
        with acts.unpaced():
            _take(viewer, row, box, entry, outcome)
    except FolkmootError as refusal:
        outcome.left_out.append((entry.name, str(refusal.safe)))


def _take(viewer: Viewer, row: Arrival, box: Box, entry: Entry, outcome: _Outcome) -> None:
    if entry.refusal:
        outcome.left_out.append((entry.name, entry.refusal))
    elif entry.part is Part.POSTS:
        _post(viewer, row, box, entry, outcome)
    else:
        take_person(viewer, entry)
        outcome.left_out += take_pictures(viewer, box, entry) if entry.part is Part.PROFILE else []
        outcome.counts[entry.part] += 1


def _post(viewer: Viewer, row: Arrival, box: Box, entry: Entry, outcome: _Outcome) -> None:
    if entry.post is None:
        return
    present = posts.moved_ids(viewer, [entry.post.origin]).get(entry.post.origin)
    if present is not None and present[1] != row.id:
        raise Conflict("moved in before", safe="You have brought this along already.")
    wanted = entry.files if Part.MEDIA in row.parts else ()
    if present is None:
        ids = tuple(one for file in wanted if (one := _file(viewer, box, file, outcome)) is not None)
        draft = dataclasses.replace(entry.post.draft, media_ids=ids)
        post_id = posts.move_in(viewer, moved=dataclasses.replace(entry.post, draft=draft), batch=row.id)
        outcome.counts[Part.MEDIA] += len(ids)
    else:
        post_id = present[0]
        outcome.counts[Part.MEDIA] += len(wanted)
    outcome.counts[Part.POSTS] += 1
    if entry.values.get("pinned"):
        posts.pin(viewer, post_id=post_id)


def _file(viewer: Viewer, box: Box, file: File, outcome: _Outcome) -> int | None:
    """The new id of a picture, video or sound; what cannot be used is left out, and the post comes without it."""
    try:
        most = max(current().image_limit, current().video_limit)
        content = BytesIO(box.read(file.name, most))
        return media.upload(viewer, file=content, description=file.description, focus=file.focus, limited=False).id
    except FolkmootError as refusal:
        outcome.left_out.append((file.name, str(refusal.safe)))
        return None


register("moving.take_in", _take_in, longest=timedelta(hours=2))
