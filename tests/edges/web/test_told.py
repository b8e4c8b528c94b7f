"""Notifications: one's own, and those of a page that one manages."""

from collections.abc import Callable

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of


def test_who_manages_a_page_reads_what_it_is_told(browser: Browser, drain: Callable[[], None]) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    library = accounts.create_managed(
        ana.viewer, handle="library", display_name="Town library", kind=accounts.AccountKind.ORGANISATION
    )
    posts.publish(ben.viewer, draft=PostDraft(text="@library are you open?"))
    posts.publish(ben.viewer, draft=PostDraft(text="@ana hello"))
    drain()
    client = browser(ana)
    own, page = client.get("/notifications"), client.get(f"/notifications?as={library.id}")
    assert ("@ana hello" in text_of(own), "@library are you open?" in text_of(own)) == (True, False)
    assert ("@ana hello" in text_of(page), "@library are you open?" in text_of(page)) == (False, True)
    assert browser(carla).get(f"/notifications?as={library.id}").status_code == 404
    read = client.post("/notifications/read", {"up_to": str(2**62), "as": str(library.id)})
    assert read["Location"] == f"/notifications?as={library.id}"
    assert "New:" not in text_of(client.get(f"/notifications?as={library.id}"))
    assert "New:" in text_of(client.get("/notifications"))
