"""The console by its pages: the line, the case, bulk decisions, queues, figures, flaggers; what members see of it."""

import json
import re
from io import BytesIO

from django.test import Client

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostView, Visibility
from folkmoot.infra import worker
from folkmoot.infra.http.answers import number_of
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import account_ref, post_ref
from tests import cast
from tests.domains.media.samples import picture
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.queries import assert_same_query_count

_VEILED = re.compile(r'<input type="checkbox" class="unveil"[^>]*>.*<div class="veiled"><img ', re.DOTALL)


def reported(post: PostView, by: cast.Person, clause_id: str = "harassment", comment: str = "Look") -> int:
    return integrity.report(
        by.viewer, ref=post_ref(post.id), responsible=post.author.id, clause_id=clause_id, comment=comment
    ).case_id


def said(author: cast.Person, text: str, **more: object) -> PostView:
    return posts.publish(author.viewer, draft=PostDraft(text=text, **more))  # type: ignore[arg-type] # its own fields


def open_case(client: Client) -> str:
    """Press "next case" and return where that led."""
    return client.post("/console/next")["Location"]


def test_next_case_takes_the_most_pressing_and_deciding_goes_on(clock: FrozenClock, browser: Browser) -> None:
    ana, ben, carla, mo = cast.ana(), cast.ben(), cast.carla(), cast.mo()
    bait, harm = said(carla, "Share if you agree"), said(ben, "You're a liar, mother of the dead")
    small, big = reported(bait, ana, "bait"), reported(harm, ana)
    client = browser(mo)
    assert open_case(client) == f"/console/cases/{big}"
    page = text_of(client.get(f"/console/cases/{big}"))
    assert "You work on it" in page
    assert "Its place in the line: 5 × 1.0 × 0.25 = 1.3 Severity 5 of 5 Harassment of a person" in page

    decided = client.post(f"/console/cases/{big}/decide", {"choice": "harassment:remove"})
    made = integrity.decisions_about(ben.viewer)[0]
    assert decided["Location"] == f"/console/cases/{small}?done={made.id}"
    following = client.get(decided["Location"])
    assert "Harassment of a person Removed Reasons Undo" in text_of(following)
    assert f'action="/console/decisions/{made.id}/undo"' in following.content.decode()
    last = client.post(f"/console/cases/{small}/decide", {"choice": "none"}, follow=True)
    assert "Nothing waits" in text_of(last)
    client.post(f"/console/decisions/{made.id}/undo")
    assert integrity.decisions_about(ben.viewer)[0].undone_at is not None


