"""What of the community the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

SETTINGS: Final = Declared("community.Settings", "community_settings", ("id",))
ANNOUNCEMENT: Final = Declared("community.Announcement", "community_announcement", ("id",))
ANNOUNCEMENT_READ: Final = Declared("community.AnnouncementRead", "community_announcementread", ("account_id",))

DECLARED: Final = (SETTINGS, ANNOUNCEMENT, ANNOUNCEMENT_READ)
