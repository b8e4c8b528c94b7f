"""Who cannot sign up: e-mail domains, networks, mailboxes."""

from datetime import datetime, timedelta

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import admin as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.admin import CanonicalEmailBlock, EmailDomainBlock, IpBlock
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid

routes = Routes()
_DOMAINS, _NETWORKS, _MAILBOXES = "email_domain_blocks", "ip_blocks", "canonical_email_blocks"
_LONGEST = 10 * 366 * 24 * 3600
_OWN_HASHES = "The hashes of this site are keyed, so one from elsewhere fits nobody. Please send the address as email."


class SentNetwork(msgspec.Struct):
    ip: str | None = None
    severity: str | None = None
    comment: str | None = None
    expires_in: int | None = None

    def end(self) -> datetime | None:
        """None: until somebody lifts it."""
        if not self.expires_in:
            return None
        if not 0 < self.expires_in <= _LONGEST:
            raise Invalid("At most ten years, in seconds.", field="expires_in")
        return clock.now() + timedelta(seconds=self.expires_in)


@routes.get("/api/v1/admin/email_domain_blocks", f"admin:read:{_DOMAINS}")
def domains(call: Call) -> Listed[EmailDomainBlock]:
    page = accounts.email_domain_blocks(call.viewer, call.page(default=100, most=200))
    return Listed.like(page, [present.email_domain_block(one) for one in page.items])


@routes.get("/api/v1/admin/email_domain_blocks/<block_id>", f"admin:read:{_DOMAINS}")
def domain(call: Call) -> EmailDomainBlock:
    return present.email_domain_block(accounts.email_domain_block(call.viewer, call.id("block_id")))


@routes.post(
    "/api/v1/admin/email_domain_blocks", f"admin:write:{_DOMAINS}", fields={"domain": str, "allow_with_approval": bool}
)
def add_domain(call: Call) -> EmailDomainBlock:
    made = accounts.block_email_domain(
        call.viewer, domain=call.text("domain"), needs_approval=call.flag("allow_with_approval")
    )
    return present.email_domain_block(made)


@routes.delete("/api/v1/admin/email_domain_blocks/<block_id>", f"admin:write:{_DOMAINS}")
def remove_domain(call: Call) -> None:
    found = accounts.email_domain_block(call.viewer, call.id("block_id"))
    accounts.lift_block(call.viewer, block_id=found.id)


@routes.get("/api/v1/admin/ip_blocks", f"admin:read:{_NETWORKS}")
def networks(call: Call) -> Listed[IpBlock]:
    page = accounts.address_blocks(call.viewer, call.page(default=100, most=200))
    return Listed.like(page, [present.ip_block(one) for one in page.items])


@routes.get("/api/v1/admin/ip_blocks/<block_id>", f"admin:read:{_NETWORKS}")
def network(call: Call) -> IpBlock:
    return present.ip_block(accounts.address_block(call.viewer, call.id("block_id")))


@routes.post("/api/v1/admin/ip_blocks", f"admin:write:{_NETWORKS}", sends=SentNetwork)
def add_network(call: Call) -> IpBlock:
    sent = call.read(SentNetwork)
    made = accounts.block_address(
        call.viewer,
        network=sent.ip or "",
        severity=sent.severity or "",
        comment=sent.comment or "",
        expires_at=sent.end(),
        own_address=call.address,
    )
    return present.ip_block(made)


@routes.put("/api/v1/admin/ip_blocks/<block_id>", f"admin:write:{_NETWORKS}", sends=SentNetwork)
def change_network(call: Call) -> IpBlock:
    """What is left out stays as it was."""
    sent = call.read(SentNetwork)
    before = accounts.address_block(call.viewer, call.id("block_id"))
    changed = accounts.block_address(
        call.viewer,
        network=before.network if sent.ip is None else sent.ip,
        severity=before.severity.value if sent.severity is None else sent.severity,
        comment=before.comment if sent.comment is None else sent.comment,
        expires_at=before.expires_at if sent.expires_in is None else sent.end(),
        own_address=call.address,
        block_id=before.id,
    )
    return present.ip_block(changed)


@routes.delete("/api/v1/admin/ip_blocks/<block_id>", f"admin:write:{_NETWORKS}")
def remove_network(call: Call) -> None:
    found = accounts.address_block(call.viewer, call.id("block_id"))
    accounts.lift_block(call.viewer, block_id=found.id)


@routes.get("/api/v1/admin/canonical_email_blocks", f"admin:read:{_MAILBOXES}")
def mailboxes(call: Call) -> Listed[CanonicalEmailBlock]:
    page = accounts.email_blocks(call.viewer, call.page(default=100, most=200))
    return Listed.like(page, [present.canonical_email_block(one) for one in page.items])


@routes.get("/api/v1/admin/canonical_email_blocks/<block_id>", f"admin:read:{_MAILBOXES}")
def mailbox(call: Call) -> CanonicalEmailBlock:
    return present.canonical_email_block(accounts.email_block(call.viewer, call.id("block_id")))


@routes.post("/api/v1/admin/canonical_email_blocks/test", f"admin:read:{_MAILBOXES}", fields={"email": str})
def test_mailbox(call: Call) -> list[CanonicalEmailBlock]:
    found = accounts.email_blocks_of(call.viewer, call.text("email"))
    return [present.canonical_email_block(one) for one in found]


@routes.post(
    "/api/v1/admin/canonical_email_blocks",
    f"admin:write:{_MAILBOXES}",
    fields={"email": str, "canonical_email_hash": str},
)
def add_mailbox(call: Call) -> CanonicalEmailBlock:
    call.viewer.require_operator()
    if not call.text("email") and call.text("canonical_email_hash"):
        raise Invalid(_OWN_HASHES, field="canonical_email_hash")
    return present.canonical_email_block(accounts.block_email(call.viewer, email=call.text("email")))


@routes.delete("/api/v1/admin/canonical_email_blocks/<block_id>", f"admin:write:{_MAILBOXES}")
def remove_mailbox(call: Call) -> None:
    found = accounts.email_block(call.viewer, call.id("block_id"))
    accounts.lift_block(call.viewer, block_id=found.id)
