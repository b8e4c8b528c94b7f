"""What people do with a post at its place: favourite, boost, bookmark, vote, choose in a poll, pin, mute the thread."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.infra.http.answers import number_of, safe_path, say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound

_VERBS: dict[str, Callable[..., PostView]] = {
    "favourite": posts.favourite,
    "unfavourite": posts.unfavourite,
    "boost": posts.boost,
    "unboost": posts.unboost,
    "bookmark": posts.bookmark,
    "unbookmark": posts.unbookmark,
    "pin": posts.pin,
    "unpin": posts.unpin,
    "mute": posts.mute_thread,
    "unmute": posts.unmute_thread,
    "up": partial(posts.vote, value=1),
    "down": partial(posts.vote, value=-1),
    "unvote": partial(posts.vote, value=0),
}

_NO_PLACE = 99
"""More than any poll has choices: the domain refuses it in its own words."""


@require_POST
def act(request: HttpRequest, post_id: int) -> HttpResponse:
    """Do the verb of the pressed button. Each can be repeated without harm, so a double click counts once."""
    viewer = viewer_of(request)
    viewer.require_account()
    verb = _VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise NotFound("no such verb")
    try:
        post = verb(viewer, post_id=post_id)
    except (Invalid, Forbidden, Conflict) as error:
        return _refused(request, said(error.safe))
    if request.headers.get("HX-Request") == "true":
        fresh = posts.access_post(viewer, post.shown.id)
        context = {"shown": fresh, "row": request.POST.get("row", ""), "back": request.POST.get("back", "/")}
        return render(request, "posts/acts.html", context)
    return _back(request, post)


@require_POST
def poll(request: HttpRequest, post_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_account()
    chosen = request.POST.getlist("choice")
    choices = tuple(number_of(text, least=0, most=_NO_PLACE, default=_NO_PLACE) for text in chosen)
    try:
        post = posts.vote_in_poll(viewer, post_id=post_id, choices=choices)
    except (Invalid, Conflict) as error:
        return _refused(request, said(error.safe))
    say(request, _("Your choice is counted."))
    return _back(request, post)


def _refused(request: HttpRequest, text: str) -> HttpResponse:
    """Back to where the button was, with the reason at the top; htmx loads that page whole."""
    warn(request, text)
    path = safe_path(request.POST.get("back"))
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=200, headers={"HX-Redirect": iri_to_uri(path)})
    return redirect(path)


def _back(request: HttpRequest, post: PostView) -> HttpResponse:
    path = safe_path(request.POST.get("back"), f"/@{post.shown.author.acct}/{post.shown.id}")
    row = request.POST.get("row", "")
    return redirect(f"{path}#p-{row}" if row.isdigit() and "#" not in path else path)
