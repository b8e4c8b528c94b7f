"""The blocks there are. Staff only."""

from typing import Any

from django.db.models import QuerySet

from folkmoot.domains.accounts import policy, secrets
from folkmoot.domains.accounts.blocks import rules
from folkmoot.domains.accounts.blocks.models import AddressBlock, EmailBlock, EmailDomainBlock, NameBlock
from folkmoot.domains.accounts.blocks.types import (
    AddressBlockView,
    EmailBlockView,
    EmailDomainBlockView,
    NameBlockView,
    Severity,
)
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.viewer import Viewer


def email_domain_blocks(viewer: Viewer, page: PageRequest) -> Page[EmailDomainBlockView]:
    viewer.require_staff()
    rows, found = _page(EmailDomainBlock.objects.all(), page)
    return Page(tuple(domain_view(row) for row in rows), found.next_max_id, found.prev_min_id)


def address_blocks(viewer: Viewer, page: PageRequest) -> Page[AddressBlockView]:
    """Those that have not ended."""
    viewer.require_staff()
    rows, found = _page(AddressBlock.objects.exclude(expires_at__lt=clock.now()), page)
    return Page(tuple(address_view(row) for row in rows), found.next_max_id, found.prev_min_id)


def email_blocks(viewer: Viewer, page: PageRequest) -> Page[EmailBlockView]:
    viewer.require_staff()
    rows, found = _page(EmailBlock.objects.all(), page)
    return Page(tuple(email_view(row) for row in rows), found.next_max_id, found.prev_min_id)


def name_blocks(viewer: Viewer) -> tuple[NameBlockView, ...]:
    viewer.require_staff()
    return tuple(name_view(row) for row in NameBlock.objects.order_by("name_key"))


def email_domain_block(viewer: Viewer, block_id: int) -> EmailDomainBlockView:
    viewer.require_staff()
    return domain_view(_one(EmailDomainBlock.objects.filter(id=block_id)))


def address_block(viewer: Viewer, block_id: int) -> AddressBlockView:
    viewer.require_staff()
    return address_view(_one(AddressBlock.objects.filter(id=block_id)))


def email_block(viewer: Viewer, block_id: int) -> EmailBlockView:
    viewer.require_staff()
    return email_view(_one(EmailBlock.objects.filter(id=block_id)))


def email_blocks_of(viewer: Viewer, email: str) -> tuple[EmailBlockView, ...]:
    """The blocks that would refuse this mailbox. Raises Invalid for what is no address."""
    viewer.require_staff()
    return tuple(email_view(row) for row in EmailBlock.objects.filter(email_hash=email_key(email)))


def email_key(email: str) -> str:
    """The keyed hash under which a mailbox is blocked. Raises Invalid."""
    return secrets.email_hash(rules.canonical_email(policy.normal_email(email)))


def domain_view(row: EmailDomainBlock) -> EmailDomainBlockView:
    return EmailDomainBlockView(row.id, row.domain, row.needs_approval, time_of(row.id))


def address_view(row: AddressBlock) -> AddressBlockView:
    return AddressBlockView(row.id, row.network, Severity(row.severity), row.comment, time_of(row.id), row.expires_at)


def email_view(row: EmailBlock) -> EmailBlockView:
    return EmailBlockView(row.id, row.email_hash)


def name_view(row: NameBlock) -> NameBlockView:
    return NameBlockView(row.id, row.name_key, row.exact)


def _one(rows: "QuerySet[Any]") -> Any:
    row = rows.first()
    if row is None:
        raise NotFound("no such block")
    return row


def _page(rows: "QuerySet[Any]", page: PageRequest) -> tuple[list[Any], Page[int]]:
    rows = rows.filter(id__lt=page.max_id) if page.max_id is not None else rows
    rows = rows.filter(id__gt=page.floor) if page.floor is not None else rows
    found = list(rows.order_by("id" if page.upwards else "-id")[: page.limit + 1])
    pages = page_ids([row.id for row in found], page)
    by_id = {row.id: row for row in found}
    return [by_id[one] for one in pages.items], pages
