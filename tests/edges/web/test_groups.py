"""Groups in the browser: their pages, their doors, and what an outsider meets."""

import re

from django.test import Client

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupRole
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Visibility
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.domains.groups.making import group, let_in, say
from tests.edges.web.conftest import Browser
from tests.queries import assert_same_query_count


def _text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def test_somebody_makes_a_group_and_writes_in_it(browser: Browser) -> None:
    ana = browser(cast.ana())
    asked = {
        "handle": "bees",
        "display_name": "Bee keepers",
        "description": "Hives and honey",
        "rules": "No selling",
        "admission": "request",
        "posting": "members",
    }
    made = ana.post("/groups/make", asked)
    assert (made.status_code, made["Location"]) == (302, "/@bees")
    shown = _text(ana, "/@bees")
    assert "Bee keepers" in shown
    assert "Group by request" in shown
    account = accounts.account_by_name("bees")
    assert account is not None
    assert f'<option value="group-{account.id}" selected>' in shown
    ana.post("/compose", {"text": "First honey", "visibility": f"group-{account.id}", "do": "publish"})
    assert "First honey" in _text(ana, "/@bees")
    (post,) = posts.group_timeline(cast.ana().viewer, account.id, PageRequest()).items
    assert post.visibility is Visibility.GROUP
    assert "First honey" not in _text(browser(cast.ben()), "/@bees")
    assert "Only members read here" in _text(browser(cast.ben()), "/@bees")
    assert "No selling" in _text(browser(None), "/@bees/about")


def test_a_form_that_is_wrong_keeps_what_was_typed(browser: Browser) -> None:
    group(handle="bees")
    answer = browser(cast.ben()).post(
        "/groups/make", {"handle": "bees", "display_name": "Bienen", "admission": "open", "posting": "members"}
    )
    assert answer.status_code == 422
    assert "This name is taken" in answer.content.decode()
    assert "Bienen" in answer.content.decode()


def test_ask_let_in_leave(browser: Browser) -> None:
    made, ben = group(Admission.REQUEST), browser(cast.ben())
    say(cast.ana(), made)
    ben.post(f"/groups/{made.id}/do", {"verb": "join"})
    assert "You have asked" in _text(ben, "/@gardeners")
    assert "Asked, and waiting" in _text(ben, "/groups")
    ana = browser(cast.ana())
    assert "1 person asks to come in" in _text(ana, "/@gardeners")
    ana.post(f"/groups/{made.id}/people/{cast.ben().id}", {"verb": "accept"})
    assert "Beans are up" in _text(ben, "/@gardeners")
    assert "Beans are up" in _text(ben, "/?view=latest")
    ben.post(f"/groups/{made.id}/do", {"verb": "hide"})
    assert "Beans are up" not in _text(ben, "/?view=latest")
    ben.post(f"/groups/{made.id}/do", {"verb": "leave"})
    assert "Beans are up" not in _text(ben, "/@gardeners")


def test_invite_by_name_and_decline(browser: Browser) -> None:
    made, ana, ben = group(Admission.HIDDEN), browser(cast.ana()), browser(cast.ben())
    ana.post(f"/groups/{made.id}/people", {"person": "@ben"})
    assert "You are invited" in _text(ben, "/groups")
    ben.post(f"/groups/{made.id}/do", {"verb": "leave"})
    assert ben.get("/@gardeners").status_code == 404
    missing = ana.post(f"/groups/{made.id}/people", {"person": "@nobody_here"})
    assert missing.status_code == 422


def test_members_get_roles_and_have_to_go(browser: Browser) -> None:
    made, ana = group(), browser(cast.ana())
    let_in(made, cast.ben(), cast.carla())
    path = f"/groups/{made.id}/people/{cast.ben().id}"
    ana.post(path, {"verb": "moderator"})
    assert groups.staff_of(cast.ana().viewer, made.id)[0].account.handle in {"ana", "ben"}
    ben = browser(cast.ben())
    gone = ben.post(f"/groups/{made.id}/people/{cast.carla().id}/remove", {"reason": "Sells seeds", "ban": "on"})
    assert gone["Location"] == "/@gardeners/members"
    assert "Sells seeds" in _text(ben, f"/groups/{made.id}/people")
    refused = browser(cast.carla()).post(f"/groups/{made.id}/do", {"verb": "join"})
    assert refused.status_code == 302
    assert not groups.access_group(cast.carla().viewer, made.id).is_member
    ben.post(f"/groups/{made.id}/people/{cast.carla().id}", {"verb": "lift"})
    assert groups.join(cast.carla().viewer, group_id=made.id).is_member


def test_a_hidden_group_and_a_name_that_is_not_there_are_the_same_page(browser: Browser) -> None:
    made = group(Admission.HIDDEN, handle="secretive")
    post = say(cast.ana(), made)
    for person in (None, cast.ben()):
        client = browser(person)
        for hidden, missing in (
            ("/@secretive", "/@nosuchone"),
            ("/@secretive/about", "/@nosuchone/about"),
            ("/@secretive/members", "/@nosuchone/members"),
            (f"/@ana/{post.id}", f"/@ana/{post.id + 1}"),
            (f"/report?account={made.id}", f"/report?account={made.id + 1}"),
        ):
            one, other = client.get(hidden), client.get(missing)
            assert one.status_code == other.status_code
            mask = r"secretive|nosuchone|\d{6,}|value=\"[^\"]{40,}\""
            pages = [re.sub(mask, "", shown.content.decode()) for shown in (one, other)]
            assert pages[0] == pages[1]
    for verb in ("join", "leave"):
        answer = browser(cast.ben()).post(f"/groups/{made.id}/do", {"verb": verb})
        assert answer.status_code == 404
    assert "secretive" not in _text(browser(cast.ben()), "/groups?q=secret").replace('value="secret"', "")


def test_an_answer_in_a_closed_group_offers_no_other_audience(browser: Browser) -> None:
    made = group(Admission.REQUEST)
    let_in(made, cast.ben())
    post = say(cast.ana(), made)
    ben = browser(cast.ben())
    shown = _text(ben, f"/compose?reply_to={post.id}")
    assert re.findall(r'<option value="(public|group|followers)"', shown) == ["group"]
    ben.post("/compose", {"text": "Mine too", "visibility": "group", "reply_to": post.id, "do": "publish"})
    answer = posts.thread(cast.ana().viewer, post.id).descendants[0]
    assert (answer.visibility, answer.group_id) == (Visibility.GROUP, made.id)


def test_an_owner_changes_and_closes(browser: Browser) -> None:
    made, ana = group(), browser(cast.ana())
    let_in(made, cast.ben())
    data = {"display_name": "Growers", "description": "x", "rules": "y", "admission": "hidden", "posting": "moderators"}
    ana.post(f"/groups/{made.id}/edit", data)
    now = groups.access_group(cast.ana().viewer, made.id)
    assert (now.account.name, now.admission, now.rules) == ("Growers", Admission.HIDDEN, "y")
    groups.set_role(cast.ana().viewer, group_id=made.id, account_id=cast.ben().id, role=GroupRole.OWNER)
    assert browser(cast.carla()).get(f"/groups/{made.id}/close").status_code == 404
    ana.post(f"/groups/{made.id}/close")
    assert groups.mine(cast.ben().viewer) == ()


def test_as_many_queries_for_a_page_of_two_members_as_of_twenty(browser: Browser) -> None:
    made, ana = group(), browser(cast.ana())
    assert_same_query_count(
        lambda number: let_in(made, cast.person(f"grower{number}")), lambda: ana.get("/@gardeners/members")
    )
