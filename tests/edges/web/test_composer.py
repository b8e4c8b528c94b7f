"""The composer: everything that can be said about a post, without JavaScript, and nothing lost on the way."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, PostView, Visibility
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import Answer, text_of


def a_picture(name: str = "weir.png") -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 70)).save(stream, "PNG")
    return SimpleUploadedFile(name, stream.getvalue(), content_type="image/png")


def kept_ids(response: Answer) -> list[str]:
    parts = response.content.decode().split('name="media_id" value="')[1:]
    return [part.split('"')[0] for part in parts]


def newest(person: cast.Person) -> PostView:
    return posts.posts_of_account(person.viewer, person.id, PageRequest()).items[0]


def with_one_picture(client: Client, **more: str) -> tuple[Answer, str]:
    form = {"text": "At the weir", "media_1": a_picture(), "description_1": "Water", "do": "attach"} | more
    shown = client.post("/compose", form)
    assert shown.status_code == 200
    return shown, kept_ids(shown)[0]


def test_everything_is_chosen_and_published(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    _, kept = with_one_picture(client)
    client.post(
        "/compose",
        {
            "text": "¿Vamos?",
            "media_id": kept,
            f"about_{kept}": "The weir at dusk",
            "sensitive": "on",
            "warning": "Deep water",
            "visibility": "unlisted",
            "language": "es",
            "do": "publish",
        },
    )
    post = newest(ana)
    assert [one.description for one in post.media] == ["The weir at dusk"]
    assert (post.text, post.warning, post.sensitive, post.language) == ("¿Vamos?", "Deep water", True, "es")
    assert post.visibility is Visibility.UNLISTED


def test_a_poll_is_made_with_its_settings(browser: Browser) -> None:
    ana = cast.ana()
    form = {"text": "Which day?", "poll_1": "Saturday", "poll_2": "Sunday", "lasts": "3600", "multiple": "on"}
    browser(ana).post("/compose", form | {"do": "publish"})
    poll = newest(ana).poll
    assert poll is not None
    assert [one.text for one in poll.options] == ["Saturday", "Sunday"]
    assert poll.multiple


def test_a_file_is_added_and_removed_before_anything_is_published(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    first, kept = with_one_picture(client, warning="Deep water")
    assert 'value="Deep water"' in first.content.decode()
    assert "At the weir</textarea>" in first.content.decode()
    second = client.post("/compose", {"text": "At the weir", "media_id": kept, "media_1": a_picture(), "do": "attach"})
    assert len(kept_ids(second)) == 2
    form = {"text": "At the weir", "media_id": kept_ids(second), "drop": kept, f"about_{kept}": "gone"}
    third = client.post("/compose", form)
    assert kept_ids(third) == kept_ids(second)[1:]
    assert posts.posts_of_account(ana.viewer, ana.id, PageRequest()).items == ()


def test_a_refusal_keeps_all_that_was_typed(browser: Browser) -> None:
    client = browser(cast.ana())
    refused = client.post(
        "/compose",
        {
            "text": "x" * 5001,
            "media_1": a_picture(),
            "description_1": "The weir at dusk",
            "warning": "Long",
            "poll_1": "Yes",
            "poll_2": "No",
            "visibility": "followers",
            "language": "de",
            "scheduled_at": "2027-01-01T09:30",
            "do": "publish",
        },
    )
    page = refused.content.decode()
    assert refused.status_code == 422
    assert len(kept_ids(refused)) == 1
    for kept in ("The weir at dusk</textarea>", 'value="Long"', 'value="Yes"', 'value="2027-01-01T09:30"'):
        assert kept in page
    assert '<option value="followers" selected>' in page
    assert '<option value="de" selected>' in page
    assert '<span class="muted small num over" id="id_count" aria-live="off" title="Characters left">-1</span>' in page


def test_a_fifth_file_is_refused_and_the_four_stay(browser: Browser) -> None:
    client = browser(cast.ana())
    four = client.post("/compose", {f"media_{n}": a_picture(f"{n}.png") for n in range(1, 5)} | {"do": "attach"})
    assert len(kept_ids(four)) == 4
    refused = client.post("/compose", {"media_id": kept_ids(four), "media_1": a_picture(), "do": "attach"})
    assert refused.status_code == 422
    assert "A post has room for four files." in text_of(refused)
    assert kept_ids(refused) == kept_ids(four)


@pytest.mark.parametrize("visibility", ["public", "followers"])
def test_the_description_of_a_published_picture_is_edited(browser: Browser, visibility: str) -> None:
    ana = cast.ana()
    client = browser(ana)
    _, kept = with_one_picture(client)
    client.post("/compose", {"text": "At the weir", "media_id": kept, "visibility": visibility, "do": "publish"})
    post = newest(ana)
    form = client.get(f"/posts/{post.id}/edit")
    assert "Water</textarea>" in form.content.decode()
    client.post(f"/posts/{post.id}/edit", {"text": "At the weir", "media_id": kept, f"about_{kept}": "Two herons"})
    assert [one.description for one in newest(ana).media] == ["Two herons"]


def test_a_picture_comes_and_goes_while_a_post_is_edited(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    post = posts.publish(ana.viewer, draft=PostDraft(text="At the weir"))
    path = f"/posts/{post.id}/edit"
    shown = client.post(path, {"text": "At the weir", "media_1": a_picture(), "description_1": "Water", "do": "attach"})
    assert newest(ana).media == ()
    client.post(path, {"text": "At the weir", "media_id": kept_ids(shown)})
    assert [one.description for one in newest(ana).media] == ["Water"]
    client.post(path, {"text": "At the weir"})
    assert newest(ana).media == ()


def test_nobody_describes_or_takes_the_files_of_others(browser: Browser) -> None:
    _, kept = with_one_picture(browser(cast.ana()))
    form = {"text": "Mine now", "media_id": kept, f"about_{kept}": "Stolen", "do": "publish"}
    refused = browser(cast.ben()).post("/compose", form)
    assert refused.status_code == 422
    shown = browser(cast.ana()).post("/compose", {"text": "At the weir", "media_id": kept, "do": "attach"})
    assert "Water</textarea>" in shown.content.decode()


def test_the_first_audience_and_sensitivity_are_the_persons_choice(browser: Browser) -> None:
    ana = cast.ana()
    accounts.set_preferences(ana.viewer, default_visibility="friends", default_sensitive=True)
    page = browser(ana).get("/compose").content.decode()
    assert '<option value="friends" selected>' in page
    assert '<input type="checkbox" name="sensitive" checked>' in page


def test_who_may_quote_is_the_persons_choice(browser: Browser) -> None:
    ana = cast.ana()
    accounts.set_preferences(ana.viewer, default_quote_policy="nobody")
    browser(ana).post("/compose", {"text": "Not for quoting", "visibility": "public", "do": "publish"})
    (post,) = posts.public_timeline(cast.ben().viewer, PageRequest()).items
    assert (post.text, post.quote_policy) == ("Not for quoting", posts.QuotePolicy.NOBODY)


def test_languages_are_offered_by_name_and_ones_own_come_first(browser: Browser) -> None:
    ana = cast.ana()
    accounts.edit_profile(ana.viewer, change=accounts.ProfileChange(language="sw"))
    accounts.set_preferences(ana.viewer, interface_language="de")
    page = browser(ana).get("/compose").content.decode()
    offered = page.split('id="id_language"')[1]
    assert offered.index(">Kiswahili<") < offered.index(">Deutsch<") < offered.index(">English<")


def test_the_count_is_what_a_reader_counts(browser: Browser) -> None:
    client = browser(cast.ana())
    assert ">5000</span>" in client.get("/compose").content.decode()
    shown = client.post("/compose", {"text": "👨‍👩‍👧‍👦é", "do": "attach"})
    assert ">4998</span>" in shown.content.decode()


@pytest.mark.usefixtures("clock")
def test_a_time_is_meant_in_the_persons_own_zone(browser: Browser) -> None:
    ana = cast.ana()
    accounts.set_preferences(ana.viewer, time_zone="America/New_York")
    client = browser(ana)
    assert "in your time zone, America/New_York" in text_of(client.get("/compose"))
    client.post("/compose", {"text": "Later", "scheduled_at": "2026-04-15T09:30", "do": "publish"})
    planned = posts.scheduled(ana.viewer)
    assert [one.scheduled_at.isoformat() for one in planned] == ["2026-04-15T13:30:00+00:00"]


def test_a_quote_shows_what_is_quoted_and_a_draft_keeps_its_poll(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ben.viewer, draft=PostDraft(text="The bridge opens on Monday"))
    client = browser(ana)
    assert "The bridge opens on Monday" in text_of(client.get(f"/compose?quote={post.id}"))
    poll = PollDraft(options=("Walk", "Ride"), lasts_seconds=3600)
    draft = posts.save_draft(ana.viewer, draft=PostDraft(text="How?", poll=poll))
    assert 'value="Ride"' in client.get(f"/drafts/{draft.id}").content.decode()
