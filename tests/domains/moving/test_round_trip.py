"""What Folkmoot exported, it imports, and exports again: the same but for ids and addresses."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from folkmoot.domains.moving import api as moving
from folkmoot.domains.moving.api import Part
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.domains.moving.test_export import archive_of, read
from tests.domains.moving.things import everything_of_ana

_ELSEWHERE = ("followers", "letters", "site")
"""What others did or wrote, which nobody can bring along."""


def comparable(own: dict[str, Any]) -> dict[str, Any]:
    """Ids of posts become their places, mentions go, files lose their names."""
    written = [post for post in own["posts"] if post["kind"] != "boost"]
    boosts = [{**post, "id": ""} for post in own["posts"] if post["kind"] == "boost"]
    places = {post["id"]: number for number, post in enumerate(written)}
    posts = [
        post
        | {"id": places[post["id"]], "mentions": []}
        | {name: places.get(post[name]) for name in ("reply_to", "quote_of")}
        | {"media": [{**one, "file": re.sub(r".*\.", "", one["file"])} for one in post["media"]]}
        for post in written
    ]
    account = {name: value for name, value in own["account"].items() if name not in {"handle", "created_at"}}
    return {name: value for name, value in own.items() if name not in _ELSEWHERE} | {
        "posts": posts, "boosts": boosts, "account": account
    }  # fmt: skip


def test_an_archive_comes_in_again_and_is_the_same(clock: FrozenClock, drain: Callable[[], None]) -> None:
    everything_of_ana()
    first = archive_of(cast.ana(), drain)
    assert first.fp is not None
    first.fp.seek(0)
    gita = cast.gita()
    arrival_id = moving.receive(gita.viewer, file=BytesIO(first.fp.read()), name="folkmoot-ana.zip")
    moving.take_in(gita.viewer, arrival_id=arrival_id, parts=list(Part))
    drain()
    assert moving.left_out(gita.viewer, arrival_id) == ()
    second = archive_of(gita, drain)
    assert comparable(read(second, "folkmoot.json")) == comparable(read(first, "folkmoot.json"))
    assert len([one for one in second.namelist() if one.startswith("media_attachments/")]) == 2
