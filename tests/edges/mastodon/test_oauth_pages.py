"""Letting an app in, in the browser; and the addresses at which an app fetches and ends its tokens."""

import base64
import hashlib
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from folkmoot.domains.apps.models import Grant
from folkmoot.domains.residency import api as residency
from tests import cast
from tests.edges.mastodon.api_client import ApiClient

BACK = "https://app.example/back"
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-1"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def app() -> dict[str, Any]:
    made: dict[str, Any] = ApiClient().post(
        "/api/v1/apps",
        {
            "client_name": "Pinnace",
            "redirect_uris": f"{BACK}\npinnace://back\n{OUT_OF_BAND}",
            "scopes": "read write follow",
        },
    )
    return made


@pytest.fixture
def browser() -> Client:
    """Ana, signed in, in a browser that insists on the token against forged forms."""
    client = Client(enforce_csrf_checks=True)
    place = residency.SessionPlace("Firefox", "192.0.2.1")
    client.cookies["folkmoot_session"] = residency.sessions.open_session(cast.ana().id, place)
    return client


def address(app: dict[str, Any], **changes: str) -> str:
    asked = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": BACK,
        "scope": "read write",
        "state": "s&1",
    }
    return f"/oauth/authorize?{urlencode(asked | changes)}"


def answer(browser: Client, page: Any, *, granted: list[str] | None = None, button: str = "allow") -> Any:
    text = page.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text)
    fields: dict[str, Any] = {name: unescape(value) for name, value in hidden}
    fields["granted"] = re.findall(r'name="granted" value="([^"]+)"', text) if granted is None else granted
    return browser.post("/oauth/authorize", fields | {button: "1"})


def exchange(app: dict[str, Any], code: str, **changes: str) -> tuple[int, Any]:
    client = ApiClient()
    sent = {
        "grant_type": "authorization_code",
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": BACK,
        "code": code,
    }
    body = client.form("/oauth/token", sent | changes)
    return client.status, body


def test_who_is_not_signed_in_signs_in_first(app: dict[str, Any]) -> None:
    page = Client().get(address(app))
    assert page.status_code == 302
    assert page.headers["Location"].startswith("/sign-in?next=%2Foauth%2Fauthorize%3F")


def test_an_app_is_let_in_with_pkce(app: dict[str, Any], browser: Client) -> None:
    page = browser.get(address(app, code_challenge=CHALLENGE, code_challenge_method="S256"))
    assert page.status_code == 200
    assert "Pinnace" in page.content.decode()
    assert page.headers["X-Frame-Options"] == "DENY"
    sent_back = answer(browser, page)
    assert sent_back.status_code == 302
    query = parse_qs(urlsplit(sent_back.headers["Location"]).query)
    assert (sent_back.headers["Location"].partition("?")[0], query["state"]) == (BACK, ["s&1"])
    assert exchange(app, query["code"][0])[0] == 400
    status, token = exchange(app, query["code"][0], code_verifier=VERIFIER)
    assert (status, token["scope"], token["token_type"]) == (200, "read write", "Bearer")
    assert ApiClient(token["access_token"]).get("/api/v1/accounts/verify_credentials")["acct"] == "ana"


def test_an_app_of_a_phone_is_sent_back_by_its_own_scheme(app: dict[str, Any], browser: Client) -> None:
    sent_back = answer(browser, browser.get(address(app, redirect_uri="pinnace://back")))
    assert sent_back.headers["Location"].startswith("pinnace://back?code=")


def test_a_person_allows_less(app: dict[str, Any], browser: Client) -> None:
    sent_back = answer(browser, browser.get(address(app)), granted=["read"])
    code = parse_qs(urlsplit(sent_back.headers["Location"]).query)["code"][0]
    token = exchange(app, code)[1]
    assert token["scope"] == "read"
    client = ApiClient(token["access_token"])
    client.post("/api/v1/statuses", {"status": "x"})
    assert client.status == 403


