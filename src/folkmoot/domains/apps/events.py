"""Facts that apps publish."""

from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class AccessEnded(Event):
    """One or more tokens of an account ended, or of nobody's where an app ended its own."""

    kind: ClassVar[str] = "apps.access_ended"
    account_id: int | None
