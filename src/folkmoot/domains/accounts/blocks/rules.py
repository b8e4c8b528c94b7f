"""What blocks may look like, and what they cover. Pure."""

import ipaddress
import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from folkmoot.kernel.errors import Invalid

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

_DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
_NAME = re.compile(r"[a-z0-9_]{1,30}", re.ASCII)
_NARROW = {4: 24, 6: 48}
"""A range with a longer prefix than this may be one household's."""


def checked_network(raw: str, *, field: str = "ip") -> Network:
    """A range in CIDR notation, or one address. Raises Invalid, also for a range that is nearly everybody."""
    try:
        network = ipaddress.ip_network(raw.strip(), strict=False)
    except ValueError:
        raise Invalid("Please write a range of addresses like 192.0.2.0/24 or 2001:db8::/32.", field=field) from None
    if network.prefixlen < 8:  # noqa: PLR2004 - a 256th of all IPv4 addresses
        raise Invalid("This range is too wide: it would shut out a large part of the world.", field=field)
    return network


def is_narrow(network: Network) -> bool:
    """Whether the range may be one person's address, so that its block has to end by itself."""
    return network.prefixlen > _NARROW[network.version]


def parsed_address(raw: str) -> Address | None:
    """A caller's address, IPv4 also where it came as IPv6; None for what is none."""
    try:
        address = ipaddress.ip_address(raw)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def covers(network: Network, address: Address) -> bool:
    return network.version == address.version and address in network


def checked_domain(raw: str, *, field: str = "domain") -> str:
    """The domain in lower case and ASCII. Raises Invalid."""
    domain = raw.strip().lower().strip(".").removeprefix("@")
    try:
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        domain = ""
    if not _DOMAIN.fullmatch(domain):
        raise Invalid("Please write a domain like spam.example.", field=field)
    return domain


def domains_above(domain: str) -> tuple[str, ...]:
    """The domain and those above it: a block of `spam.example` covers `mail.spam.example`."""
    parts = domain.split(".")
    return tuple(".".join(parts[start:]) for start in range(len(parts)))


def checked_name(raw: str) -> str:
    name = raw.strip().lstrip("@").lower()
    if not _NAME.fullmatch(name):
        raise Invalid("A name has 1 to 30 characters: the letters a to z, digits and _.", field="name")
    return name


def canonical_email(normal: str) -> str:
    """One spelling for all spellings of a mailbox: without dots before the @ and without what follows a +."""
    local, _, domain = normal.partition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"