def test_a_case_is_passed_over_and_given_back(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    case_id = reported(said(carla, "Doubtful"), ana)
    client = browser(mo)
    open_case(client)
    assert client.post("/console/next", {"except": case_id})["Location"] == "/console/queue"
    client.post(f"/console/cases/{case_id}/release")
    assert integrity.queue(mo.viewer)[0].taken_by is None


def test_the_case_page_shows_the_whole_case(browser: Browser) -> None:
    ana, ben, carla, mo, max_ = cast.ana(), cast.ben(), cast.carla(), cast.mo(), cast.max_()
    before = said(carla, "An earlier insult, long enough")
    integrity.decide(max_.viewer, case_id=reported(before, ana), clause_id="harassment", treatment="remove")
    first = said(ana, "My son was there")
    post = said(carla, "You lie about him", reply_to_id=first.id)
    answer = said(ben, "Leave her alone", reply_to_id=post.id)
    integrity.report(ana.viewer, ref=post_ref(post.id), responsible=carla.id, clause_id="harassment", comment="Please")
    case_id = reported(post, ben, "threats", "She is afraid")
    integrity.add_note(max_.viewer, case_id=case_id, text="I know both of them")
    worker.drain()

    page = browser(mo).get(f"/console/cases/{case_id}")
    words = text_of(page)
    for expected in (
        "In answer to", "My son was there", "You lie about him", "Leave her alone",
        "Ana Almeida : Harassment of a person", "Please", "Ben Okafor : Threats and calls for harm", "She is afraid",
        "1 of 1 earlier reports acted on", "no earlier report",
        "Carla Rossi so far", "Reported by 2 people", "1 open, 1 decided", "1 × removed", "Strikes 1",
        "What similar ones got", "The same rule 1 × removed",
        "Decided about this account before", "I know both of them", "Shown 0 times so far",
    ):  # fmt: skip
        assert expected in words, expected
    assert answer.id > post.id
    assert browser(ben).get(f"/console/cases/{case_id}").status_code == 403


def test_pictures_are_veiled_until_asked_for(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    stream = BytesIO()
    picture().save(stream, "PNG")
    stream.seek(0)
    shot = media.upload(carla.viewer, file=stream, name="shot.png", description="A street after dark")
    case_id = reported(said(carla, "Look", media_ids=(shot.id,)), ana)
    client = browser(mo)
    for path in (f"/console/cases/{case_id}", "/console/queue"):
        page = client.get(path).content.decode()
        assert re.search(r'<input type="checkbox" class="unveil"[^>]*>.*<div class="veiled"><img ', page, re.DOTALL), (
            path
        )
        assert "A street after dark</figcaption>" in page
        assert len(re.findall("<img ", page)) == len(re.findall('class="veiled"><img ', page)), path
    assert 'data-key="p"' in client.get(f"/console/cases/{case_id}").content.decode()


def test_what_was_written_for_followers_opens_for_its_case(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    ref = said(carla, "Only for friends of mine", visibility=Visibility.FOLLOWERS)
    case_id = integrity.report(
        ana.viewer, ref=post_ref(ref.id), responsible=carla.id, clause_id="harassment", comment=""
    ).case_id
    page = text_of(browser(mo).get(f"/console/cases/{case_id}"))
    assert "Only for friends of mine" in page


def test_a_flood_against_one_person_is_one_line(clock: FrozenClock, browser: Browser) -> None:
    carla, mo = cast.carla(), cast.mo()
    wall = [said(carla, f"My view of the bridge, part {number}") for number in range(8)]
    for member in cast.crowd(12):
        for post in wall:
            reported(post, member)
    page = text_of(browser(mo).get("/console/queue"))
    assert "7 more about Carla Rossi" in page
    assert "and 2 more" in page
    assert page.count("12 people reported it") == 1
    assert {view.gap for view in posts.hydrate(mo.viewer, [post.id for post in wall], surface=posts.Surface.PAGE)} == {
        None
    }


def test_a_wave_is_decided_and_undone_in_one_step(browser: Browser) -> None:
    ana, ben, carla, dev, mo, max_ = cast.ana(), cast.ben(), cast.carla(), cast.dev(), cast.mo(), cast.max_()
    text = "Guaranteed daily returns at swindle.example"
    cases = [reported(said(one, text), ana, "fraud") for one in (ben, carla, dev)]
    worker.drain()
    integrity.take(max_.viewer, case_id=cases[2])
    client = browser(mo)
    assert "2 others wait: look at them together" in text_of(client.get(f"/console/cases/{cases[0]}"))
    alike = client.get(f"/console/bulk?like={cases[0]}&by=text")
    assert alike.content.decode().count('name="case"') == 3

    refused = client.post("/console/bulk", {"case": cases, "shown": cases, "note": "A wave"})
    assert refused.status_code == 422
    assert "A wave" in refused.content.decode()
    done = client.post("/console/bulk", {"case": cases, "choice": "fraud:remove", "note": "A wave"}, follow=True)
    assert "2 cases are decided. 1 was left as it was." in text_of(done)
    assert "Another moderator is working on this case." in text_of(done)
    assert [len(integrity.decisions_about(one.viewer)) for one in (ben, carla, dev)] == [1, 1, 0]

    place = done.redirect_chain[-1][0]
    undone = text_of(client.post(f"{place}/undo", follow=True))
    assert "2 decisions are undone." in undone
    assert all(one.undone_at for person in (ben, carla) for one in integrity.decisions_about(person.viewer))
    assert client.get("/console/bulk")["Location"] == "/console/queue"


def test_a_queue_is_made_chosen_and_removed(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    reported(said(carla, "Bonjour tout le monde", language="fr"), ana, "harassment")
    reported(said(carla, "Share if you agree", language="en"), ana, "bait")
    worker.drain()
    client = browser(mo)
    form = {"name": "Français", "clauses": ["harassment"], "languages": "fr", "people": "@mo"}
    assert "The queue is saved." in text_of(client.post("/console/queues", form, follow=True))
    (queue,) = integrity.queues(mo.viewer)
    assert (queue.clauses, queue.languages, queue.people) == (("harassment",), ("fr",), (mo.id,))
    refused = client.post("/console/queues", form | {"name": "Other", "people": "ana"})
    assert "There is no moderator called ana." in text_of(refused)

    line = text_of(client.post("/console/desk", {"queue": queue.id, "languages": ""}, follow=True))
    assert "Bonjour tout le monde" in line
    assert "Share if you agree" not in line
    assert "1 open case is in no queue but “All”." in line
    assert "In no queue but “All” 1" in text_of(client.get("/console"))
    wrong = client.post("/console/desk", {"queue": "", "languages": "French"}, follow=True)
    assert "Please write languages as codes" in text_of(wrong)
    client.post(f"/console/queues/{queue.id}", form | {"name": "Tous", "languages": ""})
    assert integrity.queues(mo.viewer)[0].name == "Tous"
    client.post(f"/console/queues/{queue.id}/delete")
    assert "Share if you agree" in text_of(client.get("/console/queue"))


def test_figures_name_no_moderator(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    integrity.decide(
        mo.viewer, case_id=reported(said(carla, "You lie"), ana), clause_id="harassment", treatment="remove"
    )
    page = text_of(browser(mo).get("/console/figures"))
    assert "nobody is ranked here" in page
    assert "Harassment of a person 1" in page
    assert "Mo Haddad" not in page


def test_reliability_is_shown_to_staff_and_to_nobody_else(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    integrity.decide(mo.viewer, case_id=reported(said(carla, "Fine"), ana), clause_id="", treatment="none")
    path = f"/console/people/{ana.id}/reports"
    assert "0 of 1 answered report was acted on: 0%." in text_of(browser(mo).get(path))
    for person in (ana, carla):
        assert browser(person).get(path).status_code == 403
    own = browser(ana)
    for page in ("/reports", "/decisions/about-me", f"/@{ana.handle}", f"/api/v1/accounts/{ana.id}"):
        answer = own.get(page)
        assert "acted on: 0%" not in text_of(answer), page
        if answer.headers["Content-Type"].startswith("application/json"):
            assert not {"reliability", "trusted", "acted"} & set(json.loads(answer.content))


def test_an_operator_names_a_trusted_flagger_and_everybody_reads_who(browser: Browser) -> None:
    ana, ben, carla, mo, olga = cast.ana(), cast.ben(), cast.carla(), cast.mo(), cast.olga()
    form = {
        "account": "@ben",
        "name": "Helpline",
        "link": "https://help.example/",
        "clauses": ["threats"],
        "named": "on",
    }
    assert browser(mo).post("/console/flaggers", form).status_code == 403
    assert integrity.flaggers(mo.viewer) == ()
    operator = browser(olga)
    assert "There is no member of this name." in text_of(operator.post("/console/flaggers", form | {"account": "x"}))
    operator.post("/console/flaggers", form)
    public = browser(None).get("/transparency/flaggers")
    assert "Helpline Threats and calls for harm · since" in text_of(public)
    assert "ben" not in text_of(public).lower().replace("benefit", "")

    post = said(carla, "I know where you sleep, neighbour")
    reported(said(carla, "Another"), ana, "threats")
    case_id = reported(post, ben, "threats")
    line = text_of(browser(mo).get("/console/queue"))
    assert line.index("I know where you sleep") < line.index("1 more about Carla Rossi")
    assert "Trusted flagger" in line
    assert "Trusted flagger" in text_of(browser(mo).get(f"/console/cases/{case_id}"))
    operator.post(f"/console/flaggers/{integrity.flaggers(mo.viewer)[0].id}/end")
    assert "There is none" in text_of(browser(None).get("/transparency/flaggers"))
    assert "Trusted flagger" in text_of(browser(mo).get(f"/console/cases/{case_id}"))


def test_the_reporter_reads_rule_outcome_and_a_word(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    case_id = reported(said(carla, "You're a liar, mother of the dead"), ana)
    reported(said(carla, "Still open"), ana, "bait")
    form = {"choice": "harassment:remove", "note": "Third time", "answer": "Thank you for looking after her."}
    browser(mo).post(f"/console/cases/{case_id}/decide", form)
    client = browser(ana)
    page = text_of(client.get("/reports?state=answered"))
    assert "acted on it. Thank you. The post was removed. The rule: Harassment of a person" in page
    assert "The moderators write: Thank you for looking after her. Answered on" in page
    assert "Third time" not in page
    assert "Mo Haddad" not in page
    waiting = text_of(client.get("/reports?state=waiting"))
    assert "The moderators have not decided yet." in waiting
    assert "The post was removed." not in waiting
    assert "Waiting" in text_of(client.get("/reports"))


def test_notes_are_left_on_the_page_and_stay_there(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    case_id = reported(said(carla, "Doubtful"), ana)
    client = browser(mo)
    assert "Ask Max first" in text_of(
        client.post(f"/console/cases/{case_id}/note", {"text": "Ask Max first"}, follow=True)
    )
    assert "Please write something." in text_of(
        client.post(f"/console/cases/{case_id}/note", {"text": " "}, follow=True)
    )
    assert [note.text for note in integrity.case_notes(mo.viewer, case_id)] == ["Ask Max first"]
    assert "Ask Max first" not in text_of(browser(ana).get("/reports"))


def test_an_account_is_a_case_too(browser: Browser) -> None:
    ana, carla, mo = cast.ana(), cast.carla(), cast.mo()
    case_id = integrity.report(
        ana.viewer, ref=account_ref(carla.id), responsible=carla.id, clause_id="fake-account", comment="Not her"
    ).case_id
    page = text_of(browser(mo).get(f"/console/cases/{case_id}"))
    assert "Not her" in page
    assert "Carla Rossi so far" in page


def test_the_line_asks_as_much_for_many_as_for_few(browser: Browser) -> None:
    ana, mo = cast.ana(), cast.mo()
    client = browser(mo)

    def row(number: int) -> None:
        reported(said(cast.person(f"author{number}"), f"Words number {number}"), ana, "bait")

    assert_same_query_count(row, lambda: client.get("/console/queue"))
    assert number_of("2", least=1, most=5, default=1) == 2


def test_a_moderator_who_is_reported_does_not_learn_by_whom(browser: Browser) -> None:
    ana, mo, other = cast.ana(), cast.mo(), cast.max_()
    about_mo = said(mo, "The market moves to the square")
    case_id = reported(about_mo, ana, comment="He mocks me")
    integrity.add_note(other.viewer, case_id=case_id, text="Ana asked twice")
    pages = [
        "/console/queue",
        f"/console/cases/{case_id}",
        f"/console/bulk?case={case_id}",
        f"/console/people/{ana.id}/reports",
    ]
    for page in pages:
        shown = browser(mo).get(page, follow=True)
        assert shown.status_code == (403 if page == f"/console/cases/{case_id}" else 200), page
        assert "He mocks me" not in shown.content.decode(), page
        assert "The market moves" not in shown.content.decode(), page
    refused = browser(mo).post(f"/console/cases/{case_id}/note", {"text": "It was a joke"})
    assert refused.status_code == 403
    integrity.decide(other.viewer, case_id=case_id, clause_id="", treatment="none")
    assert "He mocks me" not in browser(mo).get("/console/queue?state=closed").content.decode()
    page = browser(other).get(f"/console/cases/{case_id}").content.decode()
    assert "He mocks me" in page
    assert "It was a joke" not in page
