"""What one can listen to, and what a client must show for it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from folkmoot.kernel.ids import parse_id

_LONGEST_TAG = 100


class Kind(StrEnum):
    USER = "user"
    NOTIFICATIONS = "user:notification"
    PUBLIC = "public"
    PUBLIC_MEDIA = "public:media"
    LOCAL = "public:local"
    LOCAL_MEDIA = "public:local:media"
    REMOTE = "public:remote"
    REMOTE_MEDIA = "public:remote:media"
    TAG = "hashtag"
    LOCAL_TAG = "hashtag:local"
    LIST = "list"
    DIRECT = "direct"


PERSONAL = frozenset({Kind.USER, Kind.NOTIFICATIONS, Kind.LIST, Kind.DIRECT})
SCOPES: Mapping[Kind, str] = {
    Kind.USER: "read:statuses",
    Kind.NOTIFICATIONS: "read:notifications",
    Kind.LIST: "read:lists",
    Kind.DIRECT: "read:statuses",
}
_MEDIA = {
    Kind.PUBLIC: Kind.PUBLIC_MEDIA,
    Kind.LOCAL: Kind.LOCAL_MEDIA,
    Kind.REMOTE: Kind.REMOTE_MEDIA,
}
_LOCALITIES = {
    Kind.PUBLIC: None, Kind.PUBLIC_MEDIA: None, Kind.LOCAL: True, Kind.LOCAL_MEDIA: True, Kind.REMOTE: False,
    Kind.REMOTE_MEDIA: False,
}  # fmt: skip
_TRUE = frozenset({"1", "true", "True", "on", "t", "yes"})


class BadStream(Exception):
    """What was asked for is no stream; the text and the status are for the client."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.text, self.status = text, status


@dataclass(frozen=True, slots=True)
class Channel:
    """One thing to listen to. `told`: of a person's own stream the part that needs the scope of notifications."""

    kind: Kind
    tag: str = ""
    list_id: int = 0
    told: bool = False

    @property
    def names(self) -> list[str]:
        """As messages over a WebSocket name it."""
        if self.tag:
            return [self.kind.value, self.tag]
        return [self.kind.value, str(self.list_id)] if self.list_id else [self.kind.value]

    def takes_public(self, *, local: bool, has_media: bool) -> bool:
        """Whether a public post runs here, as far as its origin and its files decide."""
        if self.kind not in _LOCALITIES:
            return False
        where = _LOCALITIES[self.kind]
        return (where is None or where == local) and (has_media or self.kind not in _MEDIA.values())

    def may_have_shown(self, *, local: bool) -> bool:
        """Whether a public post that is gone may have run here; its files and tags are not known any more."""
        where = _LOCALITIES.get(self.kind, True if self.kind is Kind.LOCAL_TAG else None)
        return self.kind not in PERSONAL and (where is None or where == local)

    def takes_tagged(self, tags: frozenset[str], *, local: bool) -> bool:
        return self.tag in tags and (self.kind is Kind.TAG or (self.kind is Kind.LOCAL_TAG and local))


def channel_of(name: str, params: Mapping[str, str]) -> Channel:
    """The channel that a client names, as Mastodon names streams. Raises BadStream."""
    try:
        kind = Kind(name)
    except ValueError:
        raise BadStream("Unknown stream type") from None
    if params.get("only_media") in _TRUE:
        kind = _MEDIA.get(kind, kind)
    if kind in {Kind.TAG, Kind.LOCAL_TAG}:
        tag = params.get("tag", "").strip().lstrip("#").casefold()
        if not tag or len(tag) > _LONGEST_TAG:
            raise BadStream("Missing tag name parameter")
        return Channel(kind, tag=tag)
    if kind is Kind.LIST:
        list_id = parse_id(params.get("list", ""))
        if list_id is None:
            raise BadStream("Missing list name parameter")
        return Channel(kind, list_id=list_id)
    return Channel(kind)


def channel_of_path(path: str, params: Mapping[str, str]) -> Channel:
    """The same for the path behind `/api/v1/streaming/`: `public/local` is `public:local`. Raises BadStream."""
    try:
        return channel_of(path.strip("/").replace("/", ":"), params)
    except BadStream as error:
        status = 404 if error.text == "Unknown stream type" else error.status
        raise BadStream(error.text, status) from None
