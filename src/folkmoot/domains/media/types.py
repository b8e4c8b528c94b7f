from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from folkmoot.domains.integrity.types import Applied


class MediaKind(StrEnum):
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"


class MediaState(StrEnum):
    READY = "ready"
    PROCESSING = "processing"
    FAILED = "failed"


class Size(StrEnum):
    ORIGINAL = "original"
    SMALL = "small"


class ProfilePicture(StrEnum):
    AVATAR = "avatar"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class MediaView:
    """`description` is empty for media of non-public posts: it lies with their text in the vault.

    `width`, `height` and `blurhash` are 0 and empty for videos and sounds, which have no small picture
    either. `kept_back`: the decision that keeps this one file from readers; then others have no keys either.
    """

    id: int
    account_id: int
    kind: MediaKind
    state: MediaState
    mime: str
    original_key: str
    small_key: str
    width: int
    height: int
    small_width: int
    small_height: int
    bytes: int
    blurhash: str
    description: str
    focus: tuple[float, float]
    post_id: int | None
    public: bool
    created_at: datetime
    kept_back: Applied | None = None


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file to send. `public`: anybody may keep a copy for long."""

    path: Path
    mime: str
    public: bool
