"""Settings: bring along what one has elsewhere."""

import csv
from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.domains.moving import api as moving
from folkmoot.domains.moving.api import ArrivalKind, ArrivalView, Part
from folkmoot.infra.config import current
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import told_when
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import Conflict, FolkmootError, Invalid, NoRoom, RateLimited

_PARTS = {
    Part.PROFILE: gettext_lazy("Profile and preferences"),
    Part.POSTS: gettext_lazy("Posts"),
    Part.MEDIA: gettext_lazy("Pictures, videos and sounds of the posts"),
    Part.FOLLOWS: gettext_lazy("Whom you follow"),
    Part.LISTS: gettext_lazy("Lists"),
    Part.BLOCKS: gettext_lazy("Blocked people"),
    Part.MUTES: gettext_lazy("Muted people"),
    Part.BOOSTS: gettext_lazy("Boosts"),
    Part.FAVOURITES: gettext_lazy("Favourites"),
    Part.BOOKMARKS: gettext_lazy("Bookmarks"),
    Part.FILTERS: gettext_lazy("Filters"),
    Part.TAGS: gettext_lazy("Hashtags that you follow"),
    Part.DRAFTS: gettext_lazy("Drafts"),
    Part.FRIENDS: gettext_lazy("Names of friends, for you to invite"),
}
_FOREIGN_PROFILE = gettext_lazy("Your profile there, in place of the one here: name, bio, fields and pictures")
_KINDS = {
    ArrivalKind.FOLKMOOT: gettext_lazy("An archive of Folkmoot"),
    ArrivalKind.MASTODON: gettext_lazy("An archive of Mastodon"),
    ArrivalKind.FACEBOOK: gettext_lazy("A download of Facebook"),
    ArrivalKind.LISTS: gettext_lazy("A CSV file of Mastodon"),
}
_form_page = require_http_methods(["GET", "HEAD", "POST"])
_REFUSALS = (Invalid, Conflict, RateLimited, NoRoom)


@_form_page
def bring(request: HttpRequest) -> HttpResponse:
    """Upload an archive; below, those that were brought."""
    viewer = viewer_of(request)
    viewer.require_account()
    refused: FolkmootError | None = None
    if request.method == "POST":
        try:
            return redirect(f"/settings/import/{_received(request)}")
        except _REFUSALS as refusal:
            refused = refusal
    own = [(one, _KINDS[one.kind]) for one in moving.arrivals_of(viewer)]
    context = {
        "problem": said(refused.safe) if refused else "",
        "arrivals": own,
        "limit": current().archive_limit,
        "names": moving.people_to_invite(viewer),
    }
    return _answer(request, "settings/import.html", context, refused)


@_form_page
def arrival(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """What is in it and what to take; then how far that is."""
    viewer = viewer_of(request)
    found = moving.arrival_of(viewer, arrival_id)
    refused: FolkmootError | None = None
    if request.method == "POST":
        chosen = [part for part in Part if part.value in request.POST.getlist("parts")]
        try:
            moving.take_in(viewer, arrival_id=arrival_id, parts=chosen)
            say(request, _("Your things are being taken in."))
            return redirect(request.path)
        except _REFUSALS as refusal:
            refused = refusal
    context = {
        "arrival": found,
        "kind": _KINDS[found.kind],
        "parts": _lines(found),
        "unasked": _unasked(found),
        "problem": said(refused.safe) if refused else "",
    }
    return _answer(request, "settings/import_one.html", context, refused)


def _answer(
    request: HttpRequest, template: str, context: dict[str, object], refused: FolkmootError | None
) -> HttpResponse:
    status = 429 if isinstance(refused, RateLimited) else 422 if refused else 200
    return told_when(render(request, template, context, status=status), refused)


@require_safe
def left_out(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """What was not taken in and why, as a table to download."""
    rows = moving.left_out(viewer_of(request), arrival_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="left-out.csv"'
    response["Cache-Control"] = "no-store"
    writer = csv.writer(response)
    writer.writerow([_("What"), _("Why")])
    writer.writerows((_harmless(item), said(reason)) for item, reason in rows)
    return response


def _received(request: HttpRequest) -> int:
    file = request.FILES.get("file")
    if file is None or file.file is None:
        raise Invalid("Please choose a file.", field="file")
    return moving.receive(viewer_of(request), file=cast("BinaryIO", file.file), name=str(file.name))


def _lines(found: ArrivalView) -> list[tuple[str, object, int, int]]:
    """Part, its name, how many there are and how many were taken in."""
    names = _PARTS | ({Part.PROFILE: _FOREIGN_PROFILE} if found.kind is ArrivalKind.MASTODON else {})
    return [
        (part.value, name, found.holds[part.value], found.counts.get(part.value, 0))
        for part, name in names.items()
        if part.value in found.holds
    ]


def _unasked(found: ArrivalView) -> str:
    """The part that is taken only if somebody says so: a profile from elsewhere would replace the one here."""
    return Part.PROFILE.value if found.kind is ArrivalKind.MASTODON else ""


def _harmless(text: str) -> str:
    """What a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
