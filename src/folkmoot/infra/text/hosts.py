"""Hosts of written addresses."""

from urllib.parse import urlsplit


def host_of(link: str) -> str:
    """The host of a link, lower case, without a port; "" where there is none."""
    try:
        return (urlsplit(link if "://" in link else f"//{link}").hostname or "").lower()
    except ValueError:
        return ""
