"""Hosts of written addresses."""

import functools
import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

_LONGEST = 253
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
_NAME = re.compile(r"[\w.-]+")
_PARTS = 4


def host_of(link: str) -> str:
    """The host of a link in the one form of `canonical_host`, without user and port; "" where there is none."""
    try:
        written = urlsplit(link if "://" in link else f"//{link}").hostname or ""
    except ValueError:
        return ""
    return canonical_host(written)


@functools.lru_cache(maxsize=4096)
def canonical_host(written: str) -> str:
    """One form of a host, as browsers reach it: lower case ASCII, international names as xn--, no dot at the end.

    An address of numbers is written as browsers read it, so that 0x7f.1 and 2130706433 are both 127.0.0.1. What can be
    no host is given back in lower case, cut to 253 characters.
    """
    host = unicodedata.normalize("NFKC", written[:_LONGEST]).casefold().strip("[]. \t").replace("\u3002", ".")
    if ":" in host:
        return _address6(host)
    return _address4(host) or _ascii(host)


def is_address(host: str) -> bool:
    """Whether a canonical host is an address of numbers."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _address6(host: str) -> str:
    try:
        return str(ipaddress.IPv6Address(host.partition("%")[0]))
    except ValueError:
        return host


def _address4(host: str) -> str:
    """Up to four numbers, decimal, octal or hexadecimal; the last fills what remains."""
    parts = host.split(".")
    if len(parts) > _PARTS or not all(_NUMBER.fullmatch(part) for part in parts):
        return ""
    numbers = [_number(part) for part in parts]
    *first, last = numbers
    if any(number is None or number > 255 for number in first):  # noqa: PLR2004 - a byte
        return ""
    if last is None or last >= 256 ** (5 - len(parts)):
        return ""
    value = sum((number or 0) << (8 * (3 - place)) for place, number in enumerate(first)) + last
    return str(ipaddress.IPv4Address(value))


def _number(part: str) -> int | None:
    try:
        if part[:2].lower() == "0x":
            return int(part[2:] or "0", 16)
        return int(part, 8) if part.startswith("0") else int(part)
    except ValueError:
        return None


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii") if _NAME.fullmatch(host) else host
    except UnicodeError:
        return host
