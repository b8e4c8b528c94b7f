"""The site can be installed like an app, and has words for when the line is dead."""

import dataclasses
import re
from io import BytesIO

from django.test import Client
from PIL import Image

from folkmoot.domains.community import api as community
from tests import cast
from tests.edges.web.conftest import Browser


def test_the_manifest_names_the_community_and_icons_that_are_there(client: Client) -> None:
    community.edit_settings(None, change=dataclasses.replace(community.settings(), name="Exeter Commons"))
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == ("Exeter Commons", "/", "standalone")
    assert [(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in manifest["icons"]:
        with Image.open(BytesIO(client.get(icon["src"]).getvalue())) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_pages_lead_to_manifest_and_touch_icon(client: Client) -> None:
    page = client.get("/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    found = re.search(r'<link rel="apple-touch-icon" href="([^"]+)">', page)
    assert found is not None
    assert client.get(found[1]).getvalue().startswith(b"\x89PNG")


def test_the_service_worker_keeps_only_what_is_the_same_for_everybody(browser: Browser, client: Client) -> None:
    script = client.get("/sw.js")
    assert script["Content-Type"] == "text/javascript"
    assert script["Cache-Control"] == "no-cache"
    found = re.search(r"const KEPT = \[(.*?)\];", script.content.decode())
    assert found is not None
    kept = re.findall(r'"([^"]+)"', found[1])
    kept = [path.encode().decode("unicode_escape") for path in kept]
    assert kept[0] == "/offline"
    for path in kept:
        assert path == "/offline" or path.startswith("/static/")
        assert client.get(path).getvalue()
    assert browser(cast.ana()).get("/offline").content == client.get("/offline").content
