from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class NoteShown(Event):
    """A note has come to be shown under a post."""

    kind: ClassVar[str] = "notes.shown"
    note_id: int
    post_id: int
