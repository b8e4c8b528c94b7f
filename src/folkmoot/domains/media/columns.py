"""What of media the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

MEDIA: Final = Declared(
    "media.Media",
    "media_media",
    (
        "id", "post_id", "place", "kind", "state", "mime", "original_key", "small_key", "width", "height",
        "blurhash", "description", "focus_x", "focus_y", "public",
    ),
)  # fmt: skip

DECLARED: Final = (MEDIA,)
