"""Block and lift. Operators write; moderators may read."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from folkmoot.domains.accounts import policy
from folkmoot.domains.accounts.blocks import rules
from folkmoot.domains.accounts.blocks.enforcing import refresh
from folkmoot.domains.accounts.blocks.models import AddressBlock, EmailBlock, EmailDomainBlock, NameBlock
from folkmoot.domains.accounts.blocks.reading import address_view, domain_view, email_key, email_view, name_view
from folkmoot.domains.accounts.blocks.types import (
    AddressBlockView,
    EmailBlockView,
    EmailDomainBlockView,
    NameBlockView,
    Severity,
)
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

NARROW_LASTS = timedelta(days=365)
_COMMENT_LIMIT = 200
_THERE = "This is blocked already."


def block_email_domain(viewer: Viewer, *, domain: str, needs_approval: bool = False) -> EmailDomainBlockView:
    """Take no new members with addresses there, or with `needs_approval` have a moderator look at each.

    Operators only. Raises Invalid, also where it is blocked already.
    """
    actor_id = viewer.require_operator()
    row = EmailDomainBlock(id=new_id(), domain=rules.checked_domain(domain), needs_approval=needs_approval)
    with atomic_write():
        _refuse_present(EmailDomainBlock.objects.filter(domain=row.domain).exists(), "domain")
        row.save(force_insert=True)
        record(actor_id, "block.email_domain", f"block:{row.id}")
    return domain_view(row)


def block_address(
    viewer: Viewer,
    *,
    network: str,
    severity: str,
    comment: str = "",
    expires_at: datetime | None = None,
    own_address: str = "",
    block_id: int | None = None,
) -> AddressBlockView:
    """Block a range of network addresses; with `block_id`, change that block. Operators only.

    A narrow range, which may be one person's, ends after a year at most. `own_address`: where the operator is; a
    block without access that would cover it is refused. Raises Invalid, NotFound.
    """
    actor_id = viewer.require_operator()
    checked = rules.checked_network(network)
    kind = _severity(severity)
    own = rules.parsed_address(own_address)
    if kind is Severity.NO_ACCESS and own is not None and rules.covers(checked, own):
        raise Invalid("You are in this range yourself: you would lock yourself out.", field="ip")
    values = {
        "network": str(checked),
        "severity": kind.value,
        "comment": policy.one_line(comment, limit=_COMMENT_LIMIT, field="comment"),
        "expires_at": _end(checked, expires_at),
    }
    with atomic_write():
        _refuse_present(AddressBlock.objects.filter(network=str(checked)).exclude(id=block_id or 0).exists(), "ip")
        row = AddressBlock(id=new_id(), **values) if block_id is None else _changed(block_id, values)
        row.save()
        record(actor_id, "block.address", f"block:{row.id}", severity=kind.value)
    refresh()
    return address_view(row)


def block_email(viewer: Viewer, *, email: str) -> EmailBlockView:
    """Take no new member with this mailbox, however it is spelled. Only a keyed hash of it is kept. Operators only."""
    actor_id = viewer.require_operator()
    row = EmailBlock(id=new_id(), email_hash=email_key(email))
    with atomic_write():
        _refuse_present(EmailBlock.objects.filter(email_hash=row.email_hash).exists(), "email")
        row.save(force_insert=True)
        record(actor_id, "block.email", f"block:{row.id}")
    return email_view(row)


def block_name(viewer: Viewer, *, name: str, exact: bool = True) -> NameBlockView:
    """Let nobody take this name, or with `exact` False no name that contains it. Operators only."""
    actor_id = viewer.require_operator()
    row = NameBlock(id=new_id(), name_key=rules.checked_name(name), exact=exact)
    with atomic_write():
        _refuse_present(NameBlock.objects.filter(name_key=row.name_key).exists(), "name")
        row.save(force_insert=True)
        record(actor_id, "block.name", f"block:{row.id}")
    return name_view(row)


def lift_block(viewer: Viewer, *, block_id: int) -> None:
    """End a block of any kind. Operators only. Raises NotFound."""
    actor_id = viewer.require_operator()
    with atomic_write():
        kinds = (EmailDomainBlock, AddressBlock, EmailBlock, NameBlock)
        if not any(kind.objects.filter(id=block_id).delete()[0] for kind in kinds):
            raise NotFound(f"block {block_id}")
        record(actor_id, "block.lift", f"block:{block_id}")
    refresh()


def sweep_blocks() -> None:
    """Delete the blocks of addresses that have ended: nothing is kept of an address longer than it acts."""
    with atomic_write():
        AddressBlock.objects.filter(expires_at__lt=clock.now()).delete()


def _changed(block_id: int, values: Mapping[str, object]) -> AddressBlock:
    row = AddressBlock.objects.filter(id=block_id).first()
    if row is None:
        raise NotFound(f"block {block_id}")
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _severity(raw: str) -> Severity:
    try:
        return Severity(raw)
    except ValueError:
        raise Invalid(sentence("One of: {choices}.", choices=", ".join(Severity)), field="severity") from None


def _end(network: rules.Network, wanted: datetime | None) -> datetime | None:
    if wanted is not None and wanted <= clock.now():
        raise Invalid("This moment has passed.", field="expires_in")
    latest = clock.now() + NARROW_LASTS
    return min(wanted or latest, latest) if rules.is_narrow(network) else wanted


def _refuse_present(present: bool, field: str) -> None:
    if present:
        raise Invalid(_THERE, field=field)
