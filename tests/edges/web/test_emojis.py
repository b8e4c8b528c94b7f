"""Custom emojis on pages, and announcements at home."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString
from PIL import Image

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.posts import api as posts
from folkmoot.edges.web.emojis import with_emojis
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.conftest import NOON
from tests.edges.web.conftest import Browser
from tests.queries import assert_same_query_count


def add(code: str = "blobcat", frames: int = 1) -> community.CustomEmoji:
    stills = [Image.new("RGB", (32, 32), (number * 60, 90, 200)) for number in range(frames)]
    out = BytesIO()
    stills[0].save(out, "GIF", save_all=True, append_images=stills[1:])
    return community.add_emoji(cast.olga().viewer, shortcode=code, file=BytesIO(out.getvalue()), category="")


def picture(emoji: community.CustomEmoji) -> str:
    return f'<img class="emoji" src="/media/{emoji.key}" alt=":{emoji.shortcode}:"'


def test_a_text_is_escaped_and_its_emojis_are_pictures() -> None:
    shown = with_emojis("<b> :blobcat:")
    assert shown == "&lt;b&gt; :blobcat:"
    emoji = add()
    assert with_emojis("<b> :blobcat: :nothing:").startswith(f"&lt;b&gt; {picture(emoji)}")
    assert with_emojis("<b> :blobcat: :nothing:").endswith(" :nothing:")


def test_what_stands_in_tags_and_as_code_stays() -> None:
    emoji = add()
    html = SafeString('<a href="/x/:blobcat:/">link</a> <code>:blobcat:</code> :blobcat:')
    shown = with_emojis(html)
    assert shown.startswith('<a href="/x/:blobcat:/">link</a> <code>:blobcat:</code> <img')
    assert shown.count(picture(emoji)) == 1


def test_who_wants_no_movement_sees_it_still() -> None:
    emoji = add(frames=3)
    shown = with_emojis(":blobcat:")
    assert shown.startswith(
        f'<picture><source media="(prefers-reduced-motion: reduce)" srcset="/media/{emoji.still_key}">'
    )


@pytest.mark.parametrize("words", ["{{ words|emojis }}", "{{ words|safe|emojis }}"])
def test_the_filter_of_templates(words: str) -> None:
    emoji = add()
    assert picture(emoji) in Template(words).render(Context({"words": ":blobcat:"}))


def test_posts_warnings_names_and_bios_show_emojis(browser: Browser) -> None:
    emoji, ana = add(), cast.ana()
    change = accounts.ProfileChange(display_name="Ana :blobcat:", bio="I like :blobcat:", fields=[("Cat", ":blobcat:")])
    accounts.edit_profile(ana.viewer, change=change)
    draft = posts.PostDraft(text="Look :blobcat:", warning="A :blobcat:")
    posts.publish(ana.viewer, draft=draft)
    page = browser(cast.ben()).get("/@ana").content.decode()
    assert page.count(picture(emoji)) == 6  # name, bio and field of the profile; name, warning and text of the post


def test_an_emoji_costs_no_query_for_each_post(browser: Browser) -> None:
    add()
    ana, ben = cast.ana(), browser(cast.ben())
    assert_same_query_count(
        lambda number: posts.publish(ana.viewer, draft=posts.PostDraft(text=f":blobcat: {number}")),
        lambda: ben.get("/public"),
    )


def test_an_announcement_stands_at_home_until_it_is_put_away(browser: Browser, clock: FrozenClock) -> None:
    one = community.make_announcement(
        cast.olga().viewer,
        text="Market <on> Sunday",
        starts_at=NOON + timedelta(days=1),
        ends_at=NOON + timedelta(days=2),
    )
    ana, ben = browser(cast.ana()), browser(cast.ben())
    assert "Market &lt;on&gt; Sunday" in ana.get("/").content.decode()
    answer = ana.post(f"/announcements/{one.id}/dismiss")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Market" not in ana.get("/").content.decode()
    assert "Market" in ben.get("/").content.decode()
    clock.advance(timedelta(days=3))
    assert "Market" not in ben.get("/").content.decode()
