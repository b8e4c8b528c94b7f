"""Facebook's own download in its JSON form: posts with photos, and the names of friends.

It writes every byte of UTF-8 as a character of its own; `mended` puts them together again. It does not say who could
read a post, so each one comes in for friends only.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from folkmoot.domains.moving.into.boxes import Box
from folkmoot.domains.moving.into.entries import Entry, File, in_fours
from folkmoot.domains.moving.types import Part
from folkmoot.domains.posts.api import TEXT_LIMIT, MovedPost, PostDraft, PostKind, Visibility
from folkmoot.infra import text as texts
from folkmoot.kernel.sentences import sentence

POSTS = re.compile(r"(?:^|.*/)posts/your_posts[^/]*\.json")
FRIENDS = re.compile(r"(?:^|.*/)(?:friends|your_friends)\.json")
PAGES = re.compile(r"(?:^|.*/)posts/your_posts[^/]*\.html")
EMPTY = sentence("There is neither a text nor a picture in it.")


def mended(text: object) -> str:
    """What was meant by UTF-8 that was read as Latin-1; anything else as it is."""
    said = str(text or "")
    try:
        return said.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return said


def entries(box: Box) -> Iterator[Entry]:
    """The posts, the oldest first, and all friends as one entry."""
    found = [
        _entry(post, box) for name in sorted(box.names) if POSTS.fullmatch(name) for post in _posts(box.json(name))
    ]
    found.sort(key=lambda one: one.post.created_at.timestamp() if one.post else 0)
    for entry in found:
        yield from in_fours(entry)
    friends = [name for path in sorted(box.names) if FRIENDS.fullmatch(path) for name in _friends(box.json(path))]
    if friends:
        yield Entry(Part.FRIENDS, "friends", values={"names": sorted(set(friends))})


def _posts(content: object) -> list[dict[str, Any]]:
    """Some downloads hold a bare list, others an object with one."""
    if isinstance(content, dict):
        content = next((value for value in content.values() if isinstance(value, list)), [])
    return [one for one in content if isinstance(one, dict)] if isinstance(content, list) else []


def _friends(content: object) -> Iterator[str]:
    lists = content.values() if isinstance(content, dict) else [content]
    for one in (one for found in lists if isinstance(found, list) for one in found):
        if isinstance(one, dict) and (name := mended(one.get("name")).strip()):
            yield name[:200]


def _entry(post: dict[str, Any], box: Box) -> Entry:
    seconds = post.get("timestamp")
    text = _text(post)
    media = list(_media(post, box))
    if not isinstance(seconds, int) or not 0 < seconds < 4_000_000_000:  # noqa: PLR2004 - until the year 2096
        return Entry(Part.POSTS, text[:80], refusal=sentence("It does not say when it was written."))
    created = datetime.fromtimestamp(seconds, UTC)
    name = f"{created:%Y-%m-%d %H:%M} {texts.excerpt(text, 80)}"
    if not text and not media:
        return Entry(Part.POSTS, name, refusal=EMPTY)
    long = len(text) > TEXT_LIMIT
    draft = PostDraft(
        text=text,
        kind=PostKind.ARTICLE if long else PostKind.POST,
        title=texts.excerpt(text, 80) if long else "",
        visibility=Visibility.FRIENDS,
    )
    print_of = sha256("\n".join([text, *(one.name for one in media)]).encode()).hexdigest()
    return Entry(
        Part.POSTS, name, MovedPost(origin=f"facebook:{seconds}:{print_of}", draft=draft, created_at=created),
        tuple(media),
    )  # fmt: skip


def _text(post: dict[str, Any]) -> str:
    """What was written, and the address of what was shared where the text does not name it."""
    said = [mended(one["post"]) for one in _dicts(post.get("data")) if one.get("post")]
    for found in _attached(post):
        context = found.get("external_context")
        address = mended(context.get("url")) if isinstance(context, dict) else ""
        if address.startswith(("http://", "https://")) and address not in "\n".join(said):
            said.append(address)
    return "\n\n".join(said).strip()


def _media(post: dict[str, Any], box: Box) -> Iterator[File]:
    for found in _attached(post):
        one = found.get("media")
        if isinstance(one, dict) and one.get("uri"):
            uri = mended(one["uri"]).lstrip("/")
            whole = next((name for name in (uri, *_with_folder(box, uri)) if box.holds(name)), uri)
            yield File(whole, mended(one.get("description"))[:1500])


def _with_folder(box: Box, uri: str) -> Iterator[str]:
    """Some downloads lie in a folder that their own addresses do not name."""
    folder = next((name.split("/")[0] for name in box.names if POSTS.fullmatch(name)), "")
    yield f"{folder}/{uri}"


def _attached(post: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for attachment in _dicts(post.get("attachments")):
        yield from _dicts(attachment.get("data"))


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
