"""Reports, from what the domains below know. The number of queries does not depend on how much happened."""

import re
from datetime import datetime

from folkmoot.domains.feed import api as feed
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import DecisionFigure, Treatment
from folkmoot.domains.media import api as media
from folkmoot.domains.notes import api as notes
from folkmoot.domains.posts import api as posts
from folkmoot.domains.transparency.demands import queries as demands
from folkmoot.domains.transparency.reports.counting import Happened, count
from folkmoot.domains.transparency.reports.types import Notes, Quarter, QuarterReport, Reach
from folkmoot.infra.translog import api as translog
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.refs import SubjectKind

_NAME = re.compile(r"(\d{4})-q([1-4])")


def quarters() -> tuple[Quarter, ...]:
    """Every quarter since the first entry of the public log, the present one included, newest first."""
    first = translog.entry_at(0)
    found = [Quarter.of(clock.now())]
    oldest = Quarter.of(first.at) if first else found[0]
    one = oldest
    while one < found[0]:
        found.insert(1, one)
        one = one.next
    return tuple(found)


def report(name: str) -> QuarterReport:
    """The report of a quarter by its name (2026-q1). NotFound for any that has not begun, or was before the log."""
    matched = _NAME.fullmatch(name)
    quarter = Quarter(int(matched[1]), int(matched[2])) if matched else None
    if quarter is None or quarter not in quarters():
        raise NotFound(f"report {name}", safe="There is no report of this quarter.")
    return count(quarter, clock.now(), _happened(quarter.start, quarter.end))


def _happened(since: datetime, until: datetime) -> Happened:
    decisions = integrity.decisions_between(since, until)
    post_ids = {one.ref.id for one in decisions if one.ref.kind is SubjectKind.POST}
    known = posts.integrity_facts(post_ids)
    written = notes.notes_between(since, until)
    kinds = {
        post_id: sorted({view.kind.value for view in views}) for post_id, views in media.of_posts(post_ids).items()
    }
    return Happened(
        decisions=decisions,
        cases=integrity.cases_between(since, until),
        appeals=integrity.appeals_between(since, until),
        demands=demands.demands_between(since, until),
        demanded=demands.demanded_subjects(),
        languages={post_id: (found.facts.languages or ("",))[0] for post_id, found in known.items()},
        formats={post_id: f"post with {kind[0]}" for post_id, kind in kinds.items() if kind},
        reach=_reach(decisions),
        notes=Notes(written.written, written.shown),
    )


def _reach(decisions: tuple[DecisionFigure, ...]) -> Reach:
    reduced = {
        one.ref.id
        for one in decisions
        if one.ref.kind is SubjectKind.POST and any(effect.kind is Treatment.REDUCE for effect in one.effects)
    }
    found = feed.reach_of(reduced).values()
    return Reach(len(reduced), sum(one.shown for one in found), sum(one.lost for one in found))
