"""Absolute addresses."""

from urllib.parse import quote

from folkmoot.infra.config import current


def absolute(path: str) -> str:
    """A path of this site as an address; an address stays as it is."""
    return path if "://" in path else f"{current().public_origin}{path}"


def whole_links(html: str) -> str:
    """HTML of this site with whole addresses: a client has no page from which paths would begin.

    What people write cannot look like a link: less-than signs in it are written as references.
    """
    return html.replace('<a href="/', f'<a href="{current().public_origin}/')


def tag_address(tag: str) -> str:
    return absolute(f"/tags/{quote(tag)}")


NO_AVATAR = "/static/client/avatar.png"
NO_HEADER = "/static/client/header.png"
