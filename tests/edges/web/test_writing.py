from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel import clock
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of, value_of


def published(person: cast.Person) -> list[str]:
    page = posts.posts_of_account(person.viewer, person.id, PageRequest())
    return [post.text for post in page.items]


def picture() -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 70)).save(stream, "PNG")
    return SimpleUploadedFile("weir.png", stream.getvalue(), content_type="image/png")


def test_a_post_is_published_and_stands_at_home(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    response = client.post("/compose", {"text": "Good morning, neighbours", "do": "publish"}, follow=True)
    assert "Your post is published." in text_of(response)
    assert "Good morning, neighbours" in text_of(response)
    assert published(ana) == ["Good morning, neighbours"]


def test_a_double_click_publishes_once(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    form = {"text": "Once", "do": "publish", "key": value_of(client.get("/"), "key")}
    client.post("/compose", form)
    client.post("/compose", form)
    assert published(ana) == ["Once"]


def test_what_is_too_long_is_refused_and_kept(browser: Browser) -> None:
    ana = cast.ana()
    response = browser(ana).post("/compose", {"text": "x" * 5001, "warning": "Long", "do": "publish"})
    assert response.status_code == 422
    assert "x" * 5001 in response.content.decode()
    assert 'value="Long"' in response.content.decode()
    assert published(ana) == []


def test_a_picture_survives_the_refusal_of_the_text(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    form = {"text": "x" * 5001, "media_1": picture(), "description_1": "The weir at dusk", "do": "publish"}
    refused = client.post("/compose", form)
    assert "The weir at dusk</textarea>" in refused.content.decode()
    kept = refused.content.decode().split('name="media_id" value="')[1].split('"')[0]
    client.post("/compose", {"text": "Shorter", "media_id": kept, "do": "publish"})
    page = posts.posts_of_account(ana.viewer, ana.id, PageRequest())
    assert [media.description for media in page.items[0].media] == ["The weir at dusk"]
    assert 'alt="The weir at dusk"' in client.get("/@ana").content.decode()


def test_what_is_no_picture_is_refused(browser: Browser) -> None:
    ana = cast.ana()
    bad = SimpleUploadedFile("x.png", b"no picture at all", content_type="image/png")
    response = browser(ana).post("/compose", {"text": "Look", "media_1": bad, "do": "publish"})
    assert response.status_code == 422
    assert published(ana) == []


def test_a_draft_is_kept_opened_and_published(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    client.post("/compose", {"text": "Not ready", "do": "draft"})
    assert published(ana) == []
    draft = posts.drafts(ana.viewer)[0]
    assert "Not ready" in text_of(client.get(f"/drafts/{draft.id}"))
    client.post("/compose", {"text": "Ready now", "draft_id": str(draft.id), "do": "publish"})
    assert published(ana) == ["Ready now"]
    assert posts.drafts(ana.viewer) == ()


def test_a_scheduled_post_waits_and_can_be_taken_back(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    at = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    client.post("/compose", {"text": "Tomorrow", "scheduled_at": at, "do": "publish"})
    assert published(ana) == []
    planned = posts.scheduled(ana.viewer)
    assert [one.draft.text for one in planned] == ["Tomorrow"]
    client.post(f"/scheduled/{planned[0].id}/cancel")
    assert posts.scheduled(ana.viewer) == ()
    assert [one.draft.text for one in posts.drafts(ana.viewer)] == ["Tomorrow"]


def test_a_time_in_the_past_is_refused_at_its_field(browser: Browser) -> None:
    response = browser(cast.ana()).post(
        "/compose", {"text": "Late", "scheduled_at": "2020-01-01T10:00", "do": "publish"}
    )
    assert "Please choose a time from five minutes to a year ahead." in text_of(response)
    assert posts.scheduled(cast.ana().viewer) == ()


def test_a_reply_is_addressed_and_no_wider_than_what_it_answers(browser: Browser) -> None:
    ben = cast.ben()
    post = posts.publish(
        ben.viewer, draft=PostDraft(text="Who counts kingfishers?", visibility=posts.Visibility.UNLISTED)
    )
    page = browser(cast.ana()).get(f"/@ben/{post.id}").content.decode()
    assert ">@ben </textarea>" in page
    assert '<option value="unlisted" selected>' in page


def test_an_edit_leaves_a_history(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Seven o'clock"))
    client.post(f"/posts/{post.id}/edit", {"text": "Eight o'clock"})
    words = text_of(client.get(f"/@ana/{post.id}/history"))
    assert words.index("Eight o'clock") < words.index("Seven o'clock")


def test_deleting_asks_first_and_leaves_a_gap(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    client = browser(ana)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Gone soon"))
    answer = posts.publish(ben.viewer, draft=PostDraft(text="I saw it", reply_to_id=post.id))
    assert "Delete this post?" in text_of(client.get(f"/posts/{post.id}/delete"))
    assert published(ana) == ["Gone soon"]
    client.post(f"/posts/{post.id}/delete")
    assert client.get(f"/@ana/{post.id}").status_code == 410
    assert "This post was deleted by its author." in text_of(client.get(f"/@ben/{answer.id}"))


def test_an_article_is_read_as_one(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    text = "First words.\n\n## A part\n\nThis is ==the point== of it."
    form = {"kind": "article", "title": "An open letter", "text": text, "do": "publish"}
    page = client.post("/compose", form, follow=True).content.decode()
    assert "<mark>the point</mark>" in page
    assert "An open letter</h2>" in page


def test_one_writes_as_a_page_that_one_manages_and_as_no_other(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    client = browser(ana)
    client.post("/settings/pages", {"handle": "bees", "display_name": "The bees", "kind": "page"})
    page = client.get("/@bees")
    assert "The bees" in text_of(page)
    made = posts.posts_of_account
    bees = accounts.account_by_name("bees")
    assert bees is not None
    client.post("/compose", {"text": "Swarm at noon", "author": str(bees.id), "do": "publish"})
    assert [post.text for post in made(ana.viewer, bees.id, PageRequest()).items] == ["Swarm at noon"]
    refused = browser(ben).post("/compose", {"text": "Not mine", "author": str(bees.id), "do": "publish"})
    assert refused.status_code == 422
    assert [post.text for post in made(ana.viewer, bees.id, PageRequest()).items] == ["Swarm at noon"]


def test_managers_change_and_delete_what_their_page_wrote_and_nobody_else_does(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    page = accounts.create_managed(ana.viewer, handle="bees", display_name="The bees", kind=accounts.AccountKind.PAGE)
    acting = accounts.act_as(ana.viewer, page.id)
    post = posts.publish(acting, draft=PostDraft(text="Honey on Sunday"))
    edit, delete = f"/posts/{post.id}/edit", f"/posts/{post.id}/delete"
    client = browser(ana)
    assert edit in client.get(f"/@bees/{post.id}").content.decode()
    client.post(edit, {"text": "Honey on Monday"})
    assert posts.access_post(ana.viewer, post.id).text == "Honey on Monday"
    assert edit not in browser(ben).get(f"/@bees/{post.id}").content.decode()
    assert browser(ben).post(edit, {"text": "No honey"}).status_code == 404
    assert browser(ben).post(delete, {}).status_code == 404
    assert posts.access_post(ben.viewer, post.id).text == "Honey on Monday"
    redraft = client.post(delete, {"do": "redraft"}).content.decode()
    assert f'<option value="{page.id}" selected>' in redraft
    assert client.get(f"/@bees/{post.id}").status_code == 410


def test_a_draft_of_a_page_stays_one_of_the_page(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    page = accounts.create_managed(ana.viewer, handle="bees", display_name="The bees", kind=accounts.AccountKind.PAGE)
    accounts.add_manager(ana.viewer, account_id=page.id, person_id=ben.id)
    client = browser(ana)
    client.post("/compose", {"text": "A swarm", "media_1": picture(), "author": str(page.id), "do": "draft"})
    kept = posts.drafts(accounts.act_as(ana.viewer, page.id))[0]
    assert posts.drafts(ana.viewer) == ()
    assert "As The bees" in text_of(browser(ben).get("/drafts"))
    opened = browser(ben).get(f"/drafts/{kept.id}").content.decode()
    assert f'<option value="{page.id}" selected>' in opened
    form = {"text": "A swarm", "media_id": str(kept.draft.media_ids[0]), "draft_id": str(kept.id)}
    browser(ben).post("/compose", form | {"author": str(page.id), "do": "publish"})
    shown = posts.posts_of_account(ana.viewer, page.id, PageRequest()).items
    assert [(post.text, len(post.media)) for post in shown] == [("A swarm", 1)]
    assert posts.drafts(accounts.act_as(ana.viewer, page.id)) == ()
    assert browser(cast.carla()).get(f"/drafts/{kept.id}").status_code == 404


def test_what_a_page_has_scheduled_can_be_taken_back(browser: Browser) -> None:
    ana = cast.ana()
    page = accounts.create_managed(ana.viewer, handle="bees", display_name="The bees", kind=accounts.AccountKind.PAGE)
    acting = accounts.act_as(ana.viewer, page.id)
    planned = posts.schedule(acting, draft=PostDraft(text="Later"), at=clock.now() + timedelta(hours=1))
    assert "Later" in text_of(browser(ana).get("/drafts"))
    assert browser(cast.ben()).post(f"/scheduled/{planned.id}/cancel").status_code == 404
    browser(ana).post(f"/scheduled/{planned.id}/cancel")
    assert (posts.scheduled(acting), [one.draft.text for one in posts.drafts(acting)]) == ((), ["Later"])


def test_a_picture_survives_a_time_that_cannot_be_read(browser: Browser) -> None:
    ana = cast.ana()
    form = {"text": "Look", "media_1": picture(), "description_1": "The weir", "scheduled_at": "noon", "do": "publish"}
    refused = browser(ana).post("/compose", form)
    assert refused.status_code == 422
    assert "The weir</textarea>" in refused.content.decode()
    assert published(ana) == []


def test_the_composer_says_nothing_of_the_files_of_others(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    made = media.upload(ben.viewer, file=BytesIO(picture().read()), name="weir.png", description="A secret place")
    refused = browser(ana).post("/compose", {"text": "x" * 5001, "media_id": str(made.id), "do": "publish"})
    assert refused.status_code == 422
    assert "A secret place" not in text_of(refused)


def test_a_language_that_is_not_on_the_list_survives_an_edit(browser: Browser) -> None:
    ana = cast.ana()
    accounts.edit_profile(ana.viewer, change=accounts.ProfileChange(language="eu"))
    post = posts.publish(ana.viewer, draft=PostDraft(text="Egun on"))
    client = browser(ana)
    for path in (f"/posts/{post.id}/edit", "/settings/profile", "/"):
        assert '<option value="eu" selected>eu</option>' in client.get(path).content.decode(), path
    client.post(f"/posts/{post.id}/edit", {"text": "Egun on!", "language": "eu"})
    assert posts.access_post(ana.viewer, post.id).language == "eu"
    refused = client.post(f"/posts/{post.id}/edit", {"text": "Egun on!", "language": "<b>"})
    assert refused.status_code == 422
