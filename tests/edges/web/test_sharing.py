"""What other sites, feed readers and crawlers get."""

import dataclasses
import re
from datetime import timedelta
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.community import api as community
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostView, Visibility
from folkmoot.infra import config
from folkmoot.infra.worker import drain
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.domains.media.samples import encoded, picture, upload
from tests.edges.web.conftest import Browser
from tests.removing import remove_account

ORIGIN = "http://localhost:8000"
_META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
_LINK = re.compile(r'<link rel="(canonical|alternate)"(?: type="([^"]*)")?(?: title="[^"]*")? href="([^"]*)">')


def publish(person: cast.Person, text: str, **more: Any) -> PostView:
    return posts.publish(person.viewer, draft=PostDraft(text=text, **more))


def illustrated(person: cast.Person, text: str, **more: Any) -> PostView:
    file = upload(person.viewer, encoded(picture(), "PNG"), description="A basket of medlars")
    return publish(person, text, media_ids=(file.id,), **more)


def channel_of(client: Client, path: str) -> ET.Element:
    return ET.fromstring(client.get(path).content)[0]  # noqa: S314 - what this very site wrote


def head(client: Client, path: str) -> dict[str, str]:
    """The preview of a page, without what every page has."""
    page = client.get(path).content.decode()
    kept = ("og:", "article:", "profile:", "twitter:", "description", "robots")
    told = {name: unescape(value) for name, value in _META.findall(page) if name.startswith(kept)}
    links = {kind or rel: unescape(href) for rel, kind, href in _LINK.findall(page)}
    return told | links


def test_the_preview_of_a_post(client: Client, clock: FrozenClock) -> None:
    assert clock.read().year == 2026
    post = illustrated(cast.ana(), 'Medlars & "quinces" at <noon>')
    address = f"{ORIGIN}/@ana/{post.id}"
    assert head(client, f"/@ana/{post.id}") == {
        "canonical": address,
        "description": 'Medlars & "quinces" at <noon>',
        "og:type": "article",
        "og:url": address,
        "og:site_name": community.settings().name,
        "og:title": 'Ana Almeida: Medlars & "quinces" at <noon>',
        "og:description": 'Medlars & "quinces" at <noon>',
        "og:image": f"{ORIGIN}/media/{post.media[0].original_key}",
        "og:image:width": str(post.media[0].width),
        "og:image:height": str(post.media[0].height),
        "og:image:alt": "A basket of medlars",
        "article:published_time": "2026-03-01T12:00:00+00:00",
        "article:author": f"{ORIGIN}/@ana",
        "twitter:card": "summary_large_image",
        "application/rss+xml": f"{ORIGIN}/@ana.rss",
        "application/json+oembed": f"{ORIGIN}/api/oembed?url=http%3A%2F%2Flocalhost%3A8000%2F%40ana%2F{post.id}",
    }


def test_a_warning_stands_for_the_text_and_its_pictures(client: Client) -> None:
    post = illustrated(cast.ana(), "the secret ending", warning="Spoilers")
    told = head(client, f"/@ana/{post.id}")
    assert told["og:description"] == told["description"] == "Content warning: Spoilers"
    assert told["og:title"] == "Ana Almeida: Content warning: Spoilers"
    assert "og:image" not in told
    sensitive = illustrated(cast.ana(), "look", sensitive=True)
    assert "og:image" not in head(client, f"/@ana/{sensitive.id}")


@pytest.mark.parametrize("state", ["unlisted", "removed", "reduced by nobody"])
def test_what_is_not_public_tells_nothing(client: Client, state: str) -> None:
    ana = cast.ana()
    post = publish(ana, "quince", visibility=Visibility.UNLISTED if state == "unlisted" else Visibility.PUBLIC)
    if state == "removed":
        integrity.decide_on(
            cast.mo().viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="threats", treatment="remove"
        )
    told = head(client, f"/@ana/{post.id}")
    if state in {"unlisted", "removed"}:
        assert told == {"canonical": f"{ORIGIN}/@ana/{post.id}", "robots": "noindex"}
    else:
        assert told["og:description"] == "quince"
    expected = 200 if state == "reduced by nobody" else 404
    assert client.get("/api/oembed", {"url": f"{ORIGIN}/@ana/{post.id}"}).status_code == expected
    assert client.get(f"/@ana/{post.id}/embed").status_code == expected
    assert ("quince" in client.get("/@ana.rss").content.decode()) == (expected == 200)


def test_the_preview_of_a_profile_a_tag_and_the_first_page(client: Client) -> None:
    ana = cast.ana()
    accounts.edit_profile(ana.viewer, change=ProfileChange(bio="Bakes.\nReads."))
    told = head(client, "/@ana")
    assert (told["og:type"], told["og:title"], told["profile:username"]) == ("profile", "Ana Almeida (@ana)", "ana")
    assert (told["description"], told["canonical"]) == ("Bakes. Reads.", f"{ORIGIN}/@ana")
    tag = head(client, "/tags/Café")
    assert tag["canonical"] == f"{ORIGIN}/tags/Caf%C3%A9"
    assert tag["application/rss+xml"] == f"{ORIGIN}/tags/Caf%C3%A9.rss"
    assert head(client, "/")["canonical"] == f"{ORIGIN}/"


