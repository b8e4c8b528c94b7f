"""Settings: privacy, filters and hidden people."""

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, Visibility
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.edges.web.test_composer import a_picture

ALL_ON = {
    "locked": "on",
    "discoverable": "on",
    "indexable": "on",
    "hide_collections": "on",
    "default_visibility": "followers",
    "default_quote_policy": "nobody",
    "default_sensitive": "on",
}


def test_privacy_is_chosen_in_one_place(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    client.post("/settings/privacy", ALL_ON)
    chosen = accounts.preferences_of(ana.id)
    assert (ana.account.locked, ana.account.discoverable, ana.account.indexable) == (True, True, True)
    assert (chosen.hide_collections, chosen.default_sensitive) == (True, True)
    assert (chosen.default_visibility, chosen.default_quote_policy) == ("followers", "nobody")
    client.post("/settings/profile", {"display_name": "Ana A.", "language": "pt"})
    assert (ana.account.locked, ana.account.discoverable) == (True, True)
    client.post("/settings/privacy", {"default_visibility": "public", "default_quote_policy": "public"})
    assert (ana.account.locked, ana.account.discoverable, ana.account.indexable) == (False, False, False)


def test_who_may_quote_at_first_is_chosen_and_kept(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    client.post("/settings/privacy", ALL_ON | {"default_quote_policy": "followers"})
    assert '<option value="followers" selected>' in client.get("/settings/privacy").content.decode()
    client.post("/compose", {"text": "For those who follow", "visibility": "public", "do": "publish"})
    [post] = posts.posts_of_account(ana.viewer, ana.id, PageRequest()).items
    assert post.quote_policy == "followers"
    assert client.post("/settings/privacy", ALL_ON | {"default_quote_policy": "friends"}).status_code == 422
    assert accounts.preferences_of(ana.id).default_quote_policy == "followers"


def test_who_stops_to_approve_is_asked_about_those_who_wait(browser: Browser) -> None:
    ana = cast.ana()
    accounts.edit_profile(ana.viewer, change=ProfileChange(locked=True))
    for one in (cast.ben(), cast.carla()):
        graph.follow(one.viewer, target_id=ana.id)
    client = browser(ana)
    open_now = {"default_visibility": "public", "default_quote_policy": "public", "discoverable": "on"}
    asked = client.post("/settings/privacy", open_now)
    assert "2 people wait for your answer" in text_of(asked)
    assert graph.waiting_requests(ana.viewer) == 2
    client.post("/settings/privacy", open_now | {"sure": "yes"})
    assert graph.waiting_requests(ana.viewer) == 0
    assert accounts.accounts_by_ids([ana.id])[ana.id].locked is False
    assert graph.counts([ana.id])[ana.id].followers == 2


def a_filter(*words: str, action: FilterAction = FilterAction.HIDE) -> int:
    keywords = [(word, True) for word in words]
    made = graph.create_filter(
        cast.ana().viewer, title="Spiders", contexts=[FilterContext.ACCOUNT], action=action, keywords=keywords
    )
    return made.id


def test_a_filter_is_changed_as_a_whole(browser: Browser) -> None:
    ana = cast.ana()
    filter_id = a_filter("spider", "web")
    client = browser(ana)
    shown = client.get(f"/filters/{filter_id}").content.decode()
    assert "spider\nweb</textarea>" in shown
    form = {"title": "Insects", "keywords": "wasp\nspider", "contexts": ["home", "thread"], "action": "warn",
            "lasts_seconds": "86400"}  # fmt: skip
    client.post(f"/filters/{filter_id}", form)
    found = graph.filter_of(ana.viewer, filter_id)
    assert (found.title, [word.keyword for word in found.keywords]) == ("Insects", ["wasp", "spider"])
    assert [word.whole_word for word in found.keywords] == [False, False]
    assert (set(found.contexts), found.action) == ({FilterContext.HOME, FilterContext.THREAD}, FilterAction.WARN)
    end = found.expires_at
    assert end is not None
    client.post(f"/filters/{filter_id}", form | {"lasts_seconds": "-1"})
    assert graph.filter_of(ana.viewer, filter_id).expires_at == end
    client.post(f"/filters/{filter_id}", form | {"lasts_seconds": "0"})
    assert graph.filter_of(ana.viewer, filter_id).expires_at is None


def test_a_filter_that_is_refused_stays_as_it_was(browser: Browser) -> None:
    filter_id = a_filter("spider")
    form = {"title": "Insects", "keywords": "x" * 5000, "contexts": ["home"], "action": "warn", "lasts_seconds": "0"}
    assert browser(cast.ana()).post(f"/filters/{filter_id}", form).status_code == 422
    found = graph.filter_of(cast.ana().viewer, filter_id)
    assert (found.title, [word.keyword for word in found.keywords]) == ("Spiders", ["spider"])
    assert browser(cast.ben()).post(f"/filters/{filter_id}", form).status_code == 404


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.FOLLOWERS])
@pytest.mark.parametrize("where", ["poll", "description", "quote"])
def test_a_filter_meets_all_words_of_a_post(browser: Browser, where: str, visibility: Visibility) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    draft = PostDraft(text="Look", visibility=visibility)
    if where == "poll":
        poll = PollDraft(options=("A spider", "A wasp"), lasts_seconds=3600)
        draft = PostDraft(text="Look", visibility=visibility, poll=poll)
    elif where == "description":
        content = media.upload(ben.viewer, file=a_picture(), name="a.png", description="A spider")  # type: ignore[arg-type] # a file as browsers send it
        draft = PostDraft(text="Look", visibility=visibility, media_ids=(content.id,))
    else:
        other = posts.publish(cast.carla().viewer, draft=PostDraft(text="A spider"))
        draft = PostDraft(text="Look", visibility=visibility, quote_of_id=other.id)
    posts.publish(ben.viewer, draft=draft)
    posts.publish(ben.viewer, draft=PostDraft(text="Nothing of the kind"))
    client = browser(ana)
    assert "Look" in text_of(client.get("/@ben"))
    a_filter("spider")
    words = text_of(client.get("/@ben"))
    assert "Look" not in words
    assert "Nothing of the kind" in words


def test_hidden_people_are_listed_part_by_part_and_let_go(browser: Browser) -> None:
    ana = cast.ana()
    for one in cast.crowd(45):
        graph.mute(ana.viewer, target_id=one.id)
    graph.block(ana.viewer, target_id=cast.ben().id)
    client = browser(ana)
    first = client.get("/settings/muted")
    assert text_of(first).count("@neighbour") == 40
    link = first.content.decode().split('hx-get="')[1].split('"')[0]
    assert text_of(client.get(link)).count("@neighbour") == 5
    assert "Ben Okafor" in text_of(client.get("/settings/blocked"))
    form = {"verb": "unblock", "back": "/settings/blocked"}
    assert client.post("/@ben/relate", form)["Location"] == "/settings/blocked"
    assert "@ben" not in text_of(client.get("/settings/blocked"))


def test_the_menu_leads_to_all_of_it(browser: Browser) -> None:
    page = browser(cast.ana()).get("/menu").content.decode()
    for path in ("/settings/privacy", "/settings/feed", "/settings/muted", "/filters", "/drafts", "/settings/profile"):
        assert f'href="{path}"' in page
