"""What all entities share."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from folkmoot.infra.words import said
from folkmoot.kernel.sentences import Sentence

Optional = msgspec.UnsetType
"""The type of a field that is left out where it has no meaning; its default is `UNSET`."""

UNSET = msgspec.UNSET


class Entity(msgspec.Struct):
    """Any answer."""


class Empty(Entity):
    """`{}`: it worked and there is nothing to say."""


class Error(Entity):
    error: str
    error_description: str | Optional = UNSET
    details: dict[str, list[dict[str, str]]] | Optional = UNSET


def _sentence(value: Any) -> str:
    """Msgspec asks here about what it does not know; of a domain's types only `Sentence` is among that."""
    if isinstance(value, Sentence):
        return said(value)
    raise TypeError(type(value))


_encoder = msgspec.json.Encoder(enc_hook=_sentence)


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
