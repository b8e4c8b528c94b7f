import dataclasses

import pytest
from django.test import Client

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of

JOIN = {"handle": "hana", "email": "hana@example.org", "password": "four good words here"}


def registration(mode: str) -> None:
    change = dataclasses.replace(community.settings(), registration=mode)
    community.edit_settings(None, change=change)


def test_joining_signs_in_at_once(client: Client) -> None:
    response = client.post("/sign-up", JOIN, follow=True)
    assert response.redirect_chain == [("/explore", 302)]
    assert "Welcome, @hana. Write something, or look for people to follow." in text_of(response)
    cookie = client.cookies[SESSION_COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_refusal_keeps_what_was_typed_and_makes_nobody(client: Client) -> None:
    response = client.post("/sign-up", JOIN | {"password": "short"})
    assert response.status_code == 422
    assert 'value="hana@example.org"' in response.content.decode()
    assert 'aria-describedby="id_password_helptext id_password_error"' in response.content.decode()
    assert "Please look at this again" in text_of(response)
    assert accounts.account_by_name("hana") is None


def test_a_taken_name_is_said_at_its_field(client: Client) -> None:
    cast.ana()
    response = client.post("/sign-up", JOIN | {"handle": "Ana"})
    assert response.status_code == 422
    assert "Your name here : This name is taken. Please choose another." in text_of(response)


def test_by_invitation_the_code_comes_with_the_link(client: Client) -> None:
    registration("invitation")
    code = accounts.create_invitation(cast.ana().viewer).code
    assert f'value="{code}"' in client.get(f"/sign-up?invitation={code}").content.decode()
    refused = client.post("/sign-up", JOIN | {"invitation": "wrong"})
    assert "You need an invitation that is still valid. Please ask a member for one." in text_of(refused)
    assert accounts.account_by_name("hana") is None
    assert client.post("/sign-up", JOIN | {"invitation": code}).status_code == 302
    assert accounts.account_by_name("hana") is not None


def test_by_approval_a_moderator_reads_the_reason_and_lets_in(client: Client, browser: Browser) -> None:
    registration("approval")
    response = client.post("/sign-up", JOIN | {"reason": "I live by the river."}, follow=True)
    assert "A moderator will read your request." in text_of(response)
    assert SESSION_COOKIE not in client.cookies
    refused = client.post("/sign-in", {"identifier": "hana", "password": JOIN["password"]})
    assert "Your account is waiting" in text_of(refused)
    moderator = browser(cast.mo())
    assert "I live by the river." in text_of(moderator.get("/console/waiting"))
    hana = accounts.account_by_name("hana")
    assert hana is not None
    moderator.post(f"/console/waiting/{hana.id}", {"do": "approve"})
    signed_in = client.post("/sign-in", {"identifier": "hana", "password": JOIN["password"]})
    assert signed_in["Location"] == "/"


def test_a_closed_community_says_so(client: Client) -> None:
    registration("closed")
    assert "This community does not take new members at the moment." in text_of(client.get("/sign-up"))
    client.post("/sign-up", JOIN)
    assert accounts.account_by_name("hana") is None


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/bookmarks?max_id=5", "/bookmarks?max_id=5"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_back_but_never_to_another_site(client: Client, asked: str, goes: str) -> None:
    ana = cast.ana()
    form = {"identifier": ana.email, "password": ana.password, "next": asked}
    assert client.post("/sign-in", form)["Location"] == goes


def test_a_wrong_password_opens_no_session(client: Client) -> None:
    response = client.post("/sign-in", {"identifier": cast.ana().email, "password": "not this one"})
    assert response.status_code == 422
    assert "The e-mail address and the password do not belong together." in text_of(response)
    assert SESSION_COOKIE not in client.cookies


def test_signing_in_too_often_is_said_in_the_form_with_when_to_come_again(client: Client, clock: FrozenClock) -> None:
    form = {"identifier": cast.ana().email, "password": "not this one"}
    for _ in range(10):
        assert client.post("/sign-in", form).status_code == 422
    answer = client.post("/sign-in", form)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "That was too much in a short time. Please wait a little." in text_of(answer)
    assert f'value="{form["identifier"]}"' in answer.content.decode()


def test_asking_for_password_mails_too_often_is_said_likewise(client: Client, clock: FrozenClock) -> None:
    for _ in range(5):
        assert client.post("/reset", {"email": "nobody@example.org"}).status_code == 200
    answer = client.post("/reset", {"email": "nobody@example.org"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "That was too much in a short time. Please wait a little." in text_of(answer)


def test_signing_out_ends_the_session_itself(browser: Browser) -> None:
    client = browser(cast.ana())
    token = client.cookies[SESSION_COOKIE].value
    client.post("/sign-out")
    again = Client()
    again.cookies[SESSION_COOKIE] = token
    assert again.get("/menu")["Location"] == "/sign-in?next=%2Fmenu"


def test_one_signs_out_another_browser(browser: Browser) -> None:
    ana = cast.ana()
    here, there = browser(ana), browser(ana)
    here.post("/settings/sessions/revoke", {"which": "others"})
    assert here.get("/menu").status_code == 200
    assert there.get("/menu").status_code == 302


def test_erasing_needs_the_password(browser: Browser) -> None:
    ben = cast.ben()
    client = browser(ben)
    refused = client.post("/settings/erase", {"erase-current": "wrong", "erase-sure": "on"})
    assert "This is not your present password." in text_of(refused)
    assert client.get("/menu").status_code == 200
    client.post("/settings/erase", {"erase-current": ben.password, "erase-sure": "on"})
    assert client.get("/@ben").status_code == 410