def test_addresses_lead_to_the_canonical_one(client: Client) -> None:
    post = publish(cast.ana(), "quince")
    canonical = f"/@ana/{post.id}"
    for path, target in (
        (f"/posts/{post.id}", canonical),
        (f"/@ANA/{post.id}", canonical),
        (f"/@Ana/{post.id}?after=3", f"{canonical}?after=3"),
        ("/@ANA", "/@ana"),
        ("/@ANA/media?max_id=7", "/@ana/media?max_id=7"),
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, target)
    boost = posts.boost(cast.ben().viewer, post_id=post.id)
    answer = client.get(f"/@ben/{boost.id}")
    assert (answer.status_code, answer.headers["Location"]) == (302, canonical)


def test_oembed(client: Client) -> None:
    post = publish(cast.ana(), "a <b>quince</b>")
    address = f"{ORIGIN}/@ana/{post.id}"
    answer = client.get("/api/oembed", {"url": address, "maxwidth": "300", "maxheight": "5000"})
    assert answer.json() == {
        "type": "rich",
        "version": "1.0",
        "title": "Ana Almeida: a <b>quince</b>",
        "author_name": "Ana Almeida",
        "author_url": f"{ORIGIN}/@ana",
        "provider_name": community.settings().name,
        "provider_url": f"{ORIGIN}/",
        "cache_age": 86400,
        "html": f'<iframe src="{address}/embed" width="300" height="400" title="Post by Ana Almeida" loading="lazy" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        "width": 300,
        "height": 400,
    }
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/oembed", {"url": f"{ORIGIN}/posts/{post.id}"}).status_code == 200
    assert client.get("/api/oembed", {"url": address, "format": "xml"}).status_code == 501
    for wrong in ("", "https://[", f"https://other.example/@ana/{post.id}", f"{ORIGIN}/@ana", f"{ORIGIN}/@ana/7"):
        assert client.get("/api/oembed", {"url": wrong}).status_code == 404
    for visibility in (Visibility.FOLLOWERS, Visibility.DIRECT):
        private = publish(cast.ana(), "private", visibility=visibility)
        assert client.get("/api/oembed", {"url": f"{ORIGIN}/@ana/{private.id}"}).status_code == 404


def test_only_an_embedded_post_may_be_framed(client: Client) -> None:
    post = illustrated(cast.ana(), "שלום quince", warning="")
    answer = client.get(f"/@ana/{post.id}/embed")
    page = answer.content.decode()
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert 'dir="rtl"' in page
    assert "<script" not in page
    assert "<form" not in page
    whole = client.get(f"/@ana/{post.id}")
    assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]
    assert whole.headers["X-Frame-Options"] == "DENY"


def test_the_feed_of_a_profile(client: Client, clock: FrozenClock) -> None:
    ana, ben = cast.ana(), cast.ben()
    publish(ana, "only for followers", visibility=Visibility.FOLLOWERS)
    publish(ana, "not listed", visibility=Visibility.UNLISTED)
    posts.boost(ana.viewer, post_id=publish(ben, "by Ben").id)
    warned = illustrated(ana, "the ending", warning="Spoilers & more")
    clock.advance(timedelta(minutes=1))
    seen = illustrated(ana, "Medlars #fruit")
    answer = client.get("/@ana.rss")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = channel_of(client, "/@ana.rss")
    assert [channel.findtext(name) for name in ("title", "link", "language")] == [
        "Ana Almeida (@ana)",
        f"{ORIGIN}/@ana",
        "en",
    ]
    items = [{part.tag: part.text or part.attrib for part in item} for item in channel.findall("item")]
    file = seen.media[0]
    url = f"{ORIGIN}/media/{file.original_key}"
    assert [item["guid"] for item in items] == [f"{ORIGIN}/@ana/{seen.id}", f"{ORIGIN}/@ana/{warned.id}"]
    assert items[0]["title"] == "Ana Almeida: Medlars #fruit"
    assert items[0]["category"] == "fruit"
    assert items[0]["enclosure"] == {"url": url, "length": str(file.bytes), "type": file.mime}
    assert f'<img src="{url}" alt="A basket of medlars">' in str(items[0]["description"])
    assert items[0]["pubDate"] == "Sun, 01 Mar 2026 12:01:00 +0000"
    assert "enclosure" not in items[1]
    assert items[1]["description"] == (
        f'<p>Content warning: Spoilers &amp; more</p><p><a href="{ORIGIN}/@ana/{warned.id}">Read the post</a></p>'
    )
    assert "the ending" not in answer.content.decode()


