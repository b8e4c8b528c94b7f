"""What every page shows around its own content, read only where a template asks for it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView, Preferences
from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import Announcement, CommunitySettings
from folkmoot.domains.notifications import api as notifications
from folkmoot.edges.web.pages.appearance import NO_KEYS_COOKIE
from folkmoot.infra.config import current
from folkmoot.infra.http.cookies import cookie_of
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth, Mark
from folkmoot.infra.words import said


class Site:
    """The frame of a page: the community, who looks at it, what waits for them."""

    def __init__(self, request: HttpRequest) -> None:
        self.viewer = viewer_of(request)
        self.demo = current().demo
        self.path = request.path
        self.full_path = request.get_full_path()
        self._no_keys = cookie_of(request, NO_KEYS_COOKIE) == "1"

    @cached_property
    def community(self) -> CommunitySettings:
        return community.settings()

    @cached_property
    def me(self) -> AccountView | None:
        account_id = self.viewer.account_id
        return accounts.accounts_by_ids([account_id]).get(account_id) if account_id else None

    @cached_property
    def preferences(self) -> Preferences:
        account_id = self.viewer.account_id
        return accounts.preferences_of(account_id) if account_id else accounts.DEFAULT_PREFERENCES

    @property
    def shortcuts(self) -> bool:
        """Whether single keys do something: as a member set it, or a visitor in this browser."""
        return self.preferences.shortcuts if self.viewer.account_id else not self._no_keys

    @property
    def look(self) -> SafeString:
        """What `<html>` carries for the stylesheet and the script; nothing of what the browser decides."""
        own = self.preferences
        chosen = {
            "data-theme": "" if own.theme == "system" else own.theme.value,
            "data-motion": "" if own.motion == "system" else own.motion.value,
            "data-text": "" if own.text_size == "normal" else own.text_size.value,
            "data-keys": "" if self.shortcuts else "off",
        }
        return format_html_join("", ' {}="{}"', ((name, value) for name, value in chosen.items() if value))

    @cached_property
    def announcements(self) -> tuple[Announcement, ...]:
        """What operators announce and the viewer has not put away."""
        return community.current_announcements(self.viewer, unread_only=True) if self.viewer.account_id else ()

    @property
    def no_room(self) -> str:
        """What is not taken in at the moment, for who would write; "" where there is room for all."""
        lacking = room.lacking()
        growth = next((one for one in (Growth.POST, Growth.FILE, Growth.VIDEO) if one in lacking), None)
        return said(room.SENTENCES[growth]) if growth else ""

    @property
    def room_percent(self) -> int:
        """How full the disk is, for operators, from the mark on where they must know; else 0."""
        there = room.now()
        return there.percent if self.viewer.is_operator and there.mark >= Mark.TOLD else 0

    @cached_property
    def unread(self) -> int:
        return notifications.unread_count(self.viewer)

    @cached_property
    def managed_ids(self) -> frozenset[int]:
        """The pages whose posts the viewer may change."""
        account_id = self.viewer.account_id
        return frozenset(page.id for page in accounts.managed_by(account_id)) if account_id else frozenset()

    @property
    def own_path(self) -> str:
        return f"/@{self.me.handle}" if self.me else ""

    @property
    def in_menu(self) -> bool:
        return self.path.startswith(("/menu", "/settings/", "/console/"))


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {"site": Site(request)}
