"""The pages of those who run the community: what they show and do, by the form and without scripts."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import LoginState, RegistrationMode, SignUp
from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import SetupStep
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit import api as audit
from folkmoot.infra.backup import last
from folkmoot.infra.config import current
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.jobs.models import Job
from folkmoot.kernel import clock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Role
from tests import cast
from tests.edges.web.conftest import Browser, browser
from tests.edges.web.pages import text_of

__all__ = ["browser"]


@pytest.fixture(autouse=True)
def _no_backup_yet() -> None:
    (current().data / "last-backup.json").unlink(missing_ok=True)


def wait_to_join() -> int:
    wish = SignUp(handle="hana", email="hana@example.org", password=cast.PASSWORD, reason="I live by the river.")
    account, state = accounts.sign_up(wish, mode=RegistrationMode.APPROVAL)
    assert state is LoginState.WAITING
    return account.id


def park(name: str, times: int) -> None:
    """So many jobs that fail until they are given up."""

    def work(*, account_id: int) -> None:
        raise ValueError(cast.ana().email, account_id)

    jobs.register(name, work)
    for _ in range(times):
        jobs.enqueue(name, account_id=cast.ana().id)
    Job.objects.filter(name=name).update(attempts=jobs.MAX_ATTEMPTS - 1)
    while taken := jobs.take("test"):  # what failed before comes alone
        assert not any(jobs.perform(job) for job in taken if job.name == name)


def test_the_first_steps_say_how_they_stand_by_looking_at_the_thing(browser: Browser) -> None:
    olga = cast.olga()
    page = browser(olga)
    assert "First steps" in text_of(page.get("/console"))
    assert "1 of 10 are done." in text_of(page.get("/console/setup"))
    page.post(
        "/console/settings",
        {
            "name": "Riverside",
            "description": "Along the river",
            "registration": "open",
            "operator_name": "Olga",
            "contact_email": "olga@example.org",
            "languages": "en",
        },
    )
    cast.mo()
    last.remember(clock.now(), 4096)
    page.post("/console/setup/mark", {"do": "key-copied"})
    assert "6 of 10 are done." in text_of(page.get("/console/setup"))
    page.post("/console/setup/mark", {"do": "put-away"})
    assert SetupStep.PUT_AWAY in community.setup_marks(olga.viewer)
    assert "A new site takes a few steps" not in text_of(page.get("/console"))


def test_no_test_mail_leaves_where_there_is_no_mail_server(browser: Browser) -> None:
    page = browser(cast.olga())
    page.post("/console/setup/mark", {"do": "mail"})
    assert "No mail goes out from this site yet" in text_of(page.get("/console/setup"))
    assert community.setup_marks(cast.olga().viewer) == {}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "This field is required."),
        ("contact_email", "nowhere", "This does not look like an e-mail address."),
        ("languages", "en, klingon!", "A language is written like en, de or pt-BR."),
    ],
)
def test_settings_that_cannot_be_used_stay_as_typed_with_the_reason(
    browser: Browser, field: str, value: str, sentence: str
) -> None:
    sent = {"name": "Riverside", "description": "Kept", "registration": "open", "languages": "en"} | {field: value}
    answer = browser(cast.olga()).post("/console/settings", sent)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Kept" in answer.content.decode()
    assert community.settings().name == "Folkmoot"


def test_people_are_searched_and_walked(browser: Browser) -> None:
    cast.crowd(51)
    page = browser(cast.mo())
    first = page.get("/console/people?q=neighbour")
    assert "51 people and pages" in text_of(first)
    assert "@neighbour50 " in text_of(first)
    assert "@neighbour0 " not in text_of(first)
    found = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
    assert found is not None
    assert "@neighbour0 " in text_of(page.get(found[1].replace("&amp;", "&")))
    assert "Nobody fits" in text_of(page.get("/console/people?q=nobody"))
    assert "1 person or page" in text_of(page.get("/console/people?email=neighbour7@example.org"))


def test_somebody_who_waits_is_let_in_on_their_page(browser: Browser) -> None:
    hana = wait_to_join()
    page = browser(cast.mo())
    assert "1 person asks to join" in text_of(page.get("/console"))
    assert "I live by the river." in text_of(page.get(f"/console/people/{hana}"))
    page.post(f"/console/people/{hana}/act", {"do": "approve"})
    assert accounts.staff_person(cast.mo().viewer, hana).state is LoginState.ACTIVE


def test_a_role_is_given_on_the_page_and_one_operator_remains(browser: Browser) -> None:
    olga, ana = cast.olga(), cast.ana()
    page = browser(olga)
    page.post(f"/console/people/{ana.id}/role", {"role": "moderator"})
    assert accounts.roles_of([ana.id]) == {ana.id: Role.MODERATOR}
    answer = page.post(f"/console/people/{olga.id}/role", {"role": "member"})
    assert answer.status_code == 422
    assert "Somebody must remain who operates this community." in text_of(answer)
    assert browser(cast.mo()).post(f"/console/people/{ana.id}/role", {"role": "member"}).status_code == 403


def test_a_decision_about_an_account_has_a_rule_and_a_statement_and_a_removal_waits(
    browser: Browser, drain: Callable[[], None]
) -> None:
    ana, mo = cast.ana(), cast.mo()
    page = browser(mo)
    page.post(f"/console/people/{ana.id}/decide", {"choice": "fake-account:reduce", "note": "Seen twice"})
    (decision,) = integrity.decisions_on(mo.viewer, ana.id)
    assert (decision.clause_id, decision.treatment, decision.decider) == ("fake-account", "reduce", mo.id)
    drain()
    assert [one.id for one in integrity.decisions_about(ana.viewer)] == [decision.id]
    page.post(f"/console/people/{ana.id}/decide", {"choice": "threats:remove"})
    assert "Its removal is proposed and waits for a second person." in text_of(page.get(f"/console/people/{ana.id}"))
    assert len(integrity.decisions_on(mo.viewer, ana.id)) == 1
    assert integrity.accounts_under((integrity.Treatment.REMOVE,)) == ()


def test_what_lies_in_the_vault_is_shown_once_for_a_reason(browser: Browser) -> None:
    ana, mo = cast.ana(), cast.mo()
    residency.sessions.open_session(ana.id, residency.SessionPlace("Firefox", "192.0.2.7"))
    page = browser(mo)
    assert "ana@example.org" not in page.get(f"/console/people/{ana.id}").content.decode()
    assert page.post(f"/console/people/{ana.id}/look", {}).status_code == 422
    shown = page.post(f"/console/people/{ana.id}/look", {"reason": "abuse"})
    assert "ana@example.org" in text_of(shown)
    assert "192.0.2.7" in text_of(shown)
    assert shown["Cache-Control"] == "private, no-store"
    assert [one.verb for one in audit.of_subject(account_ref(ana.id))][:1] == ["contact.read"]


def test_a_link_for_a_new_password_is_shown_once(browser: Browser) -> None:
    ana = cast.ana()
    page = browser(cast.olga())
    answer = page.post(f"/console/people/{ana.id}/act", {"do": "link"})
    found = re.search(r"/reset/([\w-]+)", text_of(answer))
    assert found is not None
    assert accounts.reset_works(found[1])
    assert "/reset/" not in text_of(page.get(f"/console/people/{ana.id}"))


def test_blocks_are_made_and_lifted_and_a_refusal_stays_at_its_form(browser: Browser) -> None:
    olga = cast.olga()
    page = browser(olga)
    page.post("/console/blocks/networks/add", {"networks-ip": "198.51.100.0/24", "networks-severity": "sign_up_block"})
    page.post("/console/blocks/domains/add", {"domains-domain": "throwaway.example"})
    page.post("/console/blocks/mailboxes/add", {"mailboxes-email": "x@mail.example"})
    page.post("/console/blocks/names/add", {"names-name": "mayor", "names-part": "on"})
    said = text_of(page.get("/console/blocks"))
    assert "198.51.100.0/24 nobody joins" in said
    assert "throwaway.example" in said
    assert "mayor also within names" in said
    assert "x@mail.example" not in said
    answer = page.post("/console/blocks/networks/add", {"networks-ip": "127.0.0.1", "networks-severity": "no_access"})
    assert answer.status_code == 422
    assert "You are in this range yourself" in text_of(answer)
    (network,) = accounts.address_blocks(olga.viewer, PageRequest()).items
    page.post(f"/console/blocks/{network.id}/lift")
    assert accounts.address_blocks(olga.viewer, PageRequest()).items == ()


def test_a_network_without_access_reads_one_kind_sentence(browser: Browser) -> None:
    accounts.block_address(cast.olga().viewer, network="127.0.0.0/8", severity="no_access")
    for path in ("/", "/api/v1/instance"):
        answer = browser(None).get(path)
        assert answer.status_code == 403
        assert "does not answer your network" in answer.content.decode()
    with closing(browser(None).get("/static/folkmoot.css")) as styles:
        assert styles.status_code == 200


def test_an_announcement_is_made_changed_and_removed(browser: Browser) -> None:
    page, ana = browser(cast.olga()), cast.ana().viewer
    assert "Nothing was announced" in text_of(page.get("/console/announcements"))
    page.post("/console/announcements", {"text": "Market day on Saturday"})
    (one,) = community.current_announcements(ana)
    page.post(f"/console/announcements/{one.id}", {"text": "Market day on Sunday"})
    assert "Market day on Sunday Shown now" in text_of(page.get("/console/announcements"))
    assert page.post("/console/announcements", {"text": " "}).status_code == 422
    page.post(f"/console/announcements/{one.id}/remove")
    assert community.current_announcements(ana) == ()


def test_an_emoji_is_added_hidden_and_removed(browser: Browser) -> None:
    page = browser(cast.olga())
    page.post("/console/emojis", {"shortcode": "bee", "category": "Animals", "file": picture()})
    (bee,) = community.custom_emojis()
    assert (bee.shortcode, bee.category, bee.shown) == ("bee", "Animals", True)
    assert "There is an emoji :bee: already." in text_of(
        page.post("/console/emojis", {"shortcode": "bee", "file": picture()})
    )
    page.post(f"/console/emojis/{bee.id}", {"do": "hide"})
    assert ":bee: Not offered Animals" in text_of(page.get("/console/emojis"))
    page.post(f"/console/emojis/{bee.id}", {"do": "remove"})
    assert community.custom_emojis() == ()


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGBA", (64, 64), (200, 120, 10, 255)).save(out, "PNG")
    return SimpleUploadedFile("bee.png", out.getvalue(), "image/png")


def test_work_that_failed_for_good_is_shown_without_its_words_and_tried_again(browser: Browser) -> None:
    park("tests.sink", 2)
    page = browser(cast.olga())
    assert "2 pieces of work failed for good" in text_of(page.get("/console"))
    answer = page.get("/console/jobs")
    assert "tests.sink" in text_of(answer)
    assert "ValueError" in text_of(answer)
    assert "ana@example.org" not in answer.content.decode()
    first, _ = jobs.parked()
    page.post(f"/console/jobs/{first.id}/retry")
    assert len(jobs.parked()) == 1
    page.post("/console/jobs/retry", {"kind": "tests.sink"})
    assert jobs.parked() == []
    (entry,) = audit.of_subject("jobs")
    assert (entry.actor_id, entry.verb, entry.detail) == (cast.olga().id, "job.retry", {"jobs": 1})


def test_storage_and_health_say_what_is_so(browser: Browser) -> None:
    page = browser(cast.olga())
    storage = text_of(page.get("/console/storage"))
    assert "This site knows of none." in storage
    assert "Orphaned files 0" in storage
    last.remember(clock.now() - timedelta(hours=1), 5 * 1024 * 1024)
    assert "5.0" in text_of(page.get("/console/storage"))
    health = text_of(page.get("/console/health"))
    assert "The worker does not run." in health
    assert "Operators of this site: 1." in health


def test_health_is_said_in_the_language_of_the_operator(browser: Browser) -> None:
    olga = cast.olga()
    accounts.set_preferences(olga.viewer, interface_language="de")
    health = text_of(browser(olga).get("/console/health"))
    assert "Der Worker läuft nicht. Starte die Site: `folkmoot run`." in health
    assert "Im Betriebsteam dieser Site: 1." in health
    assert "The worker" not in health
