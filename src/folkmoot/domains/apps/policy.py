"""Which scopes there are, what each includes, which addresses an app may be sent to. Pure."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from folkmoot.domains.apps.types import OUT_OF_BAND
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

NAME_LIMIT = 60
WEBSITE_LIMIT = 2000
MOST_REDIRECTS = 20
MOST_TOKENS = 200
"""Living tokens of a person; a further one ends the one that was used least lately."""
REDIRECT_LIMIT = 2000
DEFAULT_SCOPES = ("read",)

_BOTH = ("accounts", "blocks", "bookmarks", "collections", "favourites", "filters", "follows", "lists", "mutes")
_READ = (*_BOTH, "notifications", "search", "statuses")
_WRITE = (*_BOTH, "conversations", "media", "notifications", "reports", "statuses")
_BLOCKS_OF_ADMINS = ("domain_allows", "domain_blocks", "ip_blocks", "email_domain_blocks", "canonical_email_blocks")
_ADMIN = ("accounts", "reports", *_BLOCKS_OF_ADMINS)
FOLLOW_INCLUDES = frozenset(f"{verb}:{noun}" for verb in ("read", "write") for noun in ("blocks", "follows", "mutes"))
SCOPES = frozenset(
    [
        "read",
        "write",
        "follow",
        "push",
        "profile",
        "admin:read",
        "admin:write",
        *(f"read:{noun}" for noun in _READ),
        *(f"write:{noun}" for noun in _WRITE),
        *(f"admin:{verb}:{noun}" for verb in ("read", "write") for noun in _ADMIN),
    ]
)

# What a browser would run instead of handing it to an app.
_DANGEROUS_SCHEMES = frozenset({"javascript", "data", "vbscript", "file", "blob", "about"})
_DESCRIPTIONS: Mapping[str, str] = {
    "read": sentence("Read everything in your account"),
    "write": sentence("Publish and change things in your name"),
    "follow": sentence("Change whom you follow, mute and block"),
    "push": sentence("Send you notifications on your device"),
    "profile": sentence("See who you are, and nothing else"),
    "admin:read": sentence("Read what moderators and operators see"),
    "admin:write": sentence("Act as a moderator or an operator"),
}


_NOUNS: Mapping[str, str] = {
    "accounts": sentence("accounts"),
    "blocks": sentence("blocks"),
    "bookmarks": sentence("bookmarks"),
    "collections": sentence("collections"),
    "canonical_email_blocks": sentence("canonical email blocks"),
    "conversations": sentence("conversations"),
    "domain_allows": sentence("domain allows"),
    "domain_blocks": sentence("domain blocks"),
    "email_domain_blocks": sentence("email domain blocks"),
    "favourites": sentence("favourites"),
    "filters": sentence("filters"),
    "follows": sentence("follows"),
    "ip_blocks": sentence("ip blocks"),
    "lists": sentence("lists"),
    "media": sentence("media"),
    "mutes": sentence("mutes"),
    "notifications": sentence("notifications"),
    "reports": sentence("reports"),
    "search": sentence("search"),
    "statuses": sentence("statuses"),
}


def covers(granted: frozenset[str] | None, needed: str) -> bool:
    """Whether `needed` is among the granted scopes or within one of them. None: the person's own browser, so yes."""
    if granted is None or needed in granted:
        return True
    if "follow" in granted and needed in FOLLOW_INCLUDES:
        return True
    parts = needed.split(":")
    return any(":".join(parts[:length]) in granted for length in range(1, len(parts)))


def covers_any(granted: frozenset[str] | None, needed: Iterable[str]) -> bool:
    """Whether one of several scopes, each of which would do, is covered; yes where none is needed."""
    wanted = tuple(needed)
    return not wanted or any(covers(granted, scope) for scope in wanted)


def all_covered(granted: Iterable[str], asked: Iterable[str]) -> bool:
    """Whether everything asked for is within what was granted."""
    have = frozenset(granted)
    return all(covers(have, scope) for scope in asked)


def parse_scopes(text: str) -> tuple[str, ...]:
    """Scopes as written in one line, each once, in their order; `read` where nothing is written. Raises Invalid."""
    scopes = tuple(dict.fromkeys(text.replace(",", " ").replace("+", " ").split())) or DEFAULT_SCOPES
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        raise Invalid(sentence("Scopes {scope} is not known here", scope=repr(unknown[0][:40])), field="scopes")
    return scopes


def describe(scope: str) -> str:
    """A scope in words, for the person who is asked."""
    if scope in _DESCRIPTIONS:
        return _DESCRIPTIONS[scope]
    *verbs, noun = scope.split(":")
    named = _NOUNS.get(noun) or noun.replace("_", " ")
    reads, acts = verbs[-1] == "read", verbs[0] == "admin"
    if acts:
        as_moderator = sentence("Read {noun} as a moderator", noun=named)
        return as_moderator if reads else sentence("Change {noun} as a moderator", noun=named)
    return sentence("Read your {noun}", noun=named) if reads else sentence("Change your {noun}", noun=named)


def checked_redirects(raw: Iterable[str]) -> tuple[str, ...]:
    """The addresses to which an app may have people sent back. Raises Invalid."""
    addresses = tuple(dict.fromkeys(address.strip() for address in raw if address.strip()))
    if not addresses:
        raise Invalid("Redirect URI can't be blank", field="redirect_uri")
    if len(addresses) > MOST_REDIRECTS:
        raise Invalid(
            sentence("Redirect URI: at most {most_redirects} can be registered", most_redirects=MOST_REDIRECTS),
            field="redirect_uri",
        )
    for address in addresses:
        _check_redirect(address)
    return addresses


def _check_redirect(address: str) -> None:
    if address == OUT_OF_BAND:
        return
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Invalid("Redirect URI must be a valid URI", field="redirect_uri") from None
    plain = address.isascii() and address.isprintable() and " " not in address
    if not plain or len(address) > REDIRECT_LIMIT or not parts.scheme or not (parts.netloc or parts.path):
        raise Invalid("Redirect URI must be an absolute URI", field="redirect_uri")
    if parts.fragment:
        raise Invalid("Redirect URI cannot contain a fragment", field="redirect_uri")
    if parts.scheme.lower() in _DANGEROUS_SCHEMES:
        raise Invalid("Redirect URI is forbidden by the server", field="redirect_uri")


def checked_name(raw: str) -> str:
    """The name of an app. Raises Invalid."""
    name = " ".join("".join(mark if mark.isprintable() else " " for mark in raw).split())
    if not name:
        raise Invalid("Name can't be blank", field="client_name")
    if len(name) > NAME_LIMIT:
        raise Invalid(
            sentence("Name is too long (maximum is {name_limit} characters)", name_limit=NAME_LIMIT),
            field="client_name",
        )
    return name


def checked_website(raw: str) -> str:
    """The web address of an app, or "". Raises Invalid."""
    website = raw.strip()
    if website and not website.startswith(("http://", "https://")):
        raise Invalid("Website must be a valid URL", field="website")
    if len(website) > WEBSITE_LIMIT:
        raise Invalid(
            sentence("Website is too long (maximum is {website_limit} characters)", website_limit=WEBSITE_LIMIT),
            field="website",
        )
    return website
