"""The list of other servers. It is public, and acts once this site federates."""

import msgspec

from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import ServerRule
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import admin as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.admin import DomainAllow, DomainBlock

routes = Routes()
_BLOCKS, _ALLOWS = "domain_blocks", "domain_allows"


class SentRule(msgspec.Struct):
    """What is left out stays as it was; at first, as Mastodon has it."""

    domain: str = ""
    severity: str | None = None
    reject_media: bool | None = None
    reject_reports: bool | None = None
    private_comment: str | None = None
    public_comment: str | None = None
    obfuscate: bool | None = None

    def over(self, rule: ServerRule) -> ServerRule:
        return ServerRule(
            severity=rule.severity if self.severity is None else self.severity,
            reject_media=rule.reject_media if self.reject_media is None else self.reject_media,
            reject_reports=rule.reject_reports if self.reject_reports is None else self.reject_reports,
            private_comment=rule.private_comment if self.private_comment is None else self.private_comment,
            public_comment=rule.public_comment if self.public_comment is None else self.public_comment,
            obfuscate=rule.obfuscate if self.obfuscate is None else self.obfuscate,
        )


@routes.get("/api/v1/admin/domain_blocks", f"admin:read:{_BLOCKS}")
def blocks(call: Call) -> Listed[DomainBlock]:
    page = community.server_blocks(call.viewer, call.page(default=100, most=200))
    return Listed.like(page, [present.domain_block(one) for one in page.items])


@routes.get("/api/v1/admin/domain_blocks/<entry_id>", f"admin:read:{_BLOCKS}")
def block(call: Call) -> DomainBlock:
    return present.domain_block(community.server_block(call.viewer, call.id("entry_id")))


@routes.post("/api/v1/admin/domain_blocks", f"admin:write:{_BLOCKS}", sends=SentRule)
def add_block(call: Call) -> DomainBlock:
    sent = call.read(SentRule)
    made = community.block_server(call.viewer, domain=sent.domain, rule=sent.over(ServerRule()))
    return present.domain_block(made)


@routes.put("/api/v1/admin/domain_blocks/<entry_id>", f"admin:write:{_BLOCKS}", sends=SentRule)
def change_block(call: Call) -> DomainBlock:
    present_block = community.server_block(call.viewer, call.id("entry_id"))
    rule = call.read(SentRule).over(present_block.rule)
    changed = community.change_server_block(call.viewer, block_id=present_block.id, rule=rule)
    return present.domain_block(changed)


@routes.delete("/api/v1/admin/domain_blocks/<entry_id>", f"admin:write:{_BLOCKS}")
def remove_block(call: Call) -> None:
    found = community.server_block(call.viewer, call.id("entry_id"))
    community.forget_server(call.viewer, entry_id=found.id)


@routes.get("/api/v1/admin/domain_allows", f"admin:read:{_ALLOWS}")
def allows(call: Call) -> Listed[DomainAllow]:
    page = community.server_allows(call.viewer, call.page(default=100, most=200))
    return Listed.like(page, [present.domain_allow(one) for one in page.items])


@routes.get("/api/v1/admin/domain_allows/<entry_id>", f"admin:read:{_ALLOWS}")
def allow(call: Call) -> DomainAllow:
    return present.domain_allow(community.server_allow(call.viewer, call.id("entry_id")))


@routes.post("/api/v1/admin/domain_allows", f"admin:write:{_ALLOWS}", fields={"domain": str})
def add_allow(call: Call) -> DomainAllow:
    return present.domain_allow(community.allow_server(call.viewer, domain=call.text("domain")))


@routes.delete("/api/v1/admin/domain_allows/<entry_id>", f"admin:write:{_ALLOWS}")
def remove_allow(call: Call) -> None:
    found = community.server_allow(call.viewer, call.id("entry_id"))
    community.forget_server(call.viewer, entry_id=found.id)
