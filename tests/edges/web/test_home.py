"""Home: its two orders, the list that goes on, and news that wait to be asked for."""

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.queries import captured_queries

HTMX = {"HX-Request": "true"}


def poll_of(page: str) -> str:
    """The address that the open page asks for news."""
    return "/home/new?" + page.split('hx-get="/home/new?')[1].split('"', maxsplit=1)[0].replace("&amp;", "&")


def test_new_posts_are_announced_and_not_pushed(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    client = browser(ana)
    page = client.get("/").content.decode()
    assert '<div class="news" aria-live="polite">' in page
    quiet = client.get(poll_of(page), headers=HTMX)
    assert text_of(quiet) == ""
    for number in range(3):
        posts.publish(ben.viewer, draft=PostDraft(text=f"Number {number}"))
    told = client.get(poll_of(page), headers=HTMX)
    assert text_of(told) == "3 new posts"
    assert 'href="/?view=latest#posts"' in told.content.decode()
    assert "Number" not in told.content.decode()
    assert "Number 2" in text_of(client.get("/?view=latest"))


def test_news_are_asked_for_more_and_more_seldom(browser: Browser) -> None:
    client = browser(cast.ana())
    page = client.get("/").content.decode()
    assert 'hx-trigger="every 30s"' in page
    waits = []
    for _ in range(6):
        page = client.get(poll_of(page), headers=HTMX).content.decode()
        waits.append(page.split('hx-trigger="every ')[1].split('"')[0])
    assert waits == ["60s", "120s", "240s", "480s", "600s", "600s"]


def test_what_one_would_not_be_shown_and_ones_own_is_no_news() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    for one in (ben, carla):
        graph.follow(ana.viewer, target_id=one.id)
    first = posts.publish(ben.viewer, draft=PostDraft(text="Before"))
    posts.publish(ben.viewer, draft=PostDraft(text="News"))
    posts.publish(carla.viewer, draft=PostDraft(text="Noise"))
    posts.publish(ana.viewer, draft=PostDraft(text="Mine"))
    graph.mute(ana.viewer, target_id=carla.id)
    assert feed.newer(ana.viewer, since_id=first.id) == 1


def test_asking_for_no_news_costs_the_skeleton_only() -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    post = posts.publish(ben.viewer, draft=PostDraft(text="Before"))
    feed.newer(ana.viewer, since_id=post.id)
    with captured_queries() as few:
        assert feed.newer(ana.viewer, since_id=post.id) == 0
    assert len(few) <= 8, "\n".join(few)


def test_the_list_is_endless_with_a_real_next_link(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    for number in range(45):
        posts.publish(ben.viewer, draft=PostDraft(text=f"Number {number:02}"))
    client = browser(ana)
    page = client.get("/").content.decode()
    assert 'hx-trigger="intersect once"' in page
    found = []
    for _ in range(3):
        found += [f"Number {number:02}" for number in range(45) if f"Number {number:02}" in page]
        rest = page.split('<a class="button quiet" href="/?max_id=')
        if len(rest) > 1:
            page = client.get("/?max_id=" + rest[1].split('"')[0].replace("&amp;", "&")).content.decode()
    assert sorted(found) == [f"Number {number:02}" for number in range(45)]
    assert len(found) == 45


def test_after_six_parts_a_button_waits(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    for number in range(45):
        posts.publish(ben.viewer, draft=PostDraft(text=f"Number {number:02}"))
    client = browser(ana)
    link = client.get("/").content.decode().split('hx-get="/?')[1].split('"')[0].replace("&amp;", "&")
    flowing = client.get(f"/?{link}&deep=4", headers=HTMX).content.decode()
    waiting = client.get(f"/?{link}&deep=5", headers=HTMX).content.decode()
    assert "intersect" in flowing
    assert "intersect" not in waiting
    assert "Show more" in waiting


def test_an_empty_home_says_what_to_do(browser: Browser) -> None:
    page = browser(cast.ana()).get("/").content.decode()
    assert "Three ways to begin:" in page
    for path in ("/explore", "/public", "/settings/profile"):
        assert f'href="{path}"' in page
