"""What a reader has kept or follows: bookmarks, favourites, tags, direct conversations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.edges.web.lists import list_page
from folkmoot.edges.web.paths import path_of
from folkmoot.infra.http.answers import page_request, say
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import parse_id


@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    page = posts.bookmarks(viewer_of(request), page_request(request))
    context = {"heading": _("Bookmarks"), "empty": _("Only you see what you bookmark.")}
    return list_page(request, "posts/kept.html", page, context)


@require_safe
def favourites(request: HttpRequest) -> HttpResponse:
    page = posts.favourites(viewer_of(request), page_request(request))
    context = {"heading": _("Favourites"), "empty": _("A favourite tells its author that you liked it.")}
    return list_page(request, "posts/kept.html", page, context)


@require_safe
def tag(request: HttpRequest, tag: str) -> HttpResponse:
    viewer, key = viewer_of(request), _known_tag(tag)
    page = posts.tag_timeline(viewer, key, page_request(request))
    feed.count_reach(viewer, ReachSurface.TAG, page.items)
    return list_page(request, "posts/tag.html", page, {"tag": tag, "followed": graph.follows_tag(viewer, key)})


def _known_tag(tag: str) -> str:
    try:
        return graph.tag_key(tag)
    except Invalid as error:
        raise NotFound("no tag") from error


@require_POST
def follow_tag(request: HttpRequest, tag: str) -> HttpResponse:
    viewer = viewer_of(request)
    if request.POST.get("do") == "unfollow":
        graph.unfollow_tag(viewer, tag=tag)
    else:
        graph.follow_tag(viewer, tag=tag)
        say(request, _("Posts with #%(tag)s now stand in your feed.") % {"tag": tag})
    return redirect(f"/tags/{tag}")


@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    page = posts.conversations(viewer_of(request), page_request(request))
    return list_page(request, "posts/conversations.html", page, {}, items="posts/conversation_items.html")


@require_POST
def open_conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Mark it read and go to its last post."""
    viewer = viewer_of(request)
    posts.mark_conversation_read(viewer, conversation_id=conversation_id)
    last = parse_id(request.POST.get("last", ""))
    return redirect(path_of(posts.access_post(viewer, last)) if last else "/conversations")


@require_POST
def delete_conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    posts.delete_conversation(viewer_of(request), conversation_id=conversation_id)
    say(request, _("The conversation is off your list until somebody writes again."))
    return redirect("/conversations")
