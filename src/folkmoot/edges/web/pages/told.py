"""What a person is told: notifications."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.edges.web.lists import list_page
from folkmoot.edges.web.pages.writing import managed
from folkmoot.infra.http.answers import page_request
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import Viewer

_KINDS = {
    "mentions": (NotificationKind.MENTION, NotificationKind.REPLY, NotificationKind.QUOTE),
    "decisions": (NotificationKind.DECISION, NotificationKind.REPORT_ANSWERED, NotificationKind.NOTE),
}


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The newest first; what is new is marked, until the button says that it was read.

    `as` asks for those of a page that one manages.
    """
    viewer, acting = _reader(request, request.GET.get("as", ""))
    only = request.GET.get("only", "")
    page = notifications.grouped(viewer, page_request(request), kinds=_KINDS.get(only))
    newest = page.items[0].newest.id if page.items else 0
    context = {"only": only if only in _KINDS else "", "newest": newest, "acting": acting, "managed": managed(request)}
    context["aside"] = 0 if acting else notifications.waiting(viewer).requests
    return list_page(request, "feed/notifications.html", page, context, items="feed/notification_items.html")


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    viewer, acting = _reader(request, request.POST.get("as", ""))
    newest = parse_id(request.POST.get("up_to", ""))
    if request.POST.get("do") == "clear":
        notifications.clear(viewer)
    elif newest is not None:
        notifications.mark_read(viewer, up_to_id=newest)
    return redirect(f"/notifications?as={acting}" if acting else "/notifications")


def _reader(request: HttpRequest, page: str) -> tuple[Viewer, int | None]:
    """Who reads: the person, or the page as which they act. Raises NotFound for a page that they do not manage."""
    viewer = viewer_of(request)
    viewer.require_account()
    acting = parse_id(page)
    return (accounts.act_as(viewer, acting), acting) if acting is not None else (viewer, None)
