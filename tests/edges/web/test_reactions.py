"""Who boosted and favourited a post: its own page, linked from the post, in parts, without whom a block keeps apart."""

import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from tests import cast
from tests.edges.mastodon.api_client import client_of
from tests.edges.web.conftest import Browser

MARKS = {"favourites": posts.favourite, "boosts": posts.boost}


@pytest.mark.parametrize("kind", MARKS)
def test_a_post_leads_to_who_reacted_in_parts(browser: Browser, kind: str) -> None:
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="The kingfisher is back"))
    people = cast.crowd(21)
    for person in people:
        MARKS[kind](person.viewer, post_id=post.id)
    client = browser(None)
    path = f"/@ana/{post.id}/{kind}"
    assert f'href="{path}"' in client.get(f"/@ana/{post.id}").content.decode()
    first = client.get(path).content.decode()
    link = first.split(f'href="{path}?', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    second = client.get(f"{path}?{link}").content.decode()
    handles = [person.account.handle for person in people]
    assert [one for one in handles if f'href="/@{one}"' in first] == handles[1:]
    assert [one for one in handles if f'href="/@{one}"' in second] == handles[:1]


@pytest.mark.parametrize("kind", MARKS)
def test_whom_a_block_keeps_apart_is_not_named(browser: Browser, kind: str) -> None:
    """Neither to who blocked nor to who was blocked, on the page and by the client API; others see both."""
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="The kingfisher is back"))
    ben, carla = cast.ben(), cast.carla()
    for person in (ben, carla):
        MARKS[kind](person.viewer, post_id=post.id)
    graph.block(ben.viewer, target_id=carla.id)
    name = {"favourites": "favourited_by", "boosts": "reblogged_by"}[kind]
    for person, seen in ((ben, {"ben"}), (carla, {"carla"}), (cast.dev(), {"ben", "carla"})):
        page = browser(person).get(f"/@ana/{post.id}/{kind}").content.decode().split("<main", 1)[1]
        assert {one for one in ("ben", "carla") if f'href="/@{one}"' in page} == seen
        listed = client_of(person).get(f"/api/v1/statuses/{post.id}/{name}")
        assert {one["acct"] for one in listed} == seen


def test_of_a_post_that_is_not_for_them_nothing_is_told(browser: Browser) -> None:
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Inside", visibility=Visibility.FOLLOWERS))
    posts.favourite(cast.ana().viewer, post_id=post.id)
    assert browser(cast.ana()).get(f"/@ana/{post.id}/favourites").status_code == 200
    for person in (cast.ben(), None):
        assert browser(person).get(f"/@ana/{post.id}/favourites").status_code == 404
