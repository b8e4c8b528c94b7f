"""Match posts with fact-checks, and put what matches before a moderator. Nothing else ever follows from a match."""

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count, Max

from folkmoot.domains.integrity import cases, providers
from folkmoot.domains.integrity.claims import feeds
from folkmoot.domains.integrity.claims.matching import THRESHOLD, VERSION, Claim, Index
from folkmoot.domains.integrity.claims.ratings import PROPOSED
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.models import ClaimMatch, FactCheck, Label, StoredSignal
from folkmoot.domains.integrity.policy.conditions import listed_names
from folkmoot.domains.integrity.policy.types import Clause
from folkmoot.domains.integrity.signals.names import CLAIMS
from folkmoot.domains.integrity.signals.types import Signal, Subject
from folkmoot.domains.integrity.subjects import about
from folkmoot.domains.integrity.types import Match
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id, new_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef

DAYS: Final = 30
"""How far back posts are compared with new fact-checks."""
LABEL: Final = "false"
_SENTENCE = "The words are close to a claim that a published fact-check did not find true. Please compare the two."
_POSTS = 500
_MEASURE = "integrity.measure"


@dataclass(frozen=True, slots=True)
class MatchView:
    """A post that was proposed for a fact-check."""

    ref: SubjectRef
    claim: str
    url: str
    publisher: str
    rating_text: str
    similarity: float


_lock = threading.Lock()
_kept: dict[str, Index] = {}


class FactCheckMatcher:
    """Measures how near a post comes to what a published fact-check found false or misleading."""

    name = "fact-checks"
    inline = False
    subjects = frozenset({SubjectKind.POST})

    @property
    def version(self) -> str:
        return _version()

    def signals(self, subjects: Sequence[Subject], /) -> Sequence[tuple[Signal, ...]]:
        index = _index()
        return [_signals(index, subject) for subject in subjects]


def propose(ref: SubjectRef, responsible: int) -> None:
    """Put the fact-check that was measured for a post before a person, inside the caller's `atomic_write`.

    Once for a post and a fact-check: what a moderator has closed does not come back by itself.
    """
    clause = _clause(ref.kind)
    signal = StoredSignal.objects.filter(about(ref), name=CLAIMS).first()
    check = FactCheck.objects.filter(id=signal.detail.get("check", 0)).first() if signal and clause else None
    if signal is None or clause is None or check is None or Label.objects.filter(about(ref), label=LABEL).exists():
        return
    _, fresh = ClaimMatch.objects.get_or_create(
        subject_kind=ref.kind.value, subject_id=ref.id, check_found=check,
        defaults={"id": new_id(), "similarity": signal.value},
    )  # fmt: skip
    if fresh:
        cases.suggest(ref, responsible, [Match(clause, _SENTENCE, _numbers(check, signal.value))])


def match_recent(since_check: int, before: int | None = None) -> None:
    """Compare fact-checks from this id on with posts of the last 30 days, the newest first, 500 posts a job.

    Of posts that are not public the words are not known here, so they match nothing.
    """
    index = Index(_claims(since_check))
    if not len(index):
        return
    ids = list(providers.ids_of(SubjectKind.POST, floor_id(clock.now() - timedelta(days=DAYS)), before, _POSTS))
    known = providers.known_many(SubjectKind.POST, ids)
    near = [one for one in ids if one in known and _similarity(index, known[one].facts) >= THRESHOLD]
    with atomic_write():
        if near:
            jobs.enqueue(_MEASURE, kind=SubjectKind.POST.value, ids=near)
        if len(ids) == _POSTS:
            jobs.enqueue(feeds.NEW_JOB, since_check=since_check, before=min(ids))


def recent_matches(limit: int = 50) -> list[MatchView]:
    """The newest proposals, for operators."""
    rows = ClaimMatch.objects.select_related("check_found").order_by("-id")[:limit]
    return [
        MatchView(
            SubjectRef(SubjectKind(row.subject_kind), row.subject_id), row.check_found.claim, row.check_found.url,
            row.check_found.publisher, row.check_found.rating_text, row.similarity,
        )
        for row in rows
    ]  # fmt: skip


def fact_check_for(refs: Collection[SubjectRef]) -> dict[SubjectRef, str]:
    """The address of the fact-check that was proposed for subjects, the nearest one. For filling a form in advance."""
    found: dict[SubjectRef, str] = {}
    for ref in refs:
        match = ClaimMatch.objects.filter(about(ref)).select_related("check_found").order_by("-similarity").first()
        if match is not None:
            found[ref] = match.check_found.url
    return found


def _signals(index: Index, subject: Subject) -> tuple[Signal, ...]:
    best = index.best(subject.facts.text, subject.facts.languages)
    found = [one for one in best if one.similarity >= THRESHOLD]
    if not found:
        return ()
    return (Signal(CLAIMS, found[0].similarity, {"count": len(found), "check": found[0].claim_id}),)


def _similarity(index: Index, facts: Facts) -> float:
    found = index.best(facts.text, facts.languages, 1)
    return found[0].similarity if found else 0.0


def _clause(kind: SubjectKind) -> Clause | None:
    """The clause that a moderator's label "false" brings into play: the proposal stands under that one."""
    clauses = (one for one in current_policy().clauses if kind.value in one.subjects)
    return next((one for one in clauses if LABEL in listed_names(one.condition, "labels")), None)


def _numbers(check: FactCheck, similarity: float) -> tuple[tuple[str, str], ...]:
    return (
        ("fact-check", check.url),
        ("claim", check.claim),
        ("publisher", check.publisher),
        ("rating", check.rating_text),
        ("similarity", f"{similarity:.2f}"),
        ("threshold", f"{THRESHOLD:.2f}"),
    )


def _claims(first: int = 0) -> list[Claim]:
    ratings = [rating.value for rating in PROPOSED]
    rows = FactCheck.objects.filter(rating__in=ratings, feed__enabled=True, id__gte=first).order_by("id")
    return [Claim(*row) for row in rows.values_list("id", "claim", "language")]


def _version() -> str:
    ratings = [rating.value for rating in PROPOSED]
    rows = FactCheck.objects.filter(rating__in=ratings, feed__enabled=True)
    found = rows.aggregate(count=Count("id"), newest=Max("id"))
    return f"{VERSION}-{found['count']}-{found['newest'] or 0}"


def _index() -> Index:
    """The index of all fact-checks, made again when they change. One a process."""
    version = _version()
    with _lock:
        if version not in _kept:
            fresh = Index(_claims())
            _kept.clear()
            _kept[version] = fresh
        return _kept[version]


def _read(*, feed_id: int) -> None:
    feeds.read_feed(feed_id)


def _match_recent(*, since_check: int, before: int | None = None) -> None:
    match_recent(since_check, before)


jobs.register(feeds.READ_JOB, _read)
jobs.register(feeds.NEW_JOB, _match_recent)
