"""Appeals, strikes, a second person and evidence, as members and moderators meet them."""

from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.infra import worker
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import account_ref, post_ref
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of


def removed(text: str = "You're a liar") -> integrity.DecisionView:
    """Mo has removed Carla's post, which Ana reported."""
    post = posts.publish(cast.carla().viewer, draft=PostDraft(text=text))
    filed = integrity.report(
        cast.ana().viewer, ref=post_ref(post.id), responsible=cast.carla().id, clause_id="harassment", comment=""
    )
    return integrity.decide(cast.mo().viewer, case_id=filed.case_id, clause_id="harassment", treatment="remove")


def test_an_appeal_from_the_statement_to_its_outcome(browser: Browser) -> None:
    made = removed()
    author, judge = browser(cast.carla()), browser(cast.max_())
    page = f"/decisions/{made.id}"
    assert "Somebody who was not involved decides within 7 days." in text_of(author.get(page))
    empty = author.post(f"{page}/appeal", {"text": ""})
    assert empty.status_code == 422
    sent = author.post(f"{page}/appeal", {"text": "I quoted what she said."}, follow=True)
    assert "Your appeal has arrived." in text_of(sent)
    again = author.post(f"{page}/appeal", {"text": "I quoted what she said."})
    assert (again.status_code, integrity.appeals(cast.max_().viewer)[0].messages[1:]) == (422, ())

    listed = judge.get("/console/appeals")
    assert "I quoted what she said." in text_of(listed)
    (appeal,) = integrity.appeals(cast.max_().viewer)
    own = f"/console/appeals/{appeal.id}"
    assert "You're a liar" in text_of(judge.get(own))
    judge.post(f"{own}/reply", {"text": "Where did she say it?"})
    worker.drain()
    told = text_of(author.get("/notifications"))
    assert "A moderator has answered in your appeal" in told
    talk = text_of(author.get(page))
    assert "A moderator" in talk
    assert "Where did she say it?" in talk
    assert "Max Lindqvist" not in talk
    author.post(f"{page}/reply", {"text": "In her first post."})
    assert "In her first post." in text_of(judge.get(own))

    refused = judge.post(f"{own}/decide", {"outcome": "overturn", "reasons": ""})
    assert refused.status_code == 422
    done = judge.post(f"{own}/decide", {"outcome": "overturn", "reasons": "It was a quotation."}, follow=True)
    assert "Decided. The person is told" in text_of(done)
    worker.drain()
    assert "Your appeal was decided" in text_of(author.get("/notifications"))
    outcome = text_of(author.get(page))
    assert "It was wrong: everything that it did has ended. It was a quotation." in outcome
    assert "It counted as one until it was undone." in outcome
    assert "Overturned" in text_of(author.get("/decisions/about-me"))
    assert "You have none." in text_of(author.get("/decisions/about-me"))
    assert "It was wrong: everything that it did has ended." in text_of(browser(None).get(f"{page}/public"))
    assert "You're a liar" in text_of(browser(cast.ben()).get(f"/@carla/{made.ref.id}"))
    late = judge.post(f"{own}/decide", {"outcome": "uphold", "reasons": "No."})
    assert late.status_code == 422
    assert "This appeal has been decided already." in text_of(late)


def test_who_decided_sees_that_it_is_not_theirs(browser: Browser) -> None:
    made = removed()
    integrity.appeal(cast.carla().viewer, decision_id=made.id, text="It was a quotation.")
    (appeal,) = integrity.appeals(cast.mo().viewer)
    mo = browser(cast.mo())
    said = "You took part in this decision. Another moderator must judge the appeal."
    assert said in text_of(mo.get("/console/appeals"))
    page = text_of(mo.get(f"/console/appeals/{appeal.id}"))
    assert said in page
    assert "Nobody else in this community may decide it." in page
    tried = mo.post(f"/console/appeals/{appeal.id}/decide", {"outcome": "uphold", "reasons": "I was right."})
    assert tried.status_code == 422
    assert said in text_of(tried)
    cast.max_()
    assert "Nobody else in this community" not in text_of(mo.get(f"/console/appeals/{appeal.id}"))
    assert integrity.access_appeal(cast.max_().viewer, appeal.id).is_open


def test_late_appeals_stand_out(browser: Browser, clock: FrozenClock) -> None:
    made = removed()
    integrity.appeal(cast.carla().viewer, decision_id=made.id, text="It was a quotation.")
    judge = browser(cast.max_())
    assert "Late" not in text_of(judge.get("/console/appeals"))
    clock.advance(timedelta(days=7, seconds=1))
    assert "Late" in text_of(browser(cast.max_()).get("/console/appeals"))
    own = text_of(browser(cast.carla()).get(f"/decisions/{made.id}"))
    assert "It stands first among all appeals until somebody has decided it." in own


