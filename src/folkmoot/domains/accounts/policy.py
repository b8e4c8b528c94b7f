"""What names, addresses, passwords and profiles may look like. Pure."""

import hashlib
import re
import unicodedata

from folkmoot.domains.accounts.types import ProfileField
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

HANDLE_LIMIT = 30
NAME_LIMIT = 60
_LONGEST_SOUGHT = 1000
BIO_LIMIT = 1000
FIELD_LIMIT = 255
MOST_FIELDS = 6
PASSWORD_LEAST = 10
PASSWORD_MOST = 200
REASON_LIMIT = 1000
LANGUAGE_LIMIT = 12
MOST_SITES = 10

_MARK_LENGTH = 6
_NOT_IN_HANDLES = re.compile(r"[^A-Za-z0-9_]+", re.ASCII)
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,30}", re.ASCII)
_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f.]{2,}")
_EMAIL_LIMIT = 254
_SITE = re.compile(r"(?=.{1,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
RESERVED = frozenset(
    {
        "about",
        "abuse",
        "admin",
        "administrator",
        "api",
        "folkmoot",
        "help",
        "info",
        "mail",
        "moderator",
        "nobody",
        "oauth",
        "operator",
        "postmaster",
        "root",
        "rules",
        "security",
        "support",
        "system",
        "webmaster",
    }
)


def checked_handle(raw: str) -> str:
    """The name as it will be shown. Raises Invalid."""
    if not _HANDLE.fullmatch(raw):
        raise Invalid("A name has 1 to 30 characters: the letters a to z, digits and _.", field="handle")
    if raw.lower() in RESERVED:
        raise Invalid("This name is taken. Please choose another.", field="handle")
    return raw


def normal_email(raw: str) -> str:
    """The address as it is compared: trimmed, lower case. Raises Invalid."""
    email = raw.strip().lower()
    if len(email) > _EMAIL_LIMIT or not _EMAIL.fullmatch(email):
        raise Invalid("This does not look like an e-mail address.", field="email")
    return email


def one_line(raw: str, *, limit: int, field: str) -> str:
    """Text for one line, trimmed, without control or direction characters. Raises Invalid where too long."""
    text = " ".join(_UNSAFE.sub(" ", raw).split())
    if len(text) > limit:
        raise Invalid(
            sentence("This is {count} characters long; at most {limit} fit here.", count=len(text), limit=limit),
            field=field,
        )
    return text


def checked_language(raw: str) -> str:
    """The code of a language, as posts take it; English where none is said. Raises Invalid."""
    code = raw.strip().replace("_", "-") or "en"
    if not (code.isascii() and code.replace("-", "").isalnum() and len(code) <= LANGUAGE_LIMIT):
        raise Invalid("A language is written like en, de or pt-BR.", field="language")
    return code


def checked_fields(raw: list[tuple[str, str]]) -> tuple[ProfileField, ...]:
    """The free lines of a profile, empty ones left out. Raises Invalid."""
    kept = [
        ProfileField(
            one_line(name, limit=FIELD_LIMIT, field="fields"),
            one_line(value, limit=FIELD_LIMIT, field="fields"),
        )
        for name, value in raw
    ]
    kept = [field for field in kept if field.name and field.value]
    if len(kept) > MOST_FIELDS:
        raise Invalid(
            sentence("A profile has room for {most_fields} lines of your own.", most_fields=MOST_FIELDS), field="fields"
        )
    return tuple(kept)


def checked_sites(raw: list[str]) -> tuple[str, ...]:
    """Names of sites without what stands before them in an address, each once. Raises Invalid."""
    plain = (site.strip().lower().removeprefix("http://").removeprefix("https://").removeprefix("*.") for site in raw)
    sites = tuple(dict.fromkeys(site.rstrip("/") for site in plain if site))
    if len(sites) > MOST_SITES or not all(_SITE.fullmatch(site) for site in sites):
        raise Invalid(
            sentence("At most {most_sites} sites fit here, each written like example.org.", most_sites=MOST_SITES),
            field="attribution_domains",
        )
    return sites


def imported_handles(name: str) -> tuple[str, ...]:
    """The handles for an imported person of that name, the best first; always the same for the same name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    cleaned = _NOT_IN_HANDLES.sub("_", plain).strip("_")[: HANDLE_LIMIT - _MARK_LENGTH - 1]
    spoken = cleaned if any(sign.isalpha() for sign in cleaned) else f"person_{cleaned}".rstrip("_")
    marked = f"{spoken[: HANDLE_LIMIT - _MARK_LENGTH - 1]}_{_digest(name.lower())[:_MARK_LENGTH]}"
    as_it_is = _HANDLE.fullmatch(name) is not None and name.lower() not in RESERVED
    numbered = name.isascii() and name.isdigit() and cleaned == name
    if as_it_is and not name.isdigit():
        return (name, marked)
    return (spoken, marked) if numbered else (marked,)


def imported_number(handle: str) -> int:
    """What tells the ids of people apart who joined in the same millisecond."""
    return int(_digest(handle.lower()), 16)


def imported_name(name: str) -> str:
    """The name to show, cut where it is too long; "" where nothing of it can be shown."""
    return " ".join(_UNSAFE.sub(" ", name).split())[:NAME_LIMIT]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def sought(words: str) -> str:
    """Words to look for in names. What is cut is longer than any name, and databases refuse patterns without end."""
    return words.strip()[:_LONGEST_SOUGHT]
