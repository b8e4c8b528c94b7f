from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.infra import worker
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of


def test_from_report_to_statement_and_back(browser: Browser) -> None:
    ana, ben, carla, mo = cast.ana(), cast.ben(), cast.carla(), cast.mo()
    post = posts.publish(carla.viewer, draft=PostDraft(text="You're a liar, mother of the dead"))

    reporter = browser(ana)
    page = reporter.get(f"/report?post={post.id}")
    assert "Harassment of a person" in text_of(page)
    form = {"clause_id": "harassment", "comment": "She mourns."}
    thanks = reporter.post(f"/report?post={post.id}", form, follow=True)
    assert "Thank you. A moderator looks at it, and you are told what came of it." in text_of(thanks)

    moderator = browser(mo)
    assert "1 person reported it" in text_of(moderator.get("/console/queue"))
    case = integrity.queue(mo.viewer)[0]
    taken = moderator.post(f"/console/cases/{case.id}/take", follow=True)
    assert "She mourns." in text_of(taken)
    assert 'value="harassment:remove" data-key="1"' in taken.content.decode()
    done = moderator.post(f"/console/cases/{case.id}/decide", {"choice": "harassment:remove"}, follow=True)
    assert "Harassment of a person Removed Reasons" in text_of(done)

    assert browser(ben).get(f"/@carla/{post.id}").content.decode().count("mother of the dead") == 0
    author = browser(carla)
    own = text_of(author.get(f"/@carla/{post.id}"))
    assert "Removed: nobody but you sees this post. See why" in own
    decision = integrity.decisions_about(carla.viewer)[0]
    reasons = text_of(author.get(f"/decisions/{decision.id}"))
    assert "A moderator of this community decided this." in reasons
    assert "Mo Haddad" not in reasons
    assert "Ana Almeida" not in reasons
    assert browser(ben).get(f"/decisions/{decision.id}").status_code == 404

    public = text_of(browser(None).get("/decisions"))
    assert "Harassment of a person" in public
    assert "carla" not in public
    assert "Answered" in text_of(reporter.get("/reports"))

    moderator.post(f"/console/decisions/{decision.id}/undo", {"note": "Read it again"})
    assert "mother of the dead" in text_of(browser(ben).get(f"/@carla/{post.id}"))


def test_a_decision_without_a_choice_decides_nothing(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    post = posts.publish(carla.viewer, draft=PostDraft(text="Doubtful"))
    integrity.report(ana.viewer, ref=post_ref(post.id), responsible=carla.id, clause_id="", comment="")
    case = integrity.queue(mo.viewer)[0]
    response = browser(mo).post(f"/console/cases/{case.id}/decide", {"note": "I was thinking"})
    assert response.status_code == 422
    assert "I was thinking" in response.content.decode()
    assert integrity.queue(mo.viewer)[0].id == case.id


def test_nobody_decides_about_themselves(browser: Browser) -> None:
    mo = cast.mo()
    post = posts.publish(mo.viewer, draft=PostDraft(text="My own words"))
    filed = integrity.report(cast.ana().viewer, ref=post_ref(post.id), responsible=mo.id, clause_id="", comment="")
    response = browser(mo).post(f"/console/cases/{filed.case_id}/take", follow=True)
    assert "This is about yourself. Another moderator must decide it." in text_of(response)


def test_what_was_found_false_travels_less_with_a_note(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    post = posts.publish(carla.viewer, draft=PostDraft(text="The bridge is closed"))
    integrity.report(ana.viewer, ref=post_ref(post.id), responsible=carla.id, clause_id="found-false", comment="")
    case = integrity.queue(mo.viewer)[0]
    form = {"choice": "found-false:reduce", "link": "https://check.example/bridge"}
    browser(mo).post(f"/console/cases/{case.id}/decide", form)
    page = browser(ana).get(f"/@carla/{post.id}")
    assert "The bridge is closed" in text_of(page)
    assert 'href="https://check.example/bridge"' in page.content.decode()


def test_a_label_that_is_refused_keeps_what_was_typed(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    post = posts.publish(carla.viewer, draft=PostDraft(text="The moon is near"))
    integrity.report(ana.viewer, ref=post_ref(post.id), responsible=carla.id, clause_id="", comment="")
    case = integrity.queue(mo.viewer)[0]
    form = {"link": "facts, somewhere", "note": "It is far away"}
    refused = browser(mo).post(f"/console/cases/{case.id}/label", form)
    assert refused.status_code == 422
    assert "Please give a web address that begins with https:// or http://." in text_of(refused)
    assert 'value="facts, somewhere"' in refused.content.decode()
    assert 'value="It is far away"' in refused.content.decode()
    assert integrity.case(mo.viewer, case.id).labels == ()


def test_who_manages_a_page_reads_why_something_happened_to_it(browser: Browser) -> None:
    ana, ben, mo = cast.ana(), cast.ben(), cast.mo()
    page = accounts.create_managed(ana.viewer, handle="bees", display_name="The bees", kind=accounts.AccountKind.PAGE)
    post = posts.publish(accounts.act_as(ana.viewer, page.id), draft=PostDraft(text="Sting them all"))
    made = integrity.decide_on(
        mo.viewer, ref=post_ref(post.id), responsible=page.id, clause_id="harassment", treatment="remove"
    )
    worker.drain()
    told = browser(ana).get("/notifications")
    assert f'href="/decisions/{made.id}"' in told.content.decode()
    assert "Sting them all" in text_of(browser(ana).get(f"/decisions/{made.id}"))
    assert "Harassment of a person" in text_of(browser(ana).get("/decisions/about-me"))
    assert browser(ben).get(f"/decisions/{made.id}").status_code == 404
    assert browser(None).get(f"/decisions/{made.id}").status_code == 302
