from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class MediaUploaded(Event):
    kind: ClassVar[str] = "media.uploaded"
    media_id: int
    account_id: int