def test_nothing_ticked_is_asked_again(app: dict[str, Any], browser: Client) -> None:
    page = answer(browser, browser.get(address(app)), granted=[])
    assert page.status_code == 400
    assert "at least one of the things" in page.content.decode()
    assert not Grant.objects.exists()


def test_a_no_goes_back_to_the_app(app: dict[str, Any], browser: Client) -> None:
    sent_back = answer(browser, browser.get(address(app)), button="deny")
    assert sent_back.headers["Location"] == f"{BACK}?error=access_denied&state=s%261"


def test_the_code_is_shown_where_there_is_no_address(app: dict[str, Any], browser: Client) -> None:
    page = answer(browser, browser.get(address(app, redirect_uri=OUT_OF_BAND)))
    shown = re.search(r'id="code"[^>]* value="([^"]+)"', page.content.decode())
    assert shown
    assert exchange(app, shown[1], redirect_uri=OUT_OF_BAND)[0] == 200


def test_a_forged_yes_is_refused(app: dict[str, Any], browser: Client) -> None:
    page = browser.get(address(app))
    fields = dict(parse_qs(urlsplit(address(app)).query))
    forged = browser.post(
        "/oauth/authorize", {name: values[0] for name, values in fields.items()} | {"granted": "read"}
    )
    assert (page.status_code, forged.status_code) == (200, 403)
    assert not Grant.objects.exists()


@pytest.mark.parametrize("changes", [{"redirect_uri": "https://evil.example/"}, {"client_id": "unknown"}])
def test_an_untrusted_address_is_never_followed(app: dict[str, Any], browser: Client, changes: dict[str, str]) -> None:
    page = browser.get(address(app, **changes))
    assert page.status_code == 400
    assert "cannot be let in" in page.content.decode()


def test_a_wrong_request_of_a_known_app_goes_back_to_it(app: dict[str, Any], browser: Client) -> None:
    page = browser.get(address(app, scope="admin:read"))
    assert page.status_code == 302
    assert page.headers["Location"].startswith(f"{BACK}?error=invalid_scope&")


def test_the_password_grant_is_not_offered(app: dict[str, Any]) -> None:
    cast.ana()
    status, body = exchange(app, "", grant_type="password", username="ana@example.org", password=cast.PASSWORD)
    assert (status, body["error"]) == (400, "unsupported_grant_type")


def test_a_wrong_secret_is_401(app: dict[str, Any]) -> None:
    status, body = exchange(app, "x", client_secret="wrong")
    assert (status, body["error"]) == (401, "invalid_client")


def test_an_app_speaks_for_itself_with_json_and_ends_its_token(app: dict[str, Any]) -> None:
    client = ApiClient()
    credentials = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
    token = client.post("/oauth/token", credentials | {"grant_type": "client_credentials", "scope": "read"})
    assert client.last.headers["Cache-Control"] == "private, no-store"
    own = ApiClient(token["access_token"])
    assert own.get("/api/v1/apps/verify_credentials")["name"] == "Pinnace"
    assert client.post("/oauth/revoke", credentials | {"token": token["access_token"]}) == {}
    own.get("/api/v1/apps/verify_credentials")
    assert own.status == 401
    client.post("/oauth/revoke", {"client_id": app["client_id"], "token": "x"})
    assert client.status == 401


def test_a_refused_registration_says_why() -> None:
    client = ApiClient()
    refused = client.post("/api/v1/apps", {"client_name": "Pinnace", "redirect_uris": "javascript:alert(1)"})
    assert (client.status, refused["error"]) == (422, "Validation failed: Redirect URI is forbidden by the server")


def test_the_metadata_names_only_what_there_is() -> None:
    metadata = ApiClient().get("/.well-known/oauth-authorization-server")
    assert metadata["grant_types_supported"] == ["authorization_code", "client_credentials"]
    assert metadata["code_challenge_methods_supported"] == ["S256"]
    assert metadata["token_endpoint"] == "http://localhost:8000/oauth/token"
