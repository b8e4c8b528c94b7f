"""Try a policy on what was posted before: what would change, against what people decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from folkmoot.domains.integrity import bulk
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.models import Decision
from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.providers import Known
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.refs import SubjectKind
from folkmoot.kernel.viewer import Viewer

_SAMPLES = 5
_SHOWN = 160
_LONGEST = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Judged:
    """What people decided about subjects: that something is to be done, that nothing is, or nothing yet."""

    agree: int = 0
    nothing: int = 0
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class BacktestSample:
    """`what` is "newly caught" or "no longer caught". `text` is empty where a post is not public."""

    post_id: int
    what: str
    text: str
    judged: str


@dataclass(frozen=True, slots=True)
class ClauseOutcome:
    """One clause, by its id in either policy. `judged` is about all that would match, `judged_lost` about the lost."""

    clause_id: str
    title: str
    state: str
    """ "added", "removed", "changed" or "same"."""
    matches_now: int
    would_match: int
    newly: int
    lost: int
    judged: Judged
    judged_lost: Judged
    samples: tuple[BacktestSample, ...]


@dataclass(frozen=True, slots=True)
class BacktestReport:
    """`complete`: whether every post of that time was looked at. `failed`: clauses that could not be evaluated."""

    old: str
    new: str
    since: datetime
    looked: int
    complete: bool
    clauses: tuple[ClauseOutcome, ...]
    failed: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    now: int = 0
    would: int = 0
    newly: int = 0
    lost: int = 0
    judged: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    judged_lost: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    samples: dict[str, list[BacktestSample]] = field(default_factory=lambda: defaultdict(list))


def backtest(viewer: Viewer | None, *, policy: Policy, since: datetime, limit: int | None = None) -> BacktestReport:
    """Ask the policy in force and `policy` about the posts since then, newest first; changes nothing.

    Facts are as they are now (reports, labels), but an account is as old as it was when it posted. Memory does not
    grow with the number of posts. Staff only; `viewer` is None for the command line.
    """
    if viewer is not None:
        viewer.require_staff()
    if not timedelta(0) < clock.now() - since <= _LONGEST:
        raise Invalid("Please name a time within the last ten years.", field="since")
    old = current_policy()
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    failed: set[str] = set()
    looked = 0
    for batch in bulk.batches(SubjectKind.POST, since=since, limit=limit):
        looked += len(batch)
        failed |= _count(old, policy, batch, tallies)
    return BacktestReport(
        old=old.version,
        new=policy.version,
        since=since,
        looked=looked,
        complete=limit is None or looked < limit,
        clauses=_outcomes(old, policy, tallies),
        failed=tuple(sorted(failed)),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What both policies say about one post, by ids of clauses."""

    post_id: int
    text: str
    now: frozenset[str]
    would: frozenset[str]


def _count(old: Policy, new: Policy, batch: Mapping[int, Known], tallies: defaultdict[str, _Tally]) -> set[str]:
    caught: list[_Found] = []
    failed: set[str] = set()
    for key, known in batch.items():
        now, would = old.evaluate(known.facts), new.evaluate(known.facts)
        failed.update(would.failed)
        if now.matched or would.matched:
            ids = (frozenset(clause.id for clause in each.matched) for each in (now, would))
            caught.append(_Found(key, known.facts.text, *ids))
    judged = _judged([found.post_id for found in caught])
    for found in caught:
        for clause_id in found.now | found.would:
            _add(tallies[clause_id], clause_id, found, judged.get(found.post_id, "undecided"))
    return failed


def _add(tally: _Tally, clause_id: str, found: _Found, judged: str) -> None:
    now, would = clause_id in found.now, clause_id in found.would
    tally.now += now
    tally.would += would
    if would:
        tally.judged[judged] += 1
    if now == would:
        return
    what = "newly caught" if would else "no longer caught"
    tally.newly += would
    tally.lost += now
    if now:
        tally.judged_lost[judged] += 1
    if len(tally.samples[what]) < _SAMPLES:
        tally.samples[what].append(BacktestSample(found.post_id, what, found.text[:_SHOWN], judged))


def _judged(ids: Iterable[int]) -> dict[int, str]:
    """What people, not machines, decided last about posts, where that stands."""
    rows = Decision.objects.filter(
        subject_kind=SubjectKind.POST.value, subject_id__in=list(ids), automated=False, undone_at=None
    ).order_by("id")
    return {
        subject_id: "nothing" if treatment == Treatment.NONE else "agree"
        for subject_id, treatment in rows.values_list("subject_id", "treatment")
    }


def _outcomes(old: Policy, new: Policy, tallies: Mapping[str, _Tally]) -> tuple[ClauseOutcome, ...]:
    """The new policy's clauses in their order, then those that are gone; without those that look for nothing."""
    gone = [clause for clause in old.clauses if new.clause(clause.id) is None]
    return tuple(
        _outcome(clause.id, clause.title, _state(old, new, clause.id), tallies.get(clause.id, _Tally()))
        for clause in (*new.clauses, *gone)
        if _looks(old, clause.id) or _looks(new, clause.id)
    )


def _looks(policy: Policy, clause_id: str) -> bool:
    clause = policy.clause(clause_id)
    return clause is not None and bool(clause.condition)


def _state(old: Policy, new: Policy, clause_id: str) -> str:
    before, after = old.clause(clause_id), new.clause(clause_id)
    if before is None or after is None:
        return "added" if before is None else "removed"
    same = (before.condition, before.default_terms, before.decides) == (
        after.condition,
        after.default_terms,
        after.decides,
    )
    return "same" if same else "changed"


def _outcome(clause_id: str, title: str, state: str, tally: _Tally) -> ClauseOutcome:
    return ClauseOutcome(
        clause_id=clause_id,
        title=title,
        state=state,
        matches_now=tally.now,
        would_match=tally.would,
        newly=tally.newly,
        lost=tally.lost,
        judged=Judged(**tally.judged),
        judged_lost=Judged(**tally.judged_lost),
        samples=tuple(sample for each in tally.samples.values() for sample in each),
    )
