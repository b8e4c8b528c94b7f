"""What a version in shadow would do: recorded with each screening, shown to staff, never acted on."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from folkmoot.domains.integrity.current import in_force
from folkmoot.domains.integrity.models import ShadowMatch
from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.providers import known_many
from folkmoot.domains.integrity.subjects import ref_of
from folkmoot.domains.integrity.types import Screening
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.kernel.viewer import Viewer

_SAMPLES = 5
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class ShadowSample:
    """A subject that would be caught. `acts_now`: ids of the clauses in force that match it.

    `text` is short, and empty where something is not public or is gone.
    """

    ref: SubjectRef
    text: str
    acts_now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShadowClause:
    clause_id: str
    title: str
    count: int
    also_now: int
    """Of those, how many a clause in force matches as well."""
    samples: tuple[ShadowSample, ...]


@dataclass(frozen=True, slots=True)
class ShadowReport:
    """What the version in shadow has caught so far, clause by clause in its order, of those that look for something."""

    version: str
    clauses: tuple[ShadowClause, ...]


def record(screening: Screening) -> None:
    """Note what the version in shadow would catch, each subject and clause once. Inside the caller's `atomic_write`."""
    ShadowMatch.objects.bulk_create(
        (
            ShadowMatch(
                id=new_id(),
                version_id=screening.shadow_id,
                clause_id=clause_id,
                subject_kind=screening.ref.kind.value,
                subject_id=screening.ref.id,
                responsible=screening.responsible,
                acts_now=[match.clause.id for match in screening.matches],
            )
            for clause_id in screening.shadow
        ),
        ignore_conflicts=True,
    )


def shadow_report(viewer: Viewer) -> ShadowReport | None:
    """What the version in shadow would have done since it is tried; None where none is. Staff only."""
    viewer.require_staff()
    tried = in_force()
    if tried.shadow is None:
        return None
    rows = ShadowMatch.objects.filter(version=tried.shadow_id)
    counts = dict(rows.values_list("clause_id").annotate(count=Count("id")))
    fresh = dict(rows.filter(acts_now=[]).values_list("clause_id").annotate(count=Count("id")))
    samples = _samples(tried.shadow, tried.shadow_id)
    return ShadowReport(
        tried.shadow.version,
        tuple(
            ShadowClause(
                clause.id,
                clause.title,
                counts.get(clause.id, 0),
                counts.get(clause.id, 0) - fresh.get(clause.id, 0),
                tuple(samples[clause.id]),
            )
            for clause in tried.shadow.clauses
            if clause.condition
        ),
    )


def _samples(policy: Policy, version_id: int) -> dict[str, list[ShadowSample]]:
    rows = {
        clause.id: list(ShadowMatch.objects.filter(version=version_id, clause_id=clause.id).order_by("-id")[:_SAMPLES])
        for clause in policy.clauses
        if clause.condition
    }
    refs: defaultdict[SubjectKind, list[int]] = defaultdict(list)
    for row in (row for found in rows.values() for row in found):
        refs[SubjectKind(row.subject_kind)].append(row.subject_id)
    texts = {
        SubjectRef(kind, key): known.facts.text[:_SHOWN]
        for kind, ids in refs.items()
        for key, known in known_many(kind, ids).items()
    }
    return {
        clause_id: [ShadowSample(ref_of(row), texts.get(ref_of(row), ""), tuple(row.acts_now)) for row in found]
        for clause_id, found in rows.items()
    }
