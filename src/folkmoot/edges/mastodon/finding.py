"""What people type into a search box, understood."""

from urllib.parse import urlsplit

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.infra.config import current
from folkmoot.kernel.errors import FolkmootError
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import Viewer

_ADDRESS_PARTS = 2


def local_name(name: str) -> str:
    """A name without the @ before it, and without this site's own host behind it."""
    handle, _, host = name.strip().lstrip("@").partition("@")
    return handle if host.lower() in {"", current().host.lower()} else f"{handle}@{host}"


def find_accounts(
    viewer: Viewer, text: str, *, limit: int, offset: int = 0, following: bool = False
) -> tuple[AccountView, ...]:
    """Accounts by a part of a name or by an address; `following` keeps those whom the viewer follows."""
    path = _path(text)
    if path is not None:
        named = accounts.account_by_name(path[0]) if path and len(path) < _ADDRESS_PARTS else None
        return (named,) if named and not named.erased else ()
    words = local_name(text)
    found = accounts.search_accounts(words, limit=limit, offset=offset) if words else ()
    if not following:
        return found
    relations = graph.relationships(viewer, [view.id for view in found])
    return tuple(view for view in found if relations[view.id].following)


def find_posts(
    viewer: Viewer, text: str, *, limit: int, offset: int = 0, author_id: int | None = None
) -> tuple[PostView, ...]:
    """The post at an address of this site, or public posts with the words by people who let them be searched."""
    path = _path(text)
    if path is not None:
        post = _post_at(viewer, path)
        return (post,) if post else ()
    ids = posts.search_ids(text, limit=limit, offset=offset, author_id=author_id)
    found = posts.hydrate(viewer, ids, surface=posts.Surface.SEARCH)
    return tuple(post for post in found if post.author.indexable or post.author.id == viewer.account_id)


def _post_at(viewer: Viewer, path: list[str]) -> PostView | None:
    number = parse_id(path[1]) if len(path) == _ADDRESS_PARTS else None
    if number is None:
        return None
    try:
        return posts.access_post(viewer, number)
    except FolkmootError:
        return None


def _path(text: str) -> list[str] | None:
    """The parts of the path of an address of this site (`/@ana/12` as ["ana", "12"]); [] for another site's."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    if parts.netloc.lower() != current().host.lower() or not parts.path.startswith("/@"):
        return []
    return parts.path.removeprefix("/@").rstrip("/").split("/")
