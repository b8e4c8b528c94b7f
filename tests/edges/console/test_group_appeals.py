"""An appeal against what a group decided: the judge reads the post that it is about."""

import pytest

from folkmoot.domains.groups.api import Admission
from folkmoot.domains.integrity import api as integrity
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.domains.groups.making import group, let_in, say
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of


@pytest.mark.parametrize("admission", [Admission.OPEN, Admission.REQUEST])
def test_the_judge_of_a_groups_decision_reads_the_post(browser: Browser, admission: Admission) -> None:
    made = group(admission)
    let_in(made, cast.ben(), cast.carla())
    post = say(cast.ben(), made, "Cheap seeds!")
    filed = integrity.report(
        cast.carla().viewer, ref=post_ref(post.id), responsible=cast.ben().id, clause_id="", comment=""
    )
    decision = integrity.take_out_of_group(
        cast.ana().viewer, case_id=filed.case_id, clause_id="", reason="We do not sell here"
    )
    appeal = integrity.appeal(cast.ben().viewer, decision_id=decision.id, text="They were a gift")
    words = text_of(browser(cast.mo()).get(f"/console/appeals/{appeal.id}"))
    assert "They were a gift" in words
    assert "Cheap seeds!" in words
