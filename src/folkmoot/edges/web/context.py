"""What every page shows around its own content, read only where a template asks for it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import CommunitySettings
from folkmoot.domains.notifications import api as notifications
from folkmoot.infra.config import current
from folkmoot.infra.http.requests import viewer_of


class Site:
    """The frame of a page: the community, who looks at it, what waits for them."""

    def __init__(self, request: HttpRequest) -> None:
        self.viewer = viewer_of(request)
        self.demo = current().demo
        self.path = request.path
        self.full_path = request.get_full_path()

    @cached_property
    def community(self) -> CommunitySettings:
        return community.settings()

    @cached_property
    def me(self) -> AccountView | None:
        account_id = self.viewer.account_id
        return accounts.accounts_by_ids([account_id]).get(account_id) if account_id else None

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
