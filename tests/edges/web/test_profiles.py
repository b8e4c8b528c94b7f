"""Profiles and pages: their parts, and who is shown to whom."""

from io import BytesIO

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountKind, ProfileChange
from folkmoot.domains.graph import api as graph
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.edges.web.test_composer import a_picture


def with_picture(person: cast.Person, description: str, *, sensitive: bool = False) -> None:
    file = media.upload(person.viewer, file=BytesIO(a_picture().read()), name="weir.png", description=description)
    posts.publish(person.viewer, draft=PostDraft(text="Look", media_ids=(file.id,), sensitive=sensitive))


def test_each_part_of_a_profile_shows_its_own(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    asked = posts.publish(ana.viewer, draft=PostDraft(text="Who comes?"))
    posts.publish(ben.viewer, draft=PostDraft(text="I do", reply_to_id=asked.id))
    posts.publish(ben.viewer, draft=PostDraft(text="A first word"))
    with_picture(ben, "The weir at dusk")
    with_picture(ben, "A wound", sensitive=True)
    accounts.edit_profile(ben.viewer, change=ProfileChange(fields=[("Town", "Exeter")]))
    client = browser(ana)
    words = text_of(client.get("/@ben"))
    assert "A first word" in words
    assert "I do" not in words
    assert "I do" in text_of(client.get("/@ben/replies"))
    grid = client.get("/@ben/media").content.decode()
    assert 'alt="The weir at dusk"' in grid
    assert "A wound" not in grid
    assert "A first word" not in grid
    about = text_of(client.get("/@ben/about"))
    assert "Town Exeter" in about
    assert "Decisions on this account None is in force." in about


def test_a_page_says_who_looks_after_it(browser: Browser) -> None:
    ana = cast.ana()
    made = accounts.create_managed(ana.viewer, handle="market", display_name="The market", kind=AccountKind.PAGE)
    about = text_of(browser(None).get(f"/@{made.handle}/about"))
    assert "A page" in about
    assert "Looked after by" in about
    assert "Ana Almeida @ana" in about
    assert "Looked after by" not in text_of(browser(None).get("/@ana/about"))


def familiar_line(browser: Browser, viewer: cast.Person) -> str:
    words = text_of(browser(viewer).get("/@carla"))
    return words.split("Followed by")[1].split(" Posts ")[0].strip() if "Followed by" in words else ""


def test_a_profile_shows_which_people_one_knows_follow_it(browser: Browser) -> None:
    ana = cast.ana()
    for one in (cast.ben(), cast.dev(), cast.erin(), cast.femi()):
        graph.follow(one.viewer, target_id=cast.carla().id)
    assert familiar_line(browser, ana) == ""
    for one in (cast.ben(), cast.dev(), cast.erin()):
        graph.follow(ana.viewer, target_id=one.id)
    assert familiar_line(browser, ana).endswith("and 1 other whom you follow")
    assert "Femi" not in familiar_line(browser, ana)
    assert text_of(browser(None).get("/@carla")).count("Followed by") == 0


@pytest.mark.parametrize("what", ["carla hides", "carla blocks", "ben hides"])
def test_nobody_is_told_what_somebody_hides(browser: Browser, what: str) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ben.viewer, target_id=carla.id)
    graph.follow(ana.viewer, target_id=ben.id)
    assert "Ben Okafor" in familiar_line(browser, ana)
    if what == "carla blocks":
        graph.block(carla.viewer, target_id=ana.id)
    else:
        hiding = carla if what == "carla hides" else ben
        accounts.set_preferences(hiding.viewer, hide_collections=True)
    assert familiar_line(browser, ana) == ""


def test_hidden_collections_are_hidden_from_others_only(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    accounts.set_preferences(ana.viewer, hide_collections=True)
    others, own = browser(ben), browser(ana)
    assert "Ana Almeida keeps this list private." in text_of(others.get("/@ana/followers"))
    assert "Ben Okafor" not in text_of(others.get("/@ana/followers")).split("Followers")[-1]
    assert "1 follower" not in text_of(others.get("/@ana"))
    assert "Ben Okafor" in text_of(own.get("/@ana/followers"))
    assert "1 follower" in text_of(own.get("/@ana"))


def test_who_is_blocked_finds_no_pinned_posts_under_about(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ana.viewer, draft=PostDraft(text="My best words"))
    posts.pin(ana.viewer, post_id=post.id)
    assert "My best words" in text_of(browser(ben).get("/@ana/about"))
    graph.block(ana.viewer, target_id=ben.id)
    assert "My best words" not in text_of(browser(ben).get("/@ana/about"))


@pytest.mark.parametrize("part", ["", "/replies", "/media", "/about"])
def test_names_of_any_length_and_direction_and_empty_profiles(browser: Browser, part: str) -> None:
    ana = cast.ana()
    accounts.edit_profile(ana.viewer, change=ProfileChange(display_name="م" * 30))
    response = browser(cast.ben()).get(f"/@ana{part}")
    assert response.status_code == 200
    assert '<h1 dir="auto">' in response.content.decode()


def test_about_shows_tags_and_whom_somebody_recommends(browser: Browser) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    assert "Recommends" not in text_of(browser(ana).get("/@ben/about"))
    graph.feature_tag(ben.viewer, tag="#Harbour")
    for one in (carla, cast.dev()):
        graph.follow(ben.viewer, target_id=one.id)
        graph.endorse(ben.viewer, target_id=one.id)
    graph.block(ana.viewer, target_id=cast.dev().id)
    page = browser(ana).get("/@ben/about")
    words = text_of(page)
    assert "Recommends" in words
    assert ("Carla Rossi" in words, "Dev Patel" in words) == (True, False)
    assert 'href="/tags/harbour" dir="auto">#' in page.content.decode()
