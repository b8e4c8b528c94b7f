"""Threads on a page: short ones whole, long ones folded at their branches, nothing lost."""

import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostView, Visibility
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.queries import captured_queries

HTMX = {"HX-Request": "true"}


def reply(person: cast.Person, to: int, text: str, visibility: Visibility = Visibility.PUBLIC) -> PostView:
    return posts.publish(person.viewer, draft=PostDraft(text=text, reply_to_id=to, visibility=visibility))


def more_link(page: str, words: str) -> str:
    return page.split(words, maxsplit=1)[0].rsplit('hx-get="', 1)[1].split('"', maxsplit=1)[0].replace("&amp;", "&")


@pytest.fixture
def long_thread() -> PostView:
    root = posts.publish(cast.ana().viewer, draft=PostDraft(text="Who counts kingfishers?"))
    people = [cast.ben(), cast.carla(), cast.dev()]
    for number in range(77):
        reply(people[number % 3], root.id, f"Answer {number:02}")
    return root


def test_a_long_thread_is_folded_and_opened_in_its_place(browser: Browser, long_thread: PostView) -> None:
    client = browser(cast.erin())
    path = f"/@ana/{long_thread.id}"
    page = client.get(path).content.decode()
    assert "77 replies" in page
    assert "Answer 39" in page
    assert "Answer 40" not in page
    assert "Show 37 more replies" in page
    link = more_link(page, "Show 37 more replies")
    assert f'href="{link.replace("&", "&amp;")}#replies"' in page
    part = client.get(link, headers=HTMX).content.decode()
    assert "<html" not in part
    assert "Answer 39" not in part
    assert "Answer 40" in part
    assert "Answer 76" in part
    assert 'tabindex="-1" autofocus' in part
    whole = client.get(link).content.decode()
    assert "<!doctype html>" in whole
    assert "Who counts kingfishers?" in whole
    assert "Answer 76" in whole


def test_a_page_of_a_thread_costs_the_same_however_long_it_is(browser: Browser, long_thread: PostView) -> None:
    client = browser(cast.erin())
    path = f"/@ana/{long_thread.id}"
    client.get(path)
    with captured_queries() as few:
        before = client.get(path)
    for number in range(77, 160):
        reply(cast.ben(), long_thread.id, f"Answer {number}")
    with captured_queries() as many:
        after = client.get(path)
    assert len(few) == len(many)
    assert abs(len(after.content) - len(before.content)) < 2000


def test_what_one_may_not_read_is_not_counted(browser: Browser, long_thread: PostView) -> None:
    reply(cast.ben(), long_thread.id, "Only for followers", Visibility.FOLLOWERS)
    assert "Show 37 more replies" in browser(cast.erin()).get(f"/@ana/{long_thread.id}").content.decode()
    graph.follow(cast.erin().viewer, target_id=cast.ben().id)
    assert "Show 38 more replies" in browser(cast.erin()).get(f"/@ana/{long_thread.id}").content.decode()


def test_a_part_of_another_thread_is_not_found(browser: Browser, long_thread: PostView) -> None:
    other = posts.publish(cast.ben().viewer, draft=PostDraft(text="Something else"))
    path = f"/@ana/{long_thread.id}?under={other.id}&after=0"
    assert browser(cast.erin()).get(path, headers=HTMX).status_code == 404


def test_the_posts_above_are_short_and_opened_in_their_place(browser: Browser) -> None:
    last = posts.publish(cast.ana().viewer, draft=PostDraft(text="Step 0"))
    for number in range(1, 10):
        last = reply(cast.ben() if number % 2 else cast.ana(), last.id, f"Step {number}")
    client = browser(cast.erin())
    path = f"/@ben/{last.id}"
    words = text_of(client.get(path))
    assert all(f"Step {number}" in words for number in (0, 6, 7, 8, 9))
    assert "Step 3" not in words
    assert "Show 5 posts between" in words
    part = text_of(client.get(f"{path}?above=all", headers=HTMX))
    assert [number for number in range(10) if f"Step {number}" in part] == [1, 2, 3, 4, 5]
    assert all(f"Step {number}" in text_of(client.get(f"{path}?above=all")) for number in range(10))


def test_a_reply_that_is_refused_keeps_its_words_and_shows_what_it_answers(browser: Browser) -> None:
    post = posts.publish(cast.ben().viewer, draft=PostDraft(text="Who counts kingfishers?"))
    form = {"text": "x" * 5001, "reply_to": str(post.id), "do": "publish"}
    refused = browser(cast.ana()).post("/compose", form)
    assert refused.status_code == 422
    assert "x" * 5001 in refused.content.decode()
    assert "Who counts kingfishers?" in text_of(refused)
    assert f'name="reply_to" value="{post.id}"' in refused.content.decode()
