"""In which language a page answers."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.residency import api as residency
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.wiring.languages import LanguageMiddleware
from tests import cast

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    assert translation.get_language() == "en"


def spoken(header: str = "", cookie: str = "", path: str = "/", **kept: object) -> tuple[str, HttpResponse]:
    """The language in which the page was made, and the answer."""
    seen: list[str] = []

    def page(_: HttpRequest) -> HttpResponse:
        seen.append(f"{translation.get_language()} {timezone.get_current_timezone_name()}")
        return HttpResponse("x")

    request = RequestFactory().get(path, headers={"Accept-Language": header} if header else {})
    request.COOKIES.update({"folkmoot_language": cookie} if cookie else {})
    for name, value in kept.items():
        setattr(request, name, value)
    answer = LanguageMiddleware(page)(request)
    assert isinstance(answer, HttpResponse)
    return seen[0], answer


def test_the_browser_is_asked() -> None:
    assert spoken("fr, de-AT;q=0.8, en;q=0.5")[0] == "de UTC"
    assert spoken("de;q=0, ar")[0] == "ar UTC"
    assert spoken("x" * 5000)[0] == "en UTC"


def test_a_visitors_choice_goes_before_the_browser() -> None:
    assert spoken("de", cookie="es")[0] == "es UTC"
    assert spoken("de", cookie="tlh")[0] == "de UTC"


def test_a_community_speaks_first_where_nobody_asks() -> None:
    olga = cast.olga().viewer
    settings = community.settings()
    community.edit_settings(olga, change=type(settings)(
        name="Moot", description="", registration="open", contact_email="", operator_name="", languages=("es", "en"),
    ))  # fmt: skip
    assert spoken()[0] == "es UTC"
    assert spoken("fr")[0] == "es UTC"
    assert spoken("en")[0] == "en UTC"


def test_a_persons_choice_goes_before_all_else() -> None:
    ana = cast.ana().viewer
    accounts.set_preferences(ana, interface_language="ar", time_zone="Africa/Cairo")
    assert spoken("de", cookie="es", viewer=ana)[0] == "ar Africa/Cairo"
    accounts.set_preferences(ana, interface_language="tlh")
    assert spoken("de", viewer=ana)[0] == "de Africa/Cairo"


def test_an_answer_says_its_language_and_what_it_hangs_on() -> None:
    answer = spoken("de")[1]
    assert (answer["Content-Language"], answer["Vary"]) == ("de", "Accept-Language, Cookie")


def test_programs_get_english_unless_they_ask() -> None:
    assert spoken(path="/api/v1/instance", cookie="es")[0] == "en UTC"
    spoken_, answer = spoken("de", path="/api/v1/instance")
    assert (spoken_, answer["Vary"], "Content-Language" in answer) == ("de UTC", "Accept-Language", False)


def test_visitors_choose_at_the_foot_of_a_page(client: Client) -> None:
    assert 'action="/language"' in client.get("/rules").content.decode()
    answer = client.post("/language", {"language": "ar", "back": "/rules"})
    assert (answer.status_code, answer["Location"]) == (302, "/rules")
    page = client.get("/rules")
    assert '<html lang="ar" dir="rtl"' in page.content.decode()
    assert page["Content-Language"] == "ar"
    client.post("/language", {"language": "tlh"})
    assert client.get("/rules")["Content-Language"] == "ar"


def test_members_find_the_choice_in_their_settings_and_not_at_the_foot(client: Client) -> None:
    place = residency.SessionPlace("A test's browser", "127.0.0.1")
    client.cookies[SESSION_COOKIE] = residency.sessions.open_session(cast.ana().id, place)
    assert 'action="/language"' not in client.get("/rules").content.decode()
