"""RSS 2.0 of public profiles and tags: to follow from elsewhere.

Following is not indexing: who declines to be indexed still has a feed. An account that asks who may follow has none.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import escape, format_html, format_html_join
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from typing_extensions import override

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.graph import api as graph
from folkmoot.domains.media.api import MediaKind
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostKind, PostView
from folkmoot.edges.web.sharing import shown
from folkmoot.edges.web.tags import opening
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.pages import PageRequest

_ITEMS = 20
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class _Feed(Rss201rev2Feed):
    """With a date of what is in it, so that it stays the same until something changes."""

    @override
    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=_LONG_AGO)


@require_safe
def of_profile(request: HttpRequest, acct: str) -> HttpResponse:
    """The newest public posts of an account, without boosts and without answers to others."""
    viewer = shown.visitor(request)
    account = accounts.access_account_by_name(viewer, acct)
    if account.locked or not account.local:
        raise NotFound("an account without a feed")
    page = posts.posts_of_account(viewer, account.id, PageRequest(limit=_ITEMS), replies=False, boosts=False)
    feed = _Feed(
        title=f"{account.name} (@{account.acct})",
        link=shown.home_of(account),
        description=escape(_("Public posts by %(name)s") % {"name": account.name}),  # readers take it for HTML
        language=account.language,
        feed_url=f"{shown.home_of(account)}.rss",
    )
    return _answer(request, feed, page.items)


@require_safe
def of_tag(request: HttpRequest, tag: str) -> HttpResponse:
    """The newest public posts with a tag."""
    try:
        key = graph.tag_key(tag)
    except Invalid:
        raise Http404 from None
    page = posts.tag_timeline(shown.visitor(request), key, PageRequest(limit=_ITEMS))
    address = request.path.removesuffix(".rss")
    feed = _Feed(
        title=f"#{tag} · {community.settings().name}",
        link=shown.absolute(address),
        description=escape(_("Public posts with #%(tag)s") % {"tag": tag}),
        feed_url=shown.absolute(request.path),
    )
    return _answer(request, feed, page.items)


def _answer(request: HttpRequest, feed: _Feed, items: Iterable[PostView]) -> HttpResponse:
    for post in filter(shown.tellable, items):
        _add(feed, post)
    written = StringIO()
    feed.write(written, "utf-8")
    body = written.getvalue().encode()
    etag, changed = f'"{hashlib.sha256(body).hexdigest()[:32]}"', int(feed.latest_post_date().timestamp())
    response = HttpResponse(body, content_type="application/rss+xml; charset=utf-8")
    for name, value in (("Cache-Control", "max-age=300"), ("ETag", etag), ("Last-Modified", http_date(changed))):
        response.headers[name] = value
    answer = get_conditional_response(request, etag=etag, last_modified=changed, response=response)
    return response if answer is None else answer


def _add(feed: _Feed, post: PostView) -> None:
    files = shown.files(post)
    address = shown.address(post)
    feed.add_item(
        title=shown.title(post),
        link=address,
        description=_body(post, address),
        unique_id=address,
        unique_id_is_permalink=True,
        author_name=post.author.name,
        pubdate=post.created_at,
        updateddate=post.edited_at or post.created_at,
        categories=post.tags,
        enclosures=[Enclosure(shown.file_address(one), str(one.bytes), one.mime) for one in files[:1]],
    )


def _body(post: PostView, address: str) -> str:
    """The text as readers see it, with its pictures and what they show; behind a warning a link alone."""
    if post.warning:
        return format_html('<p>{}</p><p><a href="{}">{}</a></p>', shown.description(post), address, _("Read the post"))
    text = format_html("<p>{}</p>", opening(post)) if post.kind is PostKind.ARTICLE else post.html
    pictures = [(shown.file_address(one), one.description) for one in shown.files(post) if one.kind is MediaKind.IMAGE]
    return (
        format_html('<div dir="{}">', post.direction)
        + text
        + "</div>"
        + format_html_join("", '<p><img src="{}" alt="{}"></p>', pictures)
    )
