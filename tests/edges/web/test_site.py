import dataclasses
import gzip

import pytest
from django.test import Client

from folkmoot.domains.community import api as community
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of

FIRST_VIEW = 60 * 1024


def test_visitors_read_what_this_is(client: Client) -> None:
    change = dataclasses.replace(community.settings(), name="Exeter Commons", description="A network for Exeter.")
    community.edit_settings(None, change=change)
    posts.publish(cast.ana().viewer, draft=PostDraft(text="The bees are out"))
    words = text_of(client.get("/"))
    for part in (
        "Exeter Commons",
        "A network for Exeter.",
        "What stays",
        "What travels less",
        "The bees are out",
        "Join",
    ):
        assert part in words


@pytest.mark.parametrize(
    ("registration", "door", "words"),
    [
        ("open", True, "Join"),
        ("approval", True, "Ask to join"),
        ("invitation", True, "I have an invitation"),
        ("closed", False, "Nobody new can join at the moment"),
    ],
)
def test_the_start_page_says_who_can_join(client: Client, registration: str, words: str, *, door: bool) -> None:
    community.edit_settings(None, change=dataclasses.replace(community.settings(), registration=registration))
    page = client.get("/")
    assert words in text_of(page)
    assert ('href="/sign-up"' in page.content.decode()) is door


def test_the_start_page_of_an_empty_community_is_whole(client: Client) -> None:
    words = text_of(client.get("/"))
    for part in ("0 members", "The rules at a glance", "What is different here", "Nobody has written publicly yet."):
        assert part in words


def test_the_rules_page_is_the_policy_itself(client: Client) -> None:
    page = client.get("/rules")
    policy = integrity.current_policy()
    for clause in policy.clauses:
        assert f'id="{clause.id}"' in page.content.decode()
        assert clause.title in text_of(page)
    assert policy.version in text_of(page)


def test_an_operator_writes_a_page(browser: Browser) -> None:
    client = browser(cast.olga())
    client.post("/console/pages/imprint", {"source": "## Who we are\n\nOlga, 1 High Street."})
    assert "<h3>Who we are</h3>" in client.get("/imprint").content.decode()


def test_an_operator_says_the_rules_in_their_own_words_above_the_policy(browser: Browser) -> None:
    client = browser(cast.olga())
    before = text_of(client.get("/rules"))
    client.post("/console/pages/rules", {"source": "Be **kind** on market days."})
    after = client.get("/rules").content.decode()
    assert "<p>Be <strong>kind</strong> on market days.</p>" in after
    assert before.split("What stays")[1] in text_of(client.get("/rules"))


def test_wrong_settings_keep_what_was_typed(browser: Browser) -> None:
    client = browser(cast.olga())
    response = client.post("/console/settings", {"name": "", "description": "Kept", "registration": "open"})
    assert response.status_code == 422
    assert "Kept" in text_of(response)
    assert community.settings().description == ""


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nothing-here", "/@nobody"])
def test_every_page_forbids_what_comes_from_elsewhere(client: Client, path: str) -> None:
    response = client.get(path)
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
    page = response.content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
    assert " onclick" not in page


@pytest.mark.parametrize(
    "path", ["/@ana/9999999999999999999999", "/posts/0", "/@" + "x" * 400, "/tags/%00", "/lists/-1"]
)
def test_what_makes_no_sense_is_not_found(browser: Browser, path: str) -> None:
    assert browser(cast.ana()).get(path).status_code == 404


def test_the_first_view_is_small(browser: Browser) -> None:
    ana = cast.ana()
    for number in range(20):
        posts.publish(ana.viewer, draft=PostDraft(text=f"Post {number} about the river and the bees"))
    client = browser(ana)
    page = client.get("/@ana", headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    whole = gzip.decompress(page.content).decode()
    parts = [part.split('"')[0] for part in whole.split('="/static/')[1:]]
    static = sum(len(gzip.compress(client.get(f"/static/{part}").getvalue())) for part in parts)
    assert len(page.content) + static < FIRST_VIEW