def test_a_feed_that_did_not_change_is_not_sent_again(client: Client, clock: FrozenClock) -> None:
    ana = cast.ana()
    publish(ana, "quince")
    first = client.get("/@ana.rss")
    clock.advance(timedelta(hours=1))
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = client.get("/@ana.rss", headers={name: value})
        assert (again.status_code, again.content) == (304, b"")
    publish(ana, "medlar")
    assert client.get("/@ana.rss", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_feed_of_a_tag(client: Client) -> None:
    publish(cast.ana(), "one #Café")
    publish(cast.ben(), "two #café")
    publish(cast.ben(), "quiet #café", visibility=Visibility.UNLISTED)
    channel = channel_of(client, "/tags/café.rss")
    assert [item.findtext("title") for item in channel.findall("item")] == [
        "Ben Okafor: two #café",
        "Ana Almeida: one #Café",
    ]
    assert channel_of(client, "/tags/none.rss").findall("item") == []


def test_who_has_no_feed(client: Client) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    accounts.edit_profile(ana.viewer, change=ProfileChange(locked=True))
    assert client.get("/@ana.rss").status_code == 404
    assert "application/rss+xml" not in head(client, "/@ana")
    accounts.erase_account(ben.viewer, password=cast.PASSWORD)
    drain()
    assert client.get("/@ben.rss").status_code == 410
    remove_account(carla)
    assert client.get("/@carla.rss").status_code == 404
    accounts.edit_profile(cast.dev().viewer, change=ProfileChange(indexable=False))
    assert client.get("/@dev.rss").status_code == 200


def test_search_engines_by_the_persons_choice(client: Client) -> None:
    ana = cast.ana()
    post = publish(ana, "quince")
    pages = ["/@ana", f"/@ana/{post.id}"]
    for path in pages:
        assert "robots" not in head(client, path)
        assert "X-Robots-Tag" not in client.get(path).headers
    accounts.edit_profile(ana.viewer, change=ProfileChange(indexable=False))
    for path in pages:
        assert head(client, path)["robots"] == "noindex"
        assert client.get(path).headers["X-Robots-Tag"] == "noindex"
    for path in ("/search?q=quince", "/@ana/followers", f"/@ana/{post.id}/favourites"):
        assert client.get(path).headers["X-Robots-Tag"] == "noindex"


def test_robots_txt_and_the_crawlers_of_language_models(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = client.get("/robots.txt").content.decode()
    assert rules.startswith("User-agent: *\nAllow: /api/oembed\nDisallow: /api/\n")
    for path in ("/settings/", "/console", "/search", "/oauth/"):
        assert f"\nDisallow: {path}\n" in rules
    assert "\nUser-agent: GPTBot\n" in rules
    assert rules.endswith("\nDisallow: /\n")
    allowing = config.Config(
        **{name: getattr(config.current(), name) for name in config.Config.__struct_fields__}
        | {"refuse_ai_crawlers": False}
    )
    monkeypatch.setattr(config, "_current", allowing)
    assert "GPTBot" not in client.get("/robots.txt").content.decode()


def test_operators_decide_about_crawlers_over_the_configuration(client: Client, browser: Browser) -> None:
    page = browser(cast.olga())
    shown = page.get("/console/settings").content.decode()
    assert "checked" in shown.split('name="refuse_ai_crawlers"', 1)[1].split(">", 1)[0]
    sent = {"name": "Riverside", "registration": "open", "languages": "en"}
    assert page.post("/console/settings", sent).status_code == 302
    assert "GPTBot" not in client.get("/robots.txt").content.decode()
    assert page.post("/console/settings", sent | {"refuse_ai_crawlers": "on"}).status_code == 302
    assert "GPTBot" in client.get("/robots.txt").content.decode()
    assert browser(cast.ben()).post("/console/settings", sent).status_code in {403, 404}
    assert "GPTBot" in client.get("/robots.txt").content.decode()


def test_well_known_addresses(client: Client, clock: FrozenClock) -> None:
    assert clock.read().year == 2026
    assert client.get("/.well-known/security.txt").status_code == 404
    settings = dataclasses.replace(community.settings(), contact_email="help@town.example", languages=("en", "de"))
    community.edit_settings(cast.olga().viewer, change=settings)
    assert client.get("/.well-known/security.txt").content.decode().splitlines() == [
        "Contact: mailto:help@town.example",
        "Expires: 2027-12-31T00:00:00Z",
        f"Canonical: {ORIGIN}/.well-known/security.txt",
        "Preferred-Languages: en, de",
    ]
    answer = client.get("/.well-known/change-password")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/settings/account")


def test_the_page_of_search_shows_counts_marks_and_help(client: Client) -> None:
    ana = cast.ana()
    for number in range(22):
        publish(ana, f"Café {number} #cafe")
    drain()
    page = client.get("/search?q=cafe").content.decode()
    assert page.count("<mark>Café</mark>") == 5
    assert "Posts <small>22</small>" in page
    assert "Tags <small>1</small>" in page
    assert "<small>22 posts</small>" in page
    assert "<code>has:image</code>" in page
    first = client.get("/search?q=cafe&kind=posts").content.decode()
    assert first.count("<mark>Café</mark>") == 20
    assert 'href="/search?q=cafe&amp;kind=posts&amp;offset=20"' in first
    assert client.get("/search?q=cafe&kind=posts&offset=20").content.decode().count("<mark>Café</mark>") == 2
    assert "Nothing found" in client.get("/search?q=medlar").content.decode()
