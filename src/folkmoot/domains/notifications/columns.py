"""What of notifications the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

NOTIFICATION: Final = Declared(
    "notifications.Notification",
    "notifications_notification",
    ("id", "account_id", "kind", "actor_id", "subject_id", "filtered"),
)

DECLARED: Final = (NOTIFICATION,)
