"""Two moderators before one case: the second sees who works on it, and cannot decide past them."""

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of


def test_the_second_moderator_sees_who_works_on_a_case(browser: Browser) -> None:
    ana, carla, mo, max_ = cast.ana(), cast.carla(), cast.mo(), cast.max_()
    post = posts.publish(carla.viewer, draft=PostDraft(text="Doubtful"))
    filed = integrity.report(ana.viewer, ref=post_ref(post.id), responsible=carla.id, clause_id="", comment="Look")
    integrity.take(mo.viewer, case_id=filed.case_id)

    second = browser(max_).get(f"/console/cases/{filed.case_id}")
    assert "Mo Haddad works on this case." in text_of(second)
    assert f'action="/console/cases/{filed.case_id}/decide"' not in second.content.decode()
    assert f'action="/console/cases/{filed.case_id}/note"' in second.content.decode()
    first = browser(mo).get(f"/console/cases/{filed.case_id}")
    assert f'action="/console/cases/{filed.case_id}/decide"' in first.content.decode()
    assert "works on this case." not in text_of(first)
