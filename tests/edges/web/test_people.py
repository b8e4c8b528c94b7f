import re

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Limited
from folkmoot.kernel.refs import account_ref
from tests import cast
from tests.domains.posts.test_restricted import restrict
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of


def test_following_each_other_makes_friends(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    client = browser(ana)
    assert "Follows you" in text_of(client.get("/@ben"))
    page = client.post("/@ben/relate", {"verb": "follow"}, follow=True)
    assert "You follow Ben Okafor." in text_of(page)
    assert "Friends : unfollow" in text_of(page)
    assert graph.relationship(ana.viewer, ben.id).friends


def test_a_locked_account_is_asked_and_answers(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    accounts.edit_profile(ben.viewer, change=ProfileChange(locked=True))
    asked = browser(ana).post("/@ben/relate", {"verb": "follow"}, follow=True)
    assert "Ben Okafor is asked whether you may follow." in text_of(asked)
    client = browser(ben)
    assert "Ana Almeida" in text_of(client.get("/follow-requests"))
    client.post(f"/follow-requests/{ana.id}", {"do": "accept"})
    assert graph.relationship(ana.viewer, ben.id).following


def test_a_block_is_told_and_holds(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    browser(ben).post("/@ana/relate", {"verb": "block"})
    page = browser(ana).get("/@ben")
    assert "Ben Okafor has blocked you." in text_of(page)
    browser(ana).post("/@ben/relate", {"verb": "follow"})
    assert not graph.relationship(ana.viewer, ben.id).following


def test_a_mute_has_an_end(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    browser(ana).post("/@ben/relate", {"verb": "mute", "hours": "24"})
    between = graph.relationship(ana.viewer, ben.id)
    assert between.muting
    assert not between.muting_notifications
    assert between.mute_expires_at is not None


def test_muted_words_become_a_filter(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    form = {"title": "Football", "keywords": "offside\npenalty", "contexts": ["home"], "action": "hide",
            "whole_word": "on", "lasts_seconds": "0"}  # fmt: skip
    client.post("/filters", form)
    assert [word.keyword for word in graph.all_filters(ana.viewer)[0].keywords] == ["offside", "penalty"]
    refused = client.post("/filters", form | {"keywords": ""})
    assert refused.status_code == 422
    assert len(graph.all_filters(ana.viewer)) == 1


def test_a_list_is_made_and_filled_from_a_profile(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    client = browser(ana)
    client.post("/lists", {"title": "River", "replies_policy": "list"})
    made = graph.lists(ana.viewer)[0]
    client.post("/@ben/lists", {"list": str(made.id)})
    assert "Ben Okafor" in text_of(client.get(f"/lists/{made.id}/people"))
    client.post("/@ben/lists", {})
    assert graph.list_member_ids(ana.viewer, made.id) == frozenset()


def test_a_profile_is_edited_whole(browser: Browser) -> None:
    ana = cast.ana()
    form = {"display_name": "Ana A.", "bio": "Bees", "language": "pt", "line_name": ["Town", ""],
            "line_value": ["Exeter", ""], "discoverable": "on"}  # fmt: skip
    browser(ana).post("/settings/profile", form)
    after = ana.account
    assert (after.display_name, after.bio, after.language, after.locked) == ("Ana A.", "Bees", "pt", False)
    assert [(line.name, line.value) for line in after.fields] == [("Town", "Exeter")]


def test_a_profile_says_that_a_program_writes_and_which_sites_may_name_its_author(browser: Browser) -> None:
    ana = cast.ana()
    client, form = browser(ana), {"display_name": "Ana", "language": "en"}
    client.post("/settings/profile", form | {"bot": "on", "attribution_domains": "https://news.example\r\nexample.org"})
    assert (ana.account.bot, ana.account.attribution_domains) == (True, ("news.example", "example.org"))
    page = client.get("/settings/profile").content.decode()
    assert re.search(r'<input type="checkbox" name="bot"[^>]* checked', page)
    assert re.search(r'<textarea name="attribution_domains"[^>]*>\s*news.example\nexample.org</textarea>', page)
    assert "Automated" in text_of(browser(cast.ben()).get("/@ana"))
    refused = client.post("/settings/profile", form | {"attribution_domains": "no site"})
    assert refused.status_code == 422
    assert "sites fit here, each written like example.org." in text_of(refused)
    assert (ana.account.bot, ana.account.attribution_domains) == (True, ("news.example", "example.org"))
    client.post("/settings/profile", form)
    assert (ana.account.bot, ana.account.attribution_domains) == (False, ())


def test_an_unknown_name_is_a_page_that_says_so(browser: Browser) -> None:
    response = browser(None).get("/@nobody_here")
    assert response.status_code == 404
    assert "There is nothing here, or it is not for you to see." in text_of(response)


def test_a_profile_says_what_a_decision_does_to_its_account(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    ref = account_ref(ana.id)
    reduced = integrity.decide_on(
        cast.mo().viewer, ref=ref, responsible=ana.id, clause_id="fake-account", treatment="reduce"
    )
    restricted = restrict(ana, Limited.POST)
    line = "What this account posts travels less (×0.25): This account pretends to be somebody else. See why"
    others = browser(ben).get("/@ana")
    assert line in text_of(others)
    assert f'href="/decisions/{reduced.id}/public"' in others.content.decode()
    assert "restricted" not in text_of(others)
    own = browser(ana).get("/@ana")
    assert line in text_of(own)
    assert "Your account is restricted: This harasses a person. It ends on " in text_of(own)
    assert f'href="/decisions/{restricted}"' in own.content.decode()
