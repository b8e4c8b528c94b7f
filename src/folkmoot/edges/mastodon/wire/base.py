"""What all entities share."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

Optional = msgspec.UnsetType
"""The type of a field that is left out where it has no meaning; its default is `UNSET`."""

UNSET = msgspec.UNSET
_encoder = msgspec.json.Encoder()


class Entity(msgspec.Struct):
    """Any answer."""


class Empty(Entity):
    """`{}`: it worked and there is nothing to say."""


class Error(Entity):
    error: str
    error_description: str | Optional = UNSET
    details: dict[str, list[dict[str, str]]] | Optional = UNSET


def encode(answer: Any) -> bytes:
    """JSON of an entity, or of a list of them."""
    return _encoder.encode(answer)


def moment(time: datetime) -> str:
    """`2026-03-01T12:00:00.000Z`."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_or_none(time: datetime | None) -> str | None:
    return moment(time) if time else None


def day(time: datetime | date) -> str:
    """`2026-03-01`."""
    return time.strftime("%Y-%m-%d")
