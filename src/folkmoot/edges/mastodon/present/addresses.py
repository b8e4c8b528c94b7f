"""Absolute addresses."""

from urllib.parse import quote

from folkmoot.infra.config import current


def absolute(path: str) -> str:
    """A path of this site as an address; an address stays as it is."""
    return path if "://" in path else f"{current().public_origin}{path}"


def tag_address(tag: str) -> str:
    return absolute(f"/tags/{quote(tag)}")


NO_AVATAR = "/static/client/avatar.png"
NO_HEADER = "/static/client/header.png"
