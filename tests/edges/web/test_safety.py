from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.infra import worker
from folkmoot.kernel.refs import account_ref, media_ref, post_ref
from tests import cast
from tests.domains.media import samples
from tests.edges.mastodon.api_client import ApiClient
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


def test_one_picture_is_reported_and_judged_apart_from_its_post(browser: Browser) -> None:
    ana, ben, mo = cast.ana(), cast.ben(), cast.mo()
    file = media.upload(ana.viewer, file=samples.encoded(samples.picture(), "PNG"), description="Somebody at home")
    post = posts.publish(ana.viewer, draft=PostDraft(text="Her evening", media_ids=(file.id,)))
    reporter = browser(ben)
    assert f"/report?media={file.id}" in reporter.get(f"/report?post={post.id}").content.decode()
    page = text_of(reporter.get(f"/report?media={file.id}"))
    assert "Intimate pictures without consent" in page
    assert "Spam and flooding" not in page
    reporter.post(f"/report?media={file.id}", {"clause_id": "intimate-pictures", "comment": ""})

    moderator = browser(mo)
    opened = moderator.post(f"/console/files/{file.id}/case", follow=True)
    assert "A picture or recording by Ana Almeida" in text_of(opened)
    assert "Her evening" in text_of(opened)
    (case,) = integrity.queue(mo.viewer)
    assert (case.ref, case.distinct_reporters) == (media_ref(file.id), 1)
    moderator.post(f"/console/cases/{case.id}/take")
    moderator.post(f"/console/cases/{case.id}/decide", {"choice": "intimate-pictures:remove"})

    shown = reporter.get(f"/@ana/{post.id}")
    reason = "This shows somebody in an intimate way without their consent."
    assert f"Her evening This file is not shown. {reason} The decision" in text_of(shown)
    assert file.original_key not in shown.content.decode()
    own = text_of(browser(ana).get(f"/@ana/{post.id}"))
    assert f"Nobody but you sees this file. {reason}" in own
    (attachment,) = ApiClient().get(f"/api/v1/statuses/{post.id}")["media_attachments"]
    assert (attachment["type"], attachment["url"], attachment["description"]) == ("unknown", None, reason)


def test_a_report_of_an_account_names_posts_that_show_it(browser: Browser) -> None:
    ana, carla = cast.ana(), cast.carla()
    meant, other = (posts.publish(carla.viewer, draft=PostDraft(text=text)) for text in ("Pay me first", "Good day"))
    unseen = posts.publish(carla.viewer, draft=PostDraft(text="For friends", visibility=posts.Visibility.FRIENDS))
    path, reporter = f"/report?account={carla.id}", browser(ana)
    words = text_of(reporter.get(path))
    assert "Which of their posts show it? Good day Pay me first" in words
    assert "For friends" not in words
    assert "Which of their posts" not in text_of(reporter.get(f"/report?post={other.id}"))
    form = {"clause_id": "", "comment": "She asks everybody for money"}
    assert reporter.post(path, form | {"related": [str(unseen.id)]}).status_code == 422
    assert integrity.reports_by(ana.viewer) == ()
    assert reporter.post(path, form | {"related": [str(meant.id)]})["Location"] == "/reports"
    (made,) = integrity.reports_by(ana.viewer)
    assert (made.ref, made.related) == (account_ref(carla.id), (post_ref(meant.id),))
