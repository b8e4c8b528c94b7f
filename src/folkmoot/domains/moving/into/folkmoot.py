"""`folkmoot.json`, version 1, as `out/own.py` writes it."""

from collections.abc import Iterator
from typing import Any

from folkmoot.domains.moving.into.boxes import Box
from folkmoot.domains.moving.into.entries import STRANGE, Entry, File, boosted, moment, refused, visibility_of
from folkmoot.domains.moving.into.mastodon import focus_of
from folkmoot.domains.moving.types import Part
from folkmoot.domains.posts.api import MovedPost, PollDraft, PostDraft, PostKind, QuotePolicy, Revision
from folkmoot.kernel.errors import Invalid

_HOUR = 3600
_NAMED = (
    ("follows", Part.FOLLOWS, "account"),
    ("lists", Part.LISTS, "title"),
    ("mutes", Part.MUTES, "account"),
    ("filters", Part.FILTERS, "title"),
    ("drafts", Part.DRAFTS, "text"),
)
_PLAIN = (("blocks", Part.BLOCKS), ("tags", Part.TAGS), ("favourites", Part.FAVOURITES), ("bookmarks", Part.BOOKMARKS))


def entries(box: Box, root: str) -> Iterator[Entry]:
    """Everything that can be taken in again."""
    own = box.json(f"{root}folkmoot.json")
    if not isinstance(own, dict) or own.get("folkmoot") != 1:
        raise Invalid("This archive was made by a version of Folkmoot that is not known here.", field="file")
    profile = {"account": _dict(own.get("account")), "preferences": _dict(own.get("preferences"))}
    pictures = _dict(profile["account"].get("pictures"))
    profile["pictures"] = {kind: root + str(name) for kind, name in pictures.items()}
    yield Entry(Part.PROFILE, str(profile["account"].get("handle", ""))[:500], values=profile)
    for post in _list(own.get("posts")):
        yield _post(post, root) if isinstance(post, dict) else refused("", STRANGE)
    for key, part, name in _NAMED:
        for one in _list(own.get(key)):
            yield Entry(part, str(_dict(one).get(name, ""))[:500], values=_dict(one))
    for key, part in _PLAIN:
        for one in reversed(_list(own.get(key))):
            yield Entry(part, str(one)[:500])


def _post(post: dict[str, Any], root: str) -> Entry:
    name, created = str(post.get("id", "")), moment(post.get("created_at"))
    if post.get("kind") == "boost":
        return boosted(str(post.get("boost_of") or ""), created, visibility_of(post.get("visibility", "public")))
    if not name or created is None:
        return refused(name, STRANGE)
    poll = _dict(post.get("poll"))
    draft = PostDraft(
        text=str(post.get("text") or ""),
        kind=PostKind.ARTICLE if post.get("kind") == "article" else PostKind.POST,
        title=str(post.get("title") or ""),
        visibility=visibility_of(post.get("visibility")),
        warning=str(post.get("warning") or ""),
        sensitive=bool(post.get("sensitive")),
        language=str(post.get("language") or ""),
        poll=_poll(poll) if poll else None,
        quote_policy=_quote_policy(post.get("quote_policy")),
    )
    moved = MovedPost(
        origin=name,
        draft=draft,
        created_at=created,
        edited_at=moment(post["edited_at"]) if post.get("edited_at") else None,
        reply_to=str(post.get("reply_to") or ""),
        quote_of=str(post.get("quote_of") or ""),
        poll_ends_at=moment(poll["ends_at"]) if poll.get("ends_at") else None,
        states=tuple(_state(number, _dict(one)) for number, one in enumerate(_list(post.get("edits")))),
    )
    files = tuple(
        File(root + str(one.get("file", "")), str(one.get("description") or ""), focus_of(one.get("focus")))
        for one in map(_dict, _list(post.get("media")))
    )
    return Entry(Part.POSTS, name[:500], moved, files, values={"pinned": bool(post.get("pinned"))})


def _poll(poll: dict[str, Any]) -> PollDraft:
    return PollDraft(
        options=tuple(str(one) for one in _list(poll.get("options"))),
        lasts_seconds=_HOUR,
        multiple=bool(poll.get("multiple")),
        hide_totals=bool(poll.get("hide_totals")),
    )


def _quote_policy(word: object) -> QuotePolicy:
    known = {one.value: one for one in QuotePolicy}
    return known.get(str(word), QuotePolicy.NOBODY)


def _state(number: int, state: dict[str, Any]) -> Revision:
    made = moment(state.get("created_at"))
    if made is None:
        raise Invalid("An edit in this archive does not say when it was made.", field="file")
    said = [str(state.get(name) or "") for name in ("title", "warning", "text")]
    return Revision(number, made, said[0], said[1], said[2], "", sensitive=bool(state.get("sensitive")))


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
