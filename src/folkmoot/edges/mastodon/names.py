"""Names as clients write them."""

from folkmoot.infra.config import current


def local_name(name: str) -> str:
    """A name without the @ before it, and without this site's own host behind it."""
    handle, _, host = name.strip().lstrip("@").partition("@")
    return handle if host.lower() in {"", current().host.lower()} else f"{handle}@{host}"
