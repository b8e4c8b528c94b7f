"""Small archives in the forms in which Mastodon and Facebook make them."""

import io
import json
import tarfile
import zipfile
from typing import Any

from tests.domains.moving.things import picture

ACTOR = "https://old.example/users/ana"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def tarred(files: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    stream.seek(0)
    return stream


def note(number: int, content: str, *, to: list[str], cc: list[str] | None = None, **more: Any) -> dict[str, Any]:
    said = {
        "id": f"{ACTOR}/statuses/{number}",
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": f"2020-05-{number:02}T10:00:00Z",
        "to": to,
        "cc": cc or [],
        "sensitive": False,
        "content": content,
        "contentMap": {"en": content},
        "attachment": [],
    } | more
    return {"id": f"{said['id']}/activity", "type": "Create", "published": said["published"], "object": said}


def mastodon_files() -> dict[str, bytes]:
    document = {"type": "Document", "mediaType": "image/png", "name": "Water", "focalPoint": [0.5, -0.5],
                "url": "/media_attachments/files/109/original/weir.png"}  # fmt: skip
    followers = f"{ACTOR}/followers"
    items = [
        note(2, "<p>More</p>", to=[followers], cc=[PUBLIC], inReplyTo=f"{ACTOR}/statuses/1", summary="Water"),
        note(1, "<p>At the weir<br />with <b>love</b></p>", to=[PUBLIC], cc=[followers], attachment=[document]),
        note(3, "<p>For followers</p>", to=[followers]),
        note(4, '<p><a href="https://old.example/@ben">@ben</a> psst</p>', to=["https://old.example/users/ben"]),
        note(5, "<p>To a stranger</p>", to=[PUBLIC], inReplyTo="https://far.example/1"),
        note(6, "<p>Swim?</p>", to=[PUBLIC], type="Question", endTime="2020-05-07T10:00:00Z",
             oneOf=[{"type": "Note", "name": "Yes"}, {"type": "Note", "name": "No"}]),
        {"id": "boost", "type": "Announce", "published": "2020-05-08T10:00:00Z", "to": [PUBLIC],
         "object": "https://far.example/2"},
    ]  # fmt: skip
    outbox = {"id": "outbox.json", "type": "OrderedCollection", "totalItems": len(items), "orderedItems": items}
    return {
        "actor.json": b"{}",
        "outbox.json": json.dumps(outbox).encode(),
        "media_attachments/files/109/original/weir.png": picture().read(),
    }


def facebook_files() -> dict[str, bytes]:
    photos = [{"media": {"uri": f"posts/media/{number}.png", "description": "Caf\u00c3\u00a9"}} for number in range(5)]
    posts = [
        {"timestamp": 1_400_000_000, "data": [{"post": "Z\u00c3\u00bcrich"}], "title": "Ana updated her status."},
        {"timestamp": 1_400_000_100, "data": [{"post": "Five photos"}], "attachments": [{"data": photos}]},
        {"timestamp": 1_400_000_200, "title": "Ana likes a page."},
    ]
    friends = {"friends_v2": [{"name": "Zo\u00c3\u00ab", "timestamp": 1}, {"name": "Bela", "timestamp": 2}]}
    return {
        "posts/your_posts_1.json": json.dumps(posts).encode(),
        "friends_and_followers/friends.json": json.dumps(friends).encode(),
        **{f"posts/media/{number}.png": picture((number, 0, 0)).read() for number in range(5)},
    }
