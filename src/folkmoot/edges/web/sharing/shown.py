"""What of a post may be told elsewhere."""

import dataclasses

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaView, Size
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostKind, PostView, Visibility
from folkmoot.edges.web.paths import page_of, path_of
from folkmoot.infra.config import current
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import NOBODY, Viewer

_TITLE, _DESCRIPTION = 70, 300


def visitor(request: HttpRequest) -> Viewer:
    """Nobody, from the country of the request."""
    return dataclasses.replace(NOBODY, country=viewer_of(request).country)


def public_post(request: HttpRequest, post_id: int) -> PostView:
    """Raises NotFound for everything else, whatever the reason; Gone for what its author deleted."""
    post = posts.access_post(visitor(request), post_id)
    if not tellable(post):
        raise NotFound("no public post")
    return post


def tellable(post: PostView) -> bool:
    """Whether its words may leave this site: public, there for the viewer, and carried by nobody."""
    return (
        post.visibility is Visibility.PUBLIC
        and post.gap is None
        and post.collapsed is None
        and post.kind is not PostKind.BOOST
    )


def absolute(path: str) -> str:
    return current().public_origin + path


def address(post: PostView) -> str:
    """The canonical address of a post."""
    return absolute(path_of(post))


def home_of(account: AccountView) -> str:
    return absolute(page_of(account))


def title(post: PostView) -> str:
    """One short line: the title, else the warning, else how the text begins."""
    told = post.title if not post.warning else ""
    words = told or description(post)
    return f"{post.author.name}: {Truncator(words).chars(_TITLE)}" if words else post.author.name


def description(post: PostView) -> str:
    """The beginning of the text, or the warning that stands before it."""
    if post.warning:
        return _("Content warning: %(warning)s") % {"warning": post.warning}
    return Truncator(" ".join(post.text.split())).chars(_DESCRIPTION)


def files(post: PostView) -> tuple[MediaView, ...]:
    """The files that need no warning and that nothing keeps back."""
    if post.sensitive or post.warning:
        return ()
    return tuple(file for file in post.media if file.kept_back is None and file.original_key and file.public)


def file_address(file: MediaView, size: Size = Size.ORIGINAL) -> str:
    return absolute(media.address(file, size) or media.address(file, Size.ORIGINAL))
