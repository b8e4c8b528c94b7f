"""Where blocks act: at sign-up, and at the door for addresses without access."""

import ipaddress
from dataclasses import dataclass

from django.db.models import Q

from folkmoot.domains.accounts import policy
from folkmoot.domains.accounts.blocks import rules
from folkmoot.domains.accounts.blocks.models import AddressBlock, EmailBlock, EmailDomainBlock, NameBlock
from folkmoot.domains.accounts.blocks.reading import email_key
from folkmoot.domains.accounts.blocks.types import Severity
from folkmoot.infra.fresh import Fresh
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Forbidden, Invalid

NO_MAIL = "This community takes no addresses from this e-mail provider. Please use another address."
NO_MAILBOX = "This community takes no new member with this e-mail address. Please write to the operator."
NO_NAME = "This name is not given out here. Please choose another."
NO_SIGN_UP = "This community takes no new members from your network. Please write to the operator."
NO_ACCESS = "This community does not answer your network. Please write to the operator."


@dataclass(frozen=True, slots=True)
class _Shut:
    """The ranges that have no access; `stamp` tells whether the table says something newer."""

    stamp: tuple[tuple[str, str], ...] = ()
    networks: tuple[rules.Network, ...] = ()


def refuse_blocked(*, handle: str, email: str, address: str) -> bool:
    """Refuse who may not sign up; whether a moderator must look at the request of who may.

    `address` is the network address, only compared. Raises Invalid, naming the field, and Forbidden.
    """
    _refuse_name(handle.lower())
    by_mail = _refuse_mail(policy.normal_email(email))
    by_network = _refuse_network(address)
    return by_mail or by_network


def has_access(address: str) -> bool:
    """Whether this site answers a network address. Asks the database every few seconds at most."""
    networks = _shut.get().networks
    if not networks:
        return True
    parsed = rules.parsed_address(address)
    return parsed is None or not any(rules.covers(network, parsed) for network in networks)


def refresh() -> None:
    """What was just blocked or lifted acts in this process from now on, in others within seconds."""
    _shut.refresh()


def _refuse_name(handle_key: str) -> None:
    whole = Q(exact=True, name_key=handle_key)
    parts = NameBlock.objects.filter(exact=False).values_list("name_key", flat=True)
    if NameBlock.objects.filter(whole).exists() or any(part in handle_key for part in parts):
        raise Invalid(NO_NAME, field="handle")


def _refuse_mail(email: str) -> bool:
    if EmailBlock.objects.filter(email_hash=email_key(email)).exists():
        raise Invalid(NO_MAILBOX, field="email")
    domain = email.rpartition("@")[2]
    blocks = list(EmailDomainBlock.objects.filter(domain__in=rules.domains_above(domain)))
    if any(not block.needs_approval for block in blocks):
        raise Invalid(NO_MAIL, field="email")
    return bool(blocks)


def _refuse_network(address: str) -> bool:
    parsed = rules.parsed_address(address)
    if parsed is None:
        return False
    rows = AddressBlock.objects.exclude(expires_at__lt=clock.now()).values_list("network", "severity")
    found = {severity for network, severity in rows if rules.covers(ipaddress.ip_network(network), parsed)}
    if found & {Severity.NO_SIGN_UP, Severity.NO_ACCESS}:
        raise Forbidden("blocked network", safe=NO_SIGN_UP)
    return bool(found)


def _look(known: _Shut) -> _Shut:
    rows = AddressBlock.objects.filter(severity=Severity.NO_ACCESS).order_by("id")
    present = [row for row in rows if row.expires_at is None or row.expires_at > clock.now()]
    stamp = tuple((row.network, str(row.expires_at)) for row in present)
    return known if stamp == known.stamp else _Shut(stamp, tuple(ipaddress.ip_network(row.network) for row in present))


_shut = Fresh(_Shut(), _look)
