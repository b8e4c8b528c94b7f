"""A name for any thing that can be judged, without knowing the domain that owns it."""

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override


class SubjectKind(StrEnum):
    POST = "post"
    ACCOUNT = "account"
    MEDIA = "media"
    NOTE = "note"
    GROUP_POST = "group_post"
    """The place of a post in its group: what a group's moderators judge. Its id is the post's."""


@dataclass(frozen=True, slots=True, order=True)
class SubjectRef:
    """One post, account, piece of media, note or place in a group, by its id. Written `post:123`."""

    kind: SubjectKind
    id: int

    @override
    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "SubjectRef":
        """The inverse of `str()`. Raises ValueError for anything else."""
        kind, _, number = text.partition(":")
        return cls(SubjectKind(kind), int(number))


def post_ref(post_id: int) -> SubjectRef:
    return SubjectRef(SubjectKind.POST, post_id)


def account_ref(account_id: int) -> SubjectRef:
    return SubjectRef(SubjectKind.ACCOUNT, account_id)


def media_ref(media_id: int) -> SubjectRef:
    return SubjectRef(SubjectKind.MEDIA, media_id)


def group_post_ref(post_id: int) -> SubjectRef:
    return SubjectRef(SubjectKind.GROUP_POST, post_id)


def note_ref(note_id: int) -> SubjectRef:
    return SubjectRef(SubjectKind.NOTE, note_id)
