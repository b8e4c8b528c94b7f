"""A post on other sites: oEmbed 1.0 (https://oembed.com), and the page that stands in the frame."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.domains.community import api as community
from folkmoot.domains.posts.api import PostView
from folkmoot.edges.web.sharing import shown
from folkmoot.infra.config import current
from folkmoot.infra.http.answers import number_of
from folkmoot.kernel.errors import Gone, NotFound
from folkmoot.kernel.ids import parse_id

_PAGE = re.compile(r"/(?:@[^/]+|posts)/([0-9]{1,19})/?")
_WIDTH, _LEAST_WIDTH = 550, 220
_HEIGHT, _LEAST_HEIGHT = 400, 120
_DAY = 86_400
_NOT_IMPLEMENTED = 501
_MAY_BE_FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """JSON only. What is not public does not exist: 401 would tell that there is something."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=_NOT_IMPLEMENTED)
    post = _post_at(request, request.GET.get("url", ""))
    width = number_of(request.GET.get("maxwidth"), least=_LEAST_WIDTH, most=_WIDTH, default=_WIDTH)
    height = number_of(request.GET.get("maxheight"), least=_LEAST_HEIGHT, most=_HEIGHT, default=_HEIGHT)
    response = JsonResponse(_rich(post, width, height))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "max-age=300"
    return response


@require_safe
def embedded(request: HttpRequest, acct: str, post_id: int) -> HttpResponse:
    """A small page without scripts, forms or cookies, which any site may frame."""
    post = shown.public_post(request, post_id)
    if post.author.acct.lower() != acct.lower():
        raise NotFound("post of another author")
    context = {"post": post, "files": shown.files(post), "url": shown.address(post), "home": shown.home_of(post.author)}
    response = render(request, "sharing/embed.html", context)
    response.headers["Content-Security-Policy"] = _MAY_BE_FRAMED
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _post_at(request: HttpRequest, url: str) -> PostView:
    try:
        address = urlsplit(url)
    except ValueError:
        raise NotFound("no address") from None
    own = urlsplit(current().public_origin)
    page = _PAGE.fullmatch(unquote(address.path))
    if address.netloc.lower() != own.netloc.lower() or page is None:
        raise NotFound("no page of a post here")
    try:
        return shown.public_post(request, parse_id(page[1]) or 0)
    except Gone:
        raise NotFound("deleted post") from None


def _rich(post: PostView, width: int, height: int) -> dict[str, Any]:
    name = _("Post by %(name)s") % {"name": post.author.name}
    frame = format_html(
        '<iframe src="{}/embed" width="{}" height="{}" title="{}" loading="lazy" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        shown.address(post),
        width,
        height,
        name,
    )
    return {
        "type": "rich",
        "version": "1.0",
        "title": shown.title(post),
        "author_name": post.author.name,
        "author_url": shown.home_of(post.author),
        "provider_name": community.settings().name,
        "provider_url": shown.absolute("/"),
        "cache_age": _DAY,
        "html": frame,
        "width": width,
        "height": height,
    }
