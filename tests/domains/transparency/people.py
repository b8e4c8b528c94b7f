"""A quarter in the life of the community, for tests of reports and statements."""

from datetime import datetime

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.domains.transparency.api import DemandContent
from folkmoot.kernel import clock
from folkmoot.kernel.refs import SubjectRef, post_ref
from tests import cast


def publish(text: str = "Words", language: str = "en") -> SubjectRef:
    """A post of Ana's."""
    return post_ref(posts.publish(cast.ana().viewer, draft=PostDraft(text=text, language=language)).id)


def reported(ref: SubjectRef, clause_id: str = "") -> int:
    """Ben reports a post of Ana's; returns the case."""
    filed = integrity.report(cast.ben().viewer, ref=ref, responsible=cast.ana().id, clause_id=clause_id, comment="")
    return filed.case_id


def decided(case_id: int, clause_id: str, treatment: str) -> integrity.DecisionView:
    """Mo decides a case."""
    return integrity.decide(cast.mo().viewer, case_id=case_id, clause_id=clause_id, treatment=treatment)


def found(ref: SubjectRef, clause_id: str, treatment: str) -> integrity.DecisionView:
    """Mo came across a post of Ana's and decides."""
    return integrity.decide_on(
        cast.mo().viewer, ref=ref, responsible=cast.ana().id, clause_id=clause_id, treatment=treatment
    )


def content(received_at: datetime | None = None, **given: object) -> DemandContent:
    fields = {"country": "DE", "authority": "Court of Somewhere", "legal_basis": "§ 1", "asks": "Hide a post", **given}
    return DemandContent(received_at=received_at or clock.now(), **fields)  # type: ignore[arg-type]  # fields of it
