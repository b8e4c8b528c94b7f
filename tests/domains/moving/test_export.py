"""An archive of everything that is somebody's own."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.moving import api as moving
from folkmoot.domains.moving import files
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, NotFound
from tests import cast
from tests.cast import Person
from tests.domains.moving.things import everything_of_ana


def archive_of(person: Person, drain: Callable[[], None]) -> ZipFile:
    moving.ask_for_archive(person.viewer)
    drain()
    made = moving.archive_of(person.viewer)
    assert made is not None
    size, pieces = moving.read_archive(person.viewer, made.id)
    content = b"".join(pieces)
    assert (len(content), made.size) == (size, size)
    return ZipFile(BytesIO(content))


def read(archive: ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


def test_an_archive_holds_everything(clock: FrozenClock, drain: Callable[[], None]) -> None:
    written = everything_of_ana()
    archive = archive_of(cast.ana(), drain)
    own = read(archive, "folkmoot.json")
    assert own["folkmoot"] == 1
    assert (own["account"]["display_name"], own["account"]["fields"]) == ("Ana A.", [["Town", "Exeter"]])
    assert (own["preferences"]["theme"], own["preferences"]["time_zone"]) == ("dark", "Europe/Lisbon")
    ben, carla, dev = (f"{name}@localhost:8000" for name in ("ben", "carla", "dev"))
    assert own["follows"] == [{"account": ben, "boosts": False, "notify": True, "languages": ["en", "pt-br"]}]
    assert (own["followers"], own["blocks"]) == ([ben], [carla])
    assert own["mutes"] == [{"account": dev, "notifications": False, "ends_at": None}]
    assert own["lists"] == [{"title": "Neighbours", "replies": "none", "exclusive": True, "members": [ben]}]
    assert [one["keywords"] for one in own["filters"]] == [[["web", True]]]
    assert own["tags"] == ["weir"]
    assert [one["text"] for one in own["drafts"]] == ["Not ready"]
    texts = [post["text"] for post in own["posts"] if post["kind"] != "boost"]
    assert texts == [post.text for post in written.values()]
    by_text = {post.get("text"): post for post in own["posts"]}
    assert by_text["For friends"]["visibility"] == "friends"
    assert by_text["@ben a secret"]["mentions"] == [ben]
    assert by_text["Swim?"]["poll"]["options"] == ["Yes", "No"]
    assert [one["text"] for one in by_text["First"]["edits"]] == ["Frist"]
    assert by_text["For followers"]["media"][0]["description"] == "A red door"
    assert [(one["from"], one["text"]) for one in own["letters"]] == [(ben, "@ana a reply")]
    names = archive.namelist()
    for post in own["posts"]:
        assert all(one["file"] in names for one in post.get("media", ()))


def test_other_software_reads_it(clock: FrozenClock, drain: Callable[[], None]) -> None:
    written = everything_of_ana()
    archive = archive_of(cast.ana(), drain)
    outbox = read(archive, "outbox.json")
    assert (outbox["type"], outbox["totalItems"]) == ("OrderedCollection", 10)
    assert [one["type"] for one in outbox["orderedItems"]] == ["Create"] * 9 + ["Announce"]
    first, answer, followers = (one["object"] for one in outbox["orderedItems"][:3])
    assert first["to"] == ["https://www.w3.org/ns/activitystreams#Public"]
    assert first["attachment"][0]["name"] == "Water"
    assert first["attachment"][0]["url"].removeprefix("/") in archive.namelist()
    assert (answer["inReplyTo"], answer["summary"]) == (written["public"].uri, "Water")
    assert followers["to"] == [f"{cast.ana().account.url}/followers"]
    assert archive.read("following_accounts.csv").decode() == (
        'Account address,Show boosts,Notify on new posts,Languages\nben@localhost:8000,false,true,"en, pt-br"\n'
    )
    assert archive.read("blocked_accounts.csv").decode() == "carla@localhost:8000\n"
    assert archive.read("muted_accounts.csv").decode() == (
        "Account address,Hide notifications\ndev@localhost:8000,false\n"
    )
    assert archive.read("lists.csv").decode() == "Neighbours,ben@localhost:8000\n"
    assert read(archive, "bookmarks.json")["orderedItems"] == read(archive, "likes.json")["orderedItems"]
    assert read(archive, "actor.json")["preferredUsername"] == "ana"


def test_it_lies_encrypted_is_its_owners_and_ends(clock: FrozenClock, drain: Callable[[], None]) -> None:
    ana, ben = cast.ana(), cast.ben()
    everything_of_ana()
    archive_of(ana, drain)
    made = moving.archive_of(ana.viewer)
    assert made is not None
    path = files.path_of(made.id)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"folkmoot.json" not in path.read_bytes()
    with pytest.raises(NotFound):
        moving.read_archive(ben.viewer, made.id)
    clock.advance(timedelta(days=7))
    with pytest.raises(NotFound):
        moving.read_archive(ana.viewer, made.id)
    assert moving.archive_of(ana.viewer) is None
    moving.sweep_archives()
    assert not path.exists()


def test_there_is_one_at_a_time(clock: FrozenClock, drain: Callable[[], None]) -> None:
    ana = cast.ana()
    moving.ask_for_archive(ana.viewer)
    with pytest.raises(Conflict):
        moving.ask_for_archive(ana.viewer)
    drain()
    first = moving.archive_of(ana.viewer)
    second = moving.ask_for_archive(ana.viewer)
    assert first is not None
    assert not files.path_of(first.id).exists()
    drain()
    assert files.path_of(second.id).exists()


def test_erasing_takes_it_along(clock: FrozenClock, drain: Callable[[], None]) -> None:
    ana = cast.ana()
    made = moving.ask_for_archive(ana.viewer)
    drain()
    assert files.path_of(made.id).exists()
    accounts.erase_account(ana.viewer, password=ana.password)
    drain()
    assert not files.path_of(made.id).exists()