def test_amended_the_new_decision_is_linked(browser: Browser) -> None:
    made = removed()
    integrity.appeal(cast.carla().viewer, decision_id=made.id, text="It was a quotation.")
    judge = browser(cast.max_())
    (appeal,) = integrity.appeals(cast.max_().viewer)
    form = {"outcome": "amend", "reasons": "It is bait.", "choice": "bait:reduce", "factor": "0.4"}
    judge.post(f"/console/appeals/{appeal.id}/decide", form)
    state = integrity.access_appeal(cast.carla().viewer, appeal.id).state
    page = browser(cast.carla()).get(f"/decisions/{made.id}")
    assert f'href="/decisions/{state.replaced_by}"' in page.content.decode()
    assert "travels 0.40 times as far" in text_of(browser(cast.carla()).get(f"/decisions/{state.replaced_by}"))


def test_the_person_sees_strikes_and_what_follows(browser: Browser) -> None:
    for number in range(2):
        removed(f"Liar, said {number} times")
    page = text_of(browser(cast.carla()).get("/decisions/about-me"))
    assert "You have 2 strikes." in page
    assert f"With 3 of them: {integrity.LADDER[2].text}" in page
    for step in integrity.LADDER:
        assert step.text in page


def test_a_reduction_shows_what_it_cost(browser: Browser) -> None:
    carla = cast.carla()
    post = posts.publish(carla.viewer, draft=PostDraft(text="You won't believe it"))
    made = integrity.decide_on(
        cast.mo().viewer, ref=post_ref(post.id), responsible=carla.id, clause_id="bait", treatment="reduce"
    )
    said = "Shown 0 times so far, and kept from a reader 0 times."
    assert said in text_of(browser(carla).get(f"/decisions/{made.id}"))
    assert said in text_of(browser(carla).get("/decisions/about-me"))


def test_a_run_out_decision_is_told(browser: Browser, clock: FrozenClock) -> None:
    carla = cast.carla()
    post = posts.publish(carla.viewer, draft=PostDraft(text="Hello"))
    integrity.decide_on(
        cast.mo().viewer, ref=post_ref(post.id), responsible=carla.id, clause_id="threats", treatment="hold"
    )
    worker.drain()
    clock.advance(timedelta(hours=48))
    integrity.expire()
    worker.drain()
    assert "A decision about you has run out" in text_of(browser(carla).get("/notifications"))
    assert len(notifications.notifications_of(carla.viewer, PageRequest()).items) == 1


def test_removing_an_account_needs_a_second_person(browser: Browser) -> None:
    carla = cast.carla()
    filed = integrity.report(
        cast.ana().viewer, ref=account_ref(carla.id), responsible=carla.id, clause_id="fraud", comment=""
    )
    mo, page = browser(cast.mo()), f"/console/cases/{filed.case_id}"
    proposed = mo.post(f"{page}/decide", {"choice": "fraud:remove", "note": "Twelve lost money."}, follow=True)
    said = text_of(proposed)
    assert "Nothing happens to the account until a second person confirms it." in said
    assert "You are the only moderator here. A second person is needed" in said
    assert browser(cast.ben()).get("/@carla").status_code == 200
    (waiting,) = integrity.queue(cast.mo().viewer)
    assert waiting.proposal is not None
    answer = f"{page}/proposals/{waiting.proposal.id}"
    own = mo.post(answer, {"do": "confirm"}, follow=True)
    assert "You proposed this yourself. A second person must confirm it." in text_of(own)
    assert browser(cast.ben()).get("/@carla").status_code == 200

    second = browser(cast.max_())
    assert "Needs a second person" in text_of(second.get("/console/queue"))
    assert "Twelve lost money." in text_of(second.get(page))
    second.post(answer, {"do": "confirm"})
    assert browser(cast.ben()).get("/@carla").status_code == 404


def test_who_manages_a_page_does_not_judge_it(browser: Browser) -> None:
    mo = cast.mo()
    page = accounts.create_managed(mo.viewer, handle="bees", display_name="Bees", kind=accounts.AccountKind.PAGE)
    filed = integrity.report(
        cast.ana().viewer, ref=account_ref(page.id), responsible=page.id, clause_id="fraud", comment=""
    )
    refused = browser(mo).post(f"/console/cases/{filed.case_id}/decide", {"choice": "none"})
    assert "You manage this page, so somebody else has to decide." in text_of(refused)
    assert integrity.queue(mo.viewer)[0].id == filed.case_id


def test_evidence_is_shown_where_the_original_is_gone(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), browser(cast.mo())
    draft = PostDraft(text="@ana I know where you live", visibility=Visibility.DIRECT)
    post = posts.publish(carla.viewer, draft=draft)
    filed = integrity.report(ana.viewer, ref=post_ref(post.id), responsible=carla.id, clause_id="threats", comment="")
    page = f"/console/cases/{filed.case_id}"
    assert "I know where you live" not in text_of(mo.get(page))
    assert f'href="{page}/evidence"' in mo.get(page).content.decode()
    opened = text_of(mo.get(f"{page}/evidence"))
    assert "I know where you live" in opened
    assert "not public: this opening is on record" in opened
    assert browser(carla).get(f"{page}/evidence").status_code == 403
