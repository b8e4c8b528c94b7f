"""The scoring as a job: read everything, reckon without a transaction, write what changed in one."""

from collections import Counter
from collections.abc import Mapping

from folkmoot.domains.notes.events import NoteShown
from folkmoot.domains.notes.gathering import Gathered, gather, seen
from folkmoot.domains.notes.models import Note, NoteScoringRun, NoteStatusChange, RaterScore
from folkmoot.domains.notes.scoring.rules import LEAST_RATINGS, NoteScore, Rule, Status, Verdict, judge
from folkmoot.domains.notes.scoring.scorer import Outcome, score
from folkmoot.infra.audit.api import record
from folkmoot.infra.config import current
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import note_ref

_DIGITS = 4
_KEPT_RUNS = 100
_BATCH = 200
_NUMBERS = ("status", "rule", "intercept", "factor", "ratings", "least_net", "scored_at", "decided_at")


def score_when_due() -> None:
    """Periodic: have the notes scored where something has changed since the last time."""
    last = NoteScoringRun.objects.order_by("-id").first()
    if Note.objects.exists() and (last is None or last.seen != seen()):
        jobs.enqueue(_SCORE, unique_key=_SCORE)


def score_now() -> None:
    """Score all notes. What comes out depends on what is stored and on the day alone, so it may run twice."""
    before = seen()
    gathered = gather()
    outcome = score(gathered.rated, gathered.authors)
    counted = Counter(one.note for one in gathered.rated)
    with atomic_write():
        changed = [_write(row, _verdict(outcome, row, counted[row.id]), outcome, counted) for row in _open_notes()]
        rows = [row for row in changed if row is not None]
        Note.objects.bulk_update(rows, _NUMBERS, batch_size=_BATCH)
        _write_raters(outcome)
        _write_run(before, gathered, outcome, len(rows))


def _open_notes() -> list[Note]:
    return list(Note.objects.select_for_update().filter(withdrawn_at=None).order_by("id"))


def _verdict(outcome: Outcome, row: Note, counted: int) -> Verdict:
    found = outcome.notes.get(row.id)
    if not counted:
        return Verdict(Status.NEEDS_MORE, Rule.NO_RATINGS)
    if outcome.counting < current().notes_least_raters:
        return Verdict(Status.NEEDS_MORE, Rule.FEW_RATERS)
    if found is None:
        return Verdict(Status.NEEDS_MORE, Rule.FEW_RATINGS if counted < LEAST_RATINGS else Rule.NO_RATINGS)
    return judge(found, shown=row.status == Status.SHOWN)


def _write(row: Note, verdict: Verdict, outcome: Outcome, counted: Mapping[int, int]) -> Note | None:
    """The row with its new numbers, to be stored; None where nothing is new. Says what follows from a new status."""
    found = outcome.notes.get(row.id)
    ratings = found.counting if found else counted.get(row.id, 0)
    new = _numbers(found) | {"ratings": ratings, "status": verdict.status, "rule": verdict.rule}
    if all(getattr(row, name) == value for name, value in new.items()):
        return None
    was = (Status(row.status), Rule(row.rule))
    for name, value in new.items():
        setattr(row, name, value)
    row.scored_at = clock.now()
    if verdict.status is not Status.NEEDS_MORE and row.decided_at is None:
        row.decided_at = row.scored_at
    if was != (verdict.status, verdict.rule):
        _note_change(row, was[0], verdict)
    return row


def _numbers(found: NoteScore | None) -> dict[str, float | int | None]:
    if found is None:
        return {"intercept": None, "factor": None, "least_net": 0}
    intercept, factor = round(found.intercept, _DIGITS), round(found.factor, _DIGITS)
    return {"intercept": intercept, "factor": factor, "least_net": found.least_net}


def _note_change(row: Note, was: Status, verdict: Verdict) -> None:
    NoteStatusChange.objects.create(
        id=new_id(),
        note=row,
        status=verdict.status,
        rule=verdict.rule,
        intercept=row.intercept,
        factor=row.factor,
        ratings=row.ratings,
    )
    if was is not verdict.status:
        record(None, "note.status", note_ref(row.id), status=verdict.status.value, rule=verdict.rule.value)
    if verdict.status is Status.SHOWN and was is not Status.SHOWN:
        publish(NoteShown(row.id, row.post_id))


def _write_raters(outcome: Outcome) -> None:
    """Only what differs: in most runs hardly anything does."""
    kept = {row.rater_id: row for row in RaterScore.objects.all()}
    fresh = {rater: _rater_row(rater, outcome) for rater in outcome.raters}
    RaterScore.objects.filter(rater_id__in=[one for one in kept if one not in fresh]).delete()
    RaterScore.objects.bulk_create([row for key, row in fresh.items() if key not in kept], batch_size=_BATCH)
    moved = [row for key, row in fresh.items() if key in kept and _numbers_of(row) != _numbers_of(kept[key])]
    RaterScore.objects.bulk_update(moved, ("intercept", "factor", "agreement", "counts"), batch_size=_BATCH)


def _numbers_of(row: RaterScore) -> tuple[float, float, float | None, bool]:
    return row.intercept, row.factor, row.agreement, row.counts


def _rater_row(rater: int, outcome: Outcome) -> RaterScore:
    found = outcome.raters[rater]
    return RaterScore(
        rater_id=rater,
        intercept=round(found.intercept, _DIGITS),
        factor=round(found.factor, _DIGITS),
        agreement=None if found.agreement is None else round(found.agreement, _DIGITS),
        counts=found.counts,
    )


def _write_run(before: str, gathered: Gathered, outcome: Outcome, changed: int) -> None:
    NoteScoringRun.objects.create(
        id=new_id(),
        finished_at=clock.now(),
        seen=before,
        ratings=gathered.given,
        qualified=len(gathered.qualified),
        counting=outcome.counting,
        scored=len(outcome.notes),
        changed=changed,
        middle=round(outcome.middle, _DIGITS),
    )
    old = NoteScoringRun.objects.order_by("-id").values_list("id", flat=True)[_KEPT_RUNS:]
    NoteScoringRun.objects.filter(id__in=list(old)).delete()


_SCORE = "notes.score"
jobs.register(_SCORE, score_now)
