"""How much a request may bring. It is judged by what it says of itself, before anything of it is read: to look into a
form for its secret would store all of it on the disk first. Of what says nothing of its size Django reads nothing.
"""

from django.http import HttpRequest

from folkmoot.domains.posts.api import MOST_MEDIA
from folkmoot.domains.residency import api as residency
from folkmoot.infra.config import current
from folkmoot.infra.http.cookies import session_token_of

_ARCHIVES = "/settings/import"
_AROUND = 8 * 1024 * 1024
"""What a form holds beside its files."""


def is_too_large(request: HttpRequest) -> bool:
    """More than a post with all its files; for an archive, which only somebody signed in brings, more than that may
    hold.
    """
    length, config = _length(request), current()
    if length <= MOST_MEDIA * max(config.image_limit, config.video_limit) + _AROUND:
        return False
    if request.path != _ARCHIVES or length > config.archive_limit + _AROUND:
        return True
    token = session_token_of(request)
    return not token or residency.sessions.account_of(token) is None


def _length(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or "")
    return int(said) if said.isascii() and said.isdigit() else 0
