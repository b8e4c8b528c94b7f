"""What of notes the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

NOTE: Final = Declared(
    "notes.Note", "notes_note", ("id", "post_id", "text", "links", "language", "status", "intercept", "withdrawn_at")
)  # fmt: skip

DECLARED: Final = (NOTE,)
