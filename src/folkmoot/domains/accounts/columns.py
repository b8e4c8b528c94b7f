"""What of accounts the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

ACCOUNT: Final = Declared(
    "accounts.Account",
    "accounts_account",
    (
        "id", "handle", "domain", "kind", "display_name", "bio", "bio_html", "fields", "avatar_key", "header_key",
        "locked", "discoverable", "indexable", "hidden", "bot", "language", "erased_at", "uri", "url",
    ),
)  # fmt: skip
LOGIN: Final = Declared("accounts.Login", "accounts_login", ("account_id", "role", "state"))
PREFERENCES: Final = Declared("accounts.Preferences", "accounts_preferences", ("account_id", "hide_collections"))
MANAGER: Final = Declared("accounts.Manager", "accounts_manager", ("account_id", "person_id"))

DECLARED: Final = (ACCOUNT, LOGIN, PREFERENCES, MANAGER)
