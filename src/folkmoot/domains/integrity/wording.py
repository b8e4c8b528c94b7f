"""What people write into reports, labels and decisions, checked."""

from urllib.parse import urlsplit

from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

COMMENT_LIMIT = 1000
NOTE_LIMIT = 5000
LINK_LIMIT = 2000
_KEPT = {"\n", "\t"}


def words(text: str, *, limit: int, field: str) -> str:
    """The text without control characters and outer space. Raises Invalid when it is too long."""
    cleaned = "".join(sign for sign in text if sign.isprintable() or sign in _KEPT).strip()
    if len(cleaned) > limit:
        raise Invalid(
            sentence("Please keep this to {limit} characters. It has {count}.", limit=limit, count=len(cleaned)),
            field=field,
        )
    return cleaned


def web_address(text: str) -> str:
    """An address that a browser opens, or "". Raises Invalid for anything else."""
    cleaned = text.strip()
    if not cleaned:
        return ""
    try:
        parts = urlsplit(cleaned)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or len(cleaned) > LINK_LIMIT or not cleaned.isprintable() or " " in cleaned:
        raise Invalid("Please give a web address that begins with https:// or http://.", field="link")
    return cleaned
