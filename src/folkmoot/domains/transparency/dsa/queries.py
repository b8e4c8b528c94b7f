"""Statements of a span of time, checked."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import DecisionFigure
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.transparency.dsa.building import UNKNOWN, Content, Site, needs_statement, statement
from folkmoot.domains.transparency.dsa.types import Checked
from folkmoot.domains.transparency.dsa.validating import problems_of
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.kernel.viewer import Viewer


def statements_between(since: datetime, until: datetime) -> tuple[Checked, ...]:
    """The statements of all decisions from `since` to before `until`, oldest first. They name nobody."""
    figures = [one for one in integrity.decisions_between(since, until) if needs_statement(one)]
    contents, site = _contents([figure.ref for figure in figures]), _site()
    made = [(figure, statement(figure, site, contents.get(figure.ref, UNKNOWN))) for figure in figures]
    return tuple(Checked(figure.id, one, problems_of(one)) for figure, one in made)


def statement_of(viewer: Viewer, decision_id: int) -> Checked | None:
    """The statement of one decision, for staff; None where it needs none."""
    viewer.require_staff()
    integrity.access_decision(viewer, decision_id)
    figure = _figure(decision_id)
    if figure is None or not needs_statement(figure):
        return None
    made = statement(figure, _site(), _contents([figure.ref]).get(figure.ref, UNKNOWN))
    return Checked(figure.id, made, problems_of(made))


def _figure(decision_id: int) -> DecisionFigure | None:
    made = time_of(decision_id)
    found = integrity.decisions_between(made, made + timedelta(milliseconds=1))
    return next((figure for figure in found if figure.id == decision_id), None)


def _site() -> Site:
    policy = integrity.current_policy()
    return Site(settings.FOLKMOOT.public_origin, {clause.id: clause.ground for clause in policy.clauses})


def _contents(refs: Collection[SubjectRef]) -> dict[SubjectRef, Content]:
    """What is known of posts that are still there."""
    by_id = {ref.id: ref for ref in refs if ref.kind is SubjectKind.POST}
    known = posts.integrity_facts(by_id)
    attached = media.of_posts(list(known))
    return {
        by_id[post_id]: Content(
            media=frozenset(view.kind.value for view in attached.get(post_id, ())),
            language=(found.facts.languages or ("",))[0],
        )
        for post_id, found in known.items()
    }
