"""Keep the list. Operators write, staff read all of it, everybody reads what is public."""

import re
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet

from folkmoot.domains.community.servers.models import ServerAllow, ServerBlock
from folkmoot.domains.community.servers.types import ServerAllowView, ServerBlockView, ServerRule, ServerSeverity
from folkmoot.infra.audit.api import record
from folkmoot.infra.config import current
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import new_id, time_of
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
_COMMENT_LIMIT = 500


def block_server(viewer: Viewer, *, domain: str, rule: ServerRule) -> ServerBlockView:
    """Put a server on the list. Operators only. Raises Invalid, also where it is there already."""
    actor_id = viewer.require_operator()
    row = ServerBlock(id=new_id(), domain=_domain(domain), **_checked(rule))
    with atomic_write():
        if ServerBlock.objects.filter(domain=row.domain).exists():
            raise Invalid("This server is on the list already.", field="domain")
        row.save(force_insert=True)
        record(actor_id, "server.block", f"server:{row.id}", severity=row.severity)
    return _block(row)


def change_server_block(viewer: Viewer, *, block_id: int, rule: ServerRule) -> ServerBlockView:
    """Say something else about it. Operators only. Raises Invalid, NotFound."""
    actor_id = viewer.require_operator()
    values = _checked(rule)
    with atomic_write():
        if not ServerBlock.objects.filter(id=block_id).update(**values):
            raise NotFound(f"server block {block_id}")
        record(actor_id, "server.change", f"server:{block_id}", severity=rule.severity)
    return server_block(viewer, block_id)


def allow_server(viewer: Viewer, *, domain: str) -> ServerAllowView:
    """Name a server that is let in; saying it again changes nothing. Operators only. Raises Invalid."""
    actor_id = viewer.require_operator()
    name = _domain(domain)
    with atomic_write():
        row, fresh = ServerAllow.objects.get_or_create(domain=name, defaults={"id": new_id()})
        if fresh:
            record(actor_id, "server.allow", f"server:{row.id}")
    return _allow(row)


def forget_server(viewer: Viewer, *, entry_id: int) -> None:
    """Take a server off either list. Operators only. Raises NotFound."""
    actor_id = viewer.require_operator()
    with atomic_write():
        if not any(kind.objects.filter(id=entry_id).delete()[0] for kind in (ServerBlock, ServerAllow)):
            raise NotFound(f"server {entry_id}")
        record(actor_id, "server.forget", f"server:{entry_id}")


def public_server_blocks() -> tuple[ServerBlockView, ...]:
    """What everybody may read: those that act, by domain. Show `shown`, never `domain`."""
    rows = ServerBlock.objects.exclude(severity=ServerSeverity.NOOP).order_by("domain")
    return tuple(_block(row) for row in rows)


def server_blocks(viewer: Viewer, page: PageRequest) -> Page[ServerBlockView]:
    viewer.require_staff()
    rows, found = _page(ServerBlock.objects.all(), page)
    return Page(tuple(_block(row) for row in rows), found.next_max_id, found.prev_min_id)


def server_allows(viewer: Viewer, page: PageRequest) -> Page[ServerAllowView]:
    viewer.require_staff()
    rows, found = _page(ServerAllow.objects.all(), page)
    return Page(tuple(_allow(row) for row in rows), found.next_max_id, found.prev_min_id)


def server_block(viewer: Viewer, block_id: int) -> ServerBlockView:
    viewer.require_staff()
    row = ServerBlock.objects.filter(id=block_id).first()
    if row is None:
        raise NotFound(f"server block {block_id}")
    return _block(row)


def server_allow(viewer: Viewer, allow_id: int) -> ServerAllowView:
    viewer.require_staff()
    row = ServerAllow.objects.filter(id=allow_id).first()
    if row is None:
        raise NotFound(f"server allow {allow_id}")
    return _allow(row)


def _domain(raw: str) -> str:
    domain = raw.strip().lower().strip(".")
    if not _DOMAIN.fullmatch(domain):
        raise Invalid("Please write a domain like other.example.", field="domain")
    if domain == current().host:
        raise Invalid("This is the domain of this site itself.", field="domain")
    return domain


def _checked(rule: ServerRule) -> dict[str, Any]:
    if rule.severity not in list(ServerSeverity):
        raise Invalid(sentence("One of: {choices}.", choices=", ".join(ServerSeverity)), field="severity")
    for name in ("private_comment", "public_comment"):
        if len(getattr(rule, name)) > _COMMENT_LIMIT:
            raise Invalid(sentence("At most {limit} characters fit here.", limit=_COMMENT_LIMIT), field=name)
    return asdict(rule)


def _block(row: ServerBlock) -> ServerBlockView:
    rule = ServerRule(
        severity=row.severity,
        reject_media=row.reject_media,
        reject_reports=row.reject_reports,
        private_comment=row.private_comment,
        public_comment=row.public_comment,
        obfuscate=row.obfuscate,
    )
    return ServerBlockView(row.id, row.domain, rule, time_of(row.id))


def _allow(row: ServerAllow) -> ServerAllowView:
    return ServerAllowView(row.id, row.domain, time_of(row.id))


def _page(rows: "QuerySet[Any]", page: PageRequest) -> tuple[list[Any], Page[int]]:
    rows = rows.filter(id__lt=page.max_id) if page.max_id is not None else rows
    rows = rows.filter(id__gt=page.floor) if page.floor is not None else rows
    found = {row.id: row for row in rows.order_by("id" if page.upwards else "-id")[: page.limit + 1]}
    ids = page_ids(list(found), page)
    return [found[one] for one in ids.items], ids
