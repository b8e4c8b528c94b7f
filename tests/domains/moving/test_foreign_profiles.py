"""Who somebody was on Mastodon comes along, if they say so."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView, ProfileChange, ProfileField
from folkmoot.domains.media.models import ProfileFile
from folkmoot.domains.moving import api as moving
from folkmoot.domains.moving.api import Part
from folkmoot.infra.storage import api as storage
from tests import cast
from tests.domains.moving.archives import ACTOR, mastodon_files, zipped
from tests.domains.moving.things import picture

Drain = Callable[[], None]
BEFORE = ProfileChange(display_name="Ana of the river", bio="Here", fields=[("Town", "Exeter")], locked=True)


def actor(**more: Any) -> bytes:
    said = {
        "id": ACTOR,
        "type": "Person",
        "preferredUsername": "ana",
        "name": "Ana <b>Almeida</b>",
        "summary": "<p>Rower &amp; baker</p><p>In two lines<script>alert(1)</script></p>",
        "attachment": [
            {"type": "PropertyValue", "name": "Page", "value": '<a href="https://ana.example">https://ana.example</a>'},
            {"type": "PropertyValue", "name": "Empty", "value": ""},
        ],
        "icon": {"type": "Image", "mediaType": "image/png", "url": "avatar.png"},
        "image": {"type": "Image", "mediaType": "image/png", "url": "/header.png"},
    }
    return json.dumps(said | more).encode()


def bring(files: dict[str, bytes], drain: Drain, parts: tuple[Part, ...] = (Part.PROFILE,)) -> moving.ArrivalView:
    ana = cast.ana()
    accounts.edit_profile(ana.viewer, change=BEFORE)
    stream = zipped(mastodon_files() | files)
    arrival_id = moving.receive(ana.viewer, file=stream, name="archive.zip")
    moving.take_in(ana.viewer, arrival_id=arrival_id, parts=parts)
    drain()
    return moving.arrival_of(ana.viewer, arrival_id)


def own() -> AccountView:
    return accounts.access_account(cast.ana().viewer, cast.ana().id)


def test_a_profile_comes_along_with_its_pictures(drain: Drain) -> None:
    content = picture().read()
    taken = bring({"actor.json": actor(), "avatar.png": content, "header.png": content}, drain)
    assert (taken.counts, taken.left_out) == ({"profile": 1}, 0)
    found = own()
    assert found.display_name == "Ana Almeida"
    assert found.bio.splitlines()[0] == "Rower & baker"
    assert "<" not in found.bio
    assert found.fields == (ProfileField("Page", "https://ana.example"),)
    assert (found.locked, found.bot) == (True, False)
    assert storage.path(found.avatar_key).is_file()
    assert storage.path(found.header_key).is_file()


def test_it_stays_as_it_is_unless_it_was_asked_for(drain: Drain) -> None:
    taken = bring({"actor.json": actor(), "avatar.png": picture().read()}, drain, (Part.POSTS,))
    assert taken.holds["profile"] == 1
    found = own()
    assert (found.display_name, found.bio, found.avatar_key) == ("Ana of the river", "Here", "")
    assert not ProfileFile.objects.exists()


def test_what_does_not_fit_is_cut_and_a_picture_that_is_none_is_left_out(drain: Drain) -> None:
    fields = [{"type": "PropertyValue", "name": f"Line {number}", "value": "x" * 500} for number in range(9)]
    said = actor(name="A" * 200, summary="b" * 5000, attachment=fields, type="Service")
    taken = bring({"actor.json": said, "avatar.png": b"no picture"}, drain)
    assert moving.left_out(cast.ana().viewer, taken.id)[0][0] == "avatar.png"
    found = own()
    assert (len(found.display_name), len(found.bio), len(found.fields), found.bot) == (60, 1000, 6, True)
    assert found.avatar_key == ""


@pytest.mark.parametrize(
    "said",
    [
        b"not JSON",
        b"[]",
        actor(preferredUsername=None),
    ],
)
def test_an_archive_that_does_not_say_who_wrote_it_brings_its_posts(said: bytes, drain: Drain) -> None:
    taken = bring({"actor.json": said}, drain, (Part.PROFILE, Part.POSTS))
    assert "profile" not in taken.holds
    assert taken.counts["posts"] > 0
    assert own().display_name == "Ana of the river"


@pytest.mark.parametrize("url", ["https://old.example/avatar.png", "../avatar.png", 5, None])
def test_pictures_are_taken_from_the_archive_only(url: object, drain: Drain) -> None:
    said = actor(icon={"type": "Image", "url": url}, image="nonsense", attachment="nonsense", name=None, summary=7)
    taken = bring({"actor.json": said, "avatar.png": picture().read()}, drain)
    assert (taken.counts, taken.left_out) == ({"profile": 1}, 0)
    assert (own().avatar_key, own().display_name, own().fields) == ("", "", ())
