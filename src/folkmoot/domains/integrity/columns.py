"""What of integrity the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

EFFECT: Final = Declared(
    "integrity.Effect", "integrity_effect", ("id", "subject_kind", "subject_id", "kind", "ended_at")
)  # fmt: skip

DECLARED: Final = (EFFECT,)
