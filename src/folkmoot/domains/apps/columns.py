"""What of apps the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

TOKEN: Final = Declared(
    "apps.Token", "apps_token", ("token_hash", "account_id", "app_id", "scopes", "last_used_on", "revoked_at")
)  # fmt: skip

MARKER: Final = Declared("apps.Marker", "apps_marker", ("account_id", "timeline", "last_read_id"))

DECLARED: Final = (TOKEN, MARKER)
