"""What a vault record of a post or a draft holds."""

import msgspec

from folkmoot.domains.posts.types import PostDraft


class SealedText(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a non-public post: its own, of its poll, and the descriptions of its media by id."""

    title: str = ""
    text: str = ""
    html: str = ""
    warning: str = ""
    tags: tuple[str, ...] = ()
    poll_options: tuple[str, ...] = ()
    descriptions: dict[int, str] = msgspec.field(default_factory=dict)


def encode(text: SealedText) -> bytes:
    return msgspec.json.encode(text)


def decode(record: bytes) -> SealedText | None:
    """None for a record that cannot be opened any more."""
    return msgspec.json.decode(record, type=SealedText) if record else None


def encode_draft(draft: PostDraft) -> bytes:
    return msgspec.json.encode(draft)


def decode_draft(record: bytes) -> PostDraft:
    return msgspec.json.decode(record, type=PostDraft)
