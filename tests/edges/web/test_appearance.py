"""How pages look is a choice of the person, and acts on the very next page."""

import re
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of

_STYLE = Path("src/folkmoot/edges/web/static/folkmoot.css")
_CHOSEN = {"theme": "dark", "motion": "reduced", "text_size": "largest", "show_media": "default"}


def _root(response: object) -> str:
    found = re.search(r"<html[^>]*>", response.content.decode())  # type: ignore[attr-defined] # Django's response
    assert found is not None
    return found[0]


def test_what_somebody_chose_is_in_the_next_page(browser: Browser) -> None:
    client = browser(cast.ana())
    saved = client.post("/settings/appearance", _CHOSEN, follow=True)
    assert "Pages look as you chose." in text_of(saved)
    for page in (saved, client.get("/rules")):
        assert _root(page) == (
            '<html lang="en" dir="ltr" data-theme="dark" data-motion="reduced" data-text="largest" data-keys="off">'
        )
        assert '<meta name="color-scheme" content="dark">' in page.content.decode()
    assert accounts.preferences_of(cast.ana().id).theme == "dark"


def test_whoever_chose_nothing_has_what_the_browser_says(browser: Browser, client: Client) -> None:
    for page in (client.get("/"), browser(cast.ana()).get("/")):
        assert _root(page) == '<html lang="en" dir="ltr">'
        assert '<meta name="color-scheme" content="light dark">' in page.content.decode()


def test_what_is_no_choice_is_refused(browser: Browser) -> None:
    ana = cast.ana()
    refused = browser(ana).post("/settings/appearance", _CHOSEN | {"theme": "pink"})
    assert refused.status_code == 422
    assert accounts.preferences_of(ana.id) == accounts.DEFAULT_PREFERENCES


def test_warnings_open_for_those_who_want_it(browser: Browser) -> None:
    ana = cast.ana()
    posts.publish(cast.ben().viewer, draft=PostDraft(text="The gardener", warning="The end of the film"))
    client = browser(ana)
    assert '<details class="fold"><summary>' in client.get("/@ben").content.decode()
    accounts.set_preferences(ana.viewer, expand_warnings=True)
    assert '<details class="fold" open><summary>' in client.get("/@ben").content.decode()


def test_a_member_turns_single_keys_off_and_on(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    assert "These keys are on." in text_of(client.get("/keyboard"))
    assert "These keys are off." in text_of(client.post("/keyboard", {"shortcuts": "off"}, follow=True))
    assert accounts.preferences_of(ana.id).shortcuts is False
    client.post("/keyboard", {"shortcuts": "on"})
    assert 'data-keys="off"' not in _root(client.get("/"))


def test_a_visitor_turns_single_keys_off_in_this_browser(client: Client) -> None:
    client.post("/keyboard", {"shortcuts": "off"})
    assert 'data-keys="off"' in _root(client.get("/"))
    client.post("/keyboard", {"shortcuts": "on"})
    assert _root(client.get("/")) == '<html lang="en" dir="ltr">'


@pytest.mark.parametrize("path", ["/", "/rules"])
def test_every_page_leads_to_the_keys(client: Client, path: str) -> None:
    assert '<a href="/keyboard">Keys</a>' in client.get(path).content.decode()


def test_dark_is_the_same_by_browser_and_by_choice() -> None:
    style = _STYLE.read_text(encoding="utf-8")
    by_browser = re.search(r":root:not\(\[data-theme=light\]\) \{(.*?)\}", style, re.DOTALL)
    by_choice = re.search(r":root\[data-theme=dark\] \{(.*?)\}", style, re.DOTALL)
    assert by_browser is not None
    assert by_choice is not None
    assert by_browser[1].split() == by_choice[1].split()
    assert "--paper:" in by_choice[1]
