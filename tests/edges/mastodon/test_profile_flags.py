"""What an account says of itself beside its words: that it is automated, and which sites may name it as author."""

import pytest

from tests import cast
from tests.edges.mastodon.api_client import client_of
from tests.edges.web.conftest import Browser, browser
from tests.edges.web.pages import text_of

__all__ = ["browser"]
OWN = "/api/v1/accounts/update_credentials"


def test_a_bot_says_so_to_everybody(browser: Browser) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    assert ana.get("/api/v1/accounts/verify_credentials")["bot"] is False
    assert "Automated" not in text_of(browser(cast.ben()).get("/@ana"))
    assert ana.patch(OWN, {"bot": True})["bot"] is True
    assert ben.get(f"/api/v1/accounts/{cast.ana().id}")["bot"] is True
    assert ana.get("/api/v1/profile")["bot"] is True
    assert "Automated" in text_of(browser(cast.ben()).get("/@ana"))
    assert ana.patch(OWN, {"display_name": "Ana"})["bot"] is True
    assert ana.patch_form(OWN, {"bot": "false"})["bot"] is False


def test_sites_that_may_name_an_author_are_kept() -> None:
    ana = client_of(cast.ana())
    sent = ["https://Ana.example/", "*.paper.example", "ana.example", "zeitung.köln.example", ""]
    kept = ["ana.example", "paper.example", "zeitung.köln.example"]
    assert ana.patch(OWN, {"attribution_domains": sent})["source"]["attribution_domains"] == kept
    assert ana.get("/api/v1/profile")["attribution_domains"] == kept
    form = ana.patch_form(OWN, {"attribution_domains[]": ["news.example"]})
    assert form["source"]["attribution_domains"] == ["news.example"]
    assert ana.patch(OWN, {"attribution_domains": []})["source"]["attribution_domains"] == []


@pytest.mark.parametrize(
    "sites", [["nonsense"], ["a b.example"], ["https://ana.example/blog"], ["-.example"], ["x" * 64 + ".example"]]
)
def test_what_is_no_site_is_refused(sites: list[str]) -> None:
    ana = client_of(cast.ana())
    ana.patch(OWN, {"attribution_domains": sites, "bot": True})
    assert ana.status == 422
    own = ana.get("/api/v1/accounts/verify_credentials")
    assert (own["source"]["attribution_domains"], own["bot"]) == ([], False)


def test_there_is_room_for_ten_sites() -> None:
    ana = client_of(cast.ana())
    ten = [f"site{number}.example" for number in range(10)]
    assert ana.patch(OWN, {"attribution_domains": ten})["source"]["attribution_domains"] == ten
    assert "At most 10 sites" in ana.patch(OWN, {"attribution_domains": [*ten, "more.example"]})["error"]
