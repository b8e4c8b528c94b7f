"""What links hide. Pure."""

import functools
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from folkmoot.infra.text import canonical_host, is_address

_SHORTENERS = Path(__file__).with_name("shorteners.txt")
_ADDRESS = 0.5
_MIXED = 0.9
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


@functools.lru_cache(maxsize=1)
def shorteners() -> frozenset[str]:
    lines = _SHORTENERS.read_text(encoding="utf-8").splitlines()
    return frozenset(canonical_host(line) for line in lines if line and not line.startswith("#"))


def shortened(hosts: Iterable[str]) -> int:
    """How many of the hosts belong to a service that hides an address behind a short one."""
    known = shorteners()
    return sum(canonical_host(host).removeprefix("www.") in known for host in hosts)


@functools.lru_cache(maxsize=4096)
def deceptiveness(host: str) -> float:
    """How likely a host hides where it leads, from 0 to 1: half for bare numbers, more for a name of mixed scripts."""
    canonical = canonical_host(host)
    if is_address(canonical):
        return _ADDRESS
    return max((_label(part) for part in canonical.split(".") if part.startswith("xn--")), default=0.0)


def _label(label: str) -> float:
    """A name that mixes scripts imitates another one; names wholly in one script are ordinary names."""
    try:
        letters = label.encode("ascii").decode("idna")
    except UnicodeError:
        return _MIXED
    return _MIXED if len({_script(sign) for sign in letters if sign.isalpha()} & set(_SCRIPTS)) > 1 else 0.0


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
