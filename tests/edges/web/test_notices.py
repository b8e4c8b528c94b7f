"""Notifications on the page: told together, marked as new, and only what may be seen and still stands."""

from collections.abc import Callable

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import RegistrationMode, SignUp
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of, value_of

Drain = Callable[[], None]


def test_what_belongs_together_is_told_together(browser: Browser, drain: Drain) -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="The weir at dusk"))
    for one in (cast.femi(), cast.erin(), cast.dev(), cast.ben(), cast.carla()):
        posts.favourite(one.viewer, post_id=post.id)
        drain()
    words = text_of(browser(ana).get("/notifications"))
    assert "Carla Rossi , Ben Okafor and 3 others favourited your post" in words
    assert words.count("favourited your post") == 1
    posts.boost(cast.ben().viewer, post_id=post.id)
    posts.boost(cast.carla().viewer, post_id=post.id)
    drain()
    assert "and Ben Okafor boosted your post" in text_of(browser(ana).get("/notifications"))


def test_what_is_new_is_marked_until_it_was_read(browser: Browser, drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    posts.publish(ben.viewer, draft=PostDraft(text="@ana hello"))
    graph.follow(ben.viewer, target_id=ana.id)
    drain()
    client = browser(ana)
    page = client.get("/notifications")
    assert text_of(page).count("New:") == 2
    only = text_of(client.get("/notifications?only=mentions"))
    assert ("mentioned you" in only, "follows you" in only) == (True, False)
    client.post("/notifications/read", {"up_to": value_of(page, "up_to")})
    assert "New:" not in text_of(client.get("/notifications"))
    assert notifications.unread_count(ana.viewer) == 0


def test_a_favourite_that_was_taken_back_no_longer_stands_there(browser: Browser, drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ana.viewer, draft=PostDraft(text="The weir at dusk"))
    posts.favourite(ben.viewer, post_id=post.id)
    drain()
    assert "favourited your post" in text_of(browser(ana).get("/notifications"))
    posts.unfavourite(ben.viewer, post_id=post.id)
    drain()
    assert "favourited your post" not in text_of(browser(ana).get("/notifications"))
    assert notifications.unread_count(ana.viewer) == 0


def test_whom_an_edit_names_is_told_once(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    post = posts.publish(ben.viewer, draft=PostDraft(text="@carla hello"))
    drain()
    posts.edit(ben.viewer, post_id=post.id, draft=PostDraft(text="@carla and @ana hello"))
    drain()
    assert notifications.unread_count(ana.viewer) == 1
    notifications.clear(ana.viewer)
    notifications.clear(carla.viewer)
    posts.edit(ben.viewer, post_id=post.id, draft=PostDraft(text="@carla and @ana hello!"))
    drain()
    assert [notifications.unread_count(one.viewer) for one in (ana, carla)] == [0, 0]


def test_the_number_of_new_ones_is_that_of_those_one_can_see(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    posts.publish(ben.viewer, draft=PostDraft(text="@ana hello"))
    gone = posts.publish(carla.viewer, draft=PostDraft(text="@ana hello, too"))
    drain()
    assert notifications.unread_count(ana.viewer) == 2
    graph.mute(ana.viewer, target_id=ben.id, notifications=True)
    assert notifications.unread_count(ana.viewer) == 1
    posts.delete(carla.viewer, post_id=gone.id)
    assert notifications.unread_count(ana.viewer) == 0


def test_who_manages_a_page_opens_what_is_written_to_it_and_answers_as_the_page(browser: Browser, drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    kind = accounts.AccountKind.ORGANISATION
    library = accounts.create_managed(ana.viewer, handle="library", display_name="Town library", kind=kind)
    asked = posts.publish(
        ben.viewer, draft=PostDraft(text="@library may I return it late?", visibility=Visibility.DIRECT)
    )
    drain()
    client = browser(ana)
    assert f'href="/@ben/{asked.id}"' in client.get(f"/notifications?as={library.id}").content.decode()
    page = client.get(f"/@ben/{asked.id}")
    assert "may I return it late?" in text_of(page)
    assert f'<option value="{library.id}" selected>' in page.content.decode()
    assert browser(cast.carla()).get(f"/@ben/{asked.id}").status_code == 404
    form = {"text": "@ben of course", "author": str(library.id), "visibility": "direct", "do": "publish"}
    client.post("/compose", form | {"reply_to": str(asked.id)})
    assert "of course" in text_of(browser(ben).get(f"/@ben/{asked.id}"))


def test_an_edit_a_report_and_a_sign_up_are_told_in_words(browser: Browser, drain: Drain) -> None:
    ana, ben, carla, mo = cast.ana(), cast.ben(), cast.carla(), cast.mo()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Frist"))
    posts.boost(ben.viewer, post_id=post.id)
    posts.publish(carla.viewer, draft=PostDraft(text="Look", quote_of_id=post.id))
    posts.edit(ana.viewer, post_id=post.id, draft=PostDraft(text="First"))
    filed = integrity.report(ben.viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="", comment="Look")
    wish = SignUp(handle="noor", email="noor@example.org", password=cast.PASSWORD)
    accounts.sign_up(wish, mode=RegistrationMode.OPEN)
    drain()
    assert "edited a post that you boosted" in text_of(browser(ben).get("/notifications"))
    assert "edited a post that you quoted" in text_of(browser(carla).get("/notifications"))
    page = browser(mo).get("/notifications")
    assert "noor has joined" in text_of(page).replace("@noor ", "")
    assert "has sent a report" in text_of(page)
    assert f'href="/console/cases/{filed.case_id}"' in page.content.decode()
