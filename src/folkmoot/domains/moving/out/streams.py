"""Posts and a profile as ActivityStreams 2.0, in the form in which Mastodon writes its archives."""

from datetime import datetime
from typing import Any

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.media.api import MediaView, ProfilePicture
from folkmoot.domains.posts.api import PostKind, PostView, Visibility
from folkmoot.kernel.ids import time_of

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT: list[Any] = [
    "https://www.w3.org/ns/activitystreams",
    {
        "sensitive": "as:sensitive",
        "toot": "http://joinmastodon.org/ns#",
        "votersCount": "toot:votersCount",
        "blurhash": "toot:blurhash",
        "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"},
        "Hashtag": "as:Hashtag",
    },
]


def file_name(file: MediaView) -> str:
    """Where the file of a post lies in the archive."""
    return f"media_attachments/files/{file.id}/{file.original_key}"


def pictures(account: AccountView) -> dict[str, tuple[str, str]]:
    """Of each picture of a profile, by its kind, its name in the archive and its key."""
    found = {ProfilePicture.AVATAR: account.avatar_key, ProfilePicture.HEADER: account.header_key}
    return {kind.value: (f"{kind}.{key.rpartition('.')[2]}", key) for kind, key in found.items() if key}


def actor(account: AccountView) -> dict[str, Any]:
    shown = {
        term: {"type": "Image", "mediaType": "image/webp", "url": pictures(account)[kind][0]}
        for term, kind in (("icon", "avatar"), ("image", "header"))
        if kind in pictures(account)
    }
    kinds = {"person": "Person", "organisation": "Organization", "service": "Service"}
    return {
        "@context": CONTEXT,
        "id": account.url,
        "type": kinds.get(account.kind.value, "Person"),
        "preferredUsername": account.handle,
        "name": account.display_name,
        "summary": account.bio_html,
        "url": account.url,
        "published": stamp(account.created_at),
        "manuallyApprovesFollowers": account.locked,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "attachment": [{"type": "PropertyValue", "name": one.name, "value": one.value} for one in account.fields],
        "outbox": "outbox.json",
        "likes": "likes.json",
        "bookmarks": "bookmarks.json",
    } | shown


def activity(post: PostView) -> dict[str, Any]:
    """A Create, or for a boost an Announce."""
    to, cc = audience(post)
    boost = post.kind is PostKind.BOOST
    return {
        "id": f"{post.uri}#activity",
        "type": "Announce" if boost else "Create",
        "actor": post.author.url,
        "published": stamp(post.created_at),
        "to": to,
        "cc": cc,
        "object": post.shown.uri if boost else note(post),
    }


def note(post: PostView) -> dict[str, Any]:
    to, cc = audience(post)
    said = {
        "id": post.uri,
        "type": {PostKind.ARTICLE: "Article"}.get(post.kind, "Question" if post.poll else "Note"),
        "summary": post.warning or None,
        "inReplyTo": f"{origin_of(post.uri)}/posts/{post.reply_to_id}" if post.reply_to_id else None,
        "published": stamp(post.created_at),
        "url": post.url,
        "attributedTo": post.author.url,
        "to": to,
        "cc": cc,
        "sensitive": post.sensitive,
        "content": post.html,
        "contentMap": {post.language: post.html} if post.language else {},
        "attachment": [_document(file) for file in post.media],
        "tag": [{"type": "Mention", "href": one.url, "name": f"@{one.acct}"} for one in post.mentions]
        + [{"type": "Hashtag", "name": f"#{tag}"} for tag in post.tags],
    }
    said |= {"name": post.title} if post.title else {}
    said |= {"updated": stamp(post.edited_at)} if post.edited_at else {}
    said |= {"quote": f"{origin_of(post.uri)}/posts/{post.quote_of_id}"} if post.quote_of_id else {}
    return said | _poll(post)


def audience(post: PostView) -> tuple[list[str], list[str]]:
    """To whom, in the words of ActivityStreams; friends and members of a group have no word of their own there."""
    followers = f"{post.author.url}/followers"
    told = [one.url for one in post.mentions]
    if post.visibility is Visibility.PUBLIC:
        return [PUBLIC], [followers, *told]
    if post.visibility is Visibility.UNLISTED:
        return [followers], [PUBLIC, *told]
    return ([followers], told) if post.visibility is Visibility.FOLLOWERS else (told, [])


def origin_of(uri: str) -> str:
    """The beginning of an address, up to its path."""
    return "/".join(uri.split("/", 3)[:3])


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _document(file: MediaView) -> dict[str, Any]:
    return {
        "type": "Document",
        "mediaType": file.mime,
        "url": f"/{file_name(file)}",
        "name": file.description or None,
        "blurhash": file.blurhash or None,
        "focalPoint": list(file.focus),
        "width": file.width or None,
        "height": file.height or None,
        "published": stamp(time_of(file.id)),
    }


def _poll(post: PostView) -> dict[str, Any]:
    if post.poll is None:
        return {}
    options = [
        {"type": "Note", "name": one.text, "replies": {"type": "Collection", "totalItems": one.votes}}
        for one in post.poll.options
    ]
    ends = {"endTime": stamp(post.poll.expires_at)} if post.poll.expires_at else {}
    return {"anyOf" if post.poll.multiple else "oneOf": options, "votersCount": post.poll.voters} | ends
