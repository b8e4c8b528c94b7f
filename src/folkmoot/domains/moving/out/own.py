"""`folkmoot.json`: what this software knows of somebody, without loss. Version 1; its reader is `into/folkmoot.py`."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.media.api import MediaView
from folkmoot.domains.moving.out.streams import file_name, origin_of, pictures
from folkmoot.domains.moving.out.walking import every
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostKind, PostView
from folkmoot.infra.config import current
from folkmoot.kernel.viewer import Viewer

VERSION = 1


def head(viewer: Viewer) -> dict[str, Any]:
    """Everything but posts."""
    me = viewer.require_account()
    account = accounts.access_account(viewer, me)
    return {
        "folkmoot": VERSION,
        "site": current().public_origin,
        "account": {
            "handle": account.handle,
            "kind": account.kind.value,
            "display_name": account.display_name,
            "bio": account.bio,
            "fields": [[one.name, one.value] for one in account.fields],
            "locked": account.locked,
            "discoverable": account.discoverable,
            "indexable": account.indexable,
            "bot": account.bot,
            "attribution_domains": list(account.attribution_domains),
            "language": account.language,
            "created_at": account.created_at.isoformat(),
            "pictures": {kind: name for kind, (name, _) in pictures(account).items()},
        },
        "preferences": asdict(accounts.preferences_of(me)),
        "follows": _follows(viewer),
        "followers": [full(one.acct) for one in every(lambda page: graph.followers(viewer, me, page))],
        "blocks": [full(one.acct) for one in every(lambda page: graph.blocks(viewer, page))],
        "mutes": _mutes(viewer),
        "lists": _lists(viewer),
        "filters": _filters(viewer),
        "tags": sorted(graph.tags_followed_by(me)),
        "bookmarks": [one.uri for one in every(lambda page: posts.bookmarks(viewer, page))],
        "favourites": [one.uri for one in every(lambda page: posts.favourites(viewer, page))],
        "drafts": _drafts(viewer),
    }


def full(acct: str) -> str:
    """`ana@town.example`, also for those of this site."""
    return acct if "@" in acct else f"{acct}@{current().host}"


def whole(viewer: Viewer, post: PostView) -> dict[str, Any]:
    """One post with everything about it."""
    site = origin_of(post.uri)
    if post.kind is PostKind.BOOST:
        return {
            "id": post.uri,
            "kind": "boost",
            "boost_of": post.shown.uri,
            "visibility": post.visibility.value,
            "created_at": post.created_at.isoformat(),
        }
    return {
        "id": post.uri,
        "kind": post.kind.value,
        "visibility": post.visibility.value,
        "created_at": post.created_at.isoformat(),
        "edited_at": post.edited_at.isoformat() if post.edited_at else None,
        "title": post.title,
        "text": post.text,
        "warning": post.warning,
        "sensitive": post.sensitive,
        "language": post.language,
        "reply_to": f"{site}/posts/{post.reply_to_id}" if post.reply_to_id else None,
        "quote_of": f"{site}/posts/{post.quote_of_id}" if post.quote_of_id else None,
        "quote_policy": post.quote_policy.value,
        "mentions": [full(one.acct) for one in post.mentions],
        "media": [_media(file) for file in post.media],
        "poll": _poll(post),
        "edits": list(_edits(viewer, post)),
        "pinned": post.own.pinned,
    }


def letter(post: PostView) -> dict[str, Any]:
    """A direct post of somebody else to the person."""
    return {
        "id": post.uri,
        "from": full(post.author.acct),
        "created_at": post.created_at.isoformat(),
        "warning": post.warning,
        "text": post.text,
        "reply_to": f"{origin_of(post.uri)}/posts/{post.reply_to_id}" if post.reply_to_id else None,
    }


def _media(file: MediaView) -> dict[str, Any]:
    return {
        "file": file_name(file),
        "mime": file.mime,
        "description": file.description,
        "focus": list(file.focus),
    }


def _poll(post: PostView) -> dict[str, Any] | None:
    poll = post.poll
    if poll is None:
        return None
    return {
        "options": [one.text for one in poll.options],
        "votes": [one.votes for one in poll.options],
        "multiple": poll.multiple,
        "hide_totals": poll.hide_totals,
        "ends_at": poll.expires_at.isoformat() if poll.expires_at else None,
    }


def _edits(viewer: Viewer, post: PostView) -> Iterator[dict[str, Any]]:
    if not post.revision:
        return
    for one in posts.revisions(viewer, post.id)[:-1]:
        yield {
            "created_at": one.created_at.isoformat(),
            "title": one.title,
            "text": one.text,
            "warning": one.warning,
            "sensitive": one.sensitive,
        }


def _follows(viewer: Viewer) -> list[dict[str, Any]]:
    me = viewer.require_account()
    found = list(every(lambda page: graph.following(viewer, me, page)))
    how = graph.relationships(viewer, [one.id for one in found])
    return [
        {
            "account": full(one.acct),
            "boosts": how[one.id].show_boosts,
            "notify": how[one.id].notify,
            "languages": list(how[one.id].languages),
        }
        for one in found
    ]


def _mutes(viewer: Viewer) -> list[dict[str, Any]]:
    found = list(every(lambda page: graph.mutes(viewer, page)))
    how = graph.relationships(viewer, [one.id for one in found])
    return [
        {
            "account": full(one.acct),
            "notifications": how[one.id].muting_notifications,
            "ends_at": ends.isoformat() if (ends := how[one.id].mute_expires_at) else None,
        }
        for one in found
    ]


def _lists(viewer: Viewer) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "replies": one.replies_policy.value,
            "exclusive": one.exclusive,
            "members": sorted(full(member.acct) for member in _members(viewer, one.id)),
        }
        for one in graph.lists(viewer)
    ]


def _members(viewer: Viewer, list_id: int) -> list[accounts.AccountView]:
    return list(every(lambda page: graph.list_members(viewer, list_id, page)))


def _filters(viewer: Viewer) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "contexts": sorted(context.value for context in one.contexts),
            "action": one.action.value,
            "ends_at": one.expires_at.isoformat() if one.expires_at else None,
            "keywords": [[word.keyword, word.whole_word] for word in one.keywords],
        }
        for one in graph.all_filters(viewer)
    ]


def _drafts(viewer: Viewer) -> list[dict[str, Any]]:
    saved = [(one.draft, None) for one in posts.drafts(viewer)]
    saved += [(one.draft, one.scheduled_at.isoformat()) for one in posts.scheduled(viewer)]  # type: ignore[misc] # None or a time
    return [
        {
            "kind": draft.kind.value,
            "title": draft.title,
            "text": draft.text,
            "warning": draft.warning,
            "visibility": draft.visibility.value,
            "language": draft.language,
            "due_at": due_at,
        }
        for draft, due_at in saved
    ]
