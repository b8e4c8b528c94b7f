"""What this community is, what it allows, and how to find people in it."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import SitePageName
from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.mastodon.call import Call, Reply
from folkmoot.edges.mastodon.names import local_name
from folkmoot.edges.mastodon.present import instance as present
from folkmoot.edges.mastodon.present.addresses import absolute
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import instance as wire
from folkmoot.edges.mastodon.wire.accounts import Emoji
from folkmoot.edges.mastodon.wire.base import encode, moment_or_none
from folkmoot.infra.config import current
from folkmoot.kernel.errors import NotFound

routes = Routes()
_SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"


@routes.get("/api/v2/instance", asks=Asks.ANYONE)
def second_version(_call: Call) -> wire.Instance:
    return present.second_version()


@routes.get("/api/v1/instance", asks=Asks.ANYONE)
def first_version(_call: Call) -> wire.InstanceV1:
    return present.first_version()


@routes.get("/api/v1/instance/rules", asks=Asks.ANYONE)
def rules(_call: Call) -> list[wire.Rule]:
    return present.rules(integrity.current_policy())


@routes.get("/api/v1/instance/peers", asks=Asks.ANYONE)
def peers(_call: Call) -> list[str]:
    """There are no other servers yet."""
    return []


@routes.get("/api/v1/instance/activity", asks=Asks.ANYONE)
def activity(_call: Call) -> list[dict[str, str]]:
    """Not counted by week."""
    return []


@routes.get("/api/v1/instance/domain_blocks", asks=Asks.ANYONE)
def domain_blocks(_call: Call) -> list[dict[str, str]]:
    """There are no other servers yet."""
    return []


@routes.get("/api/v1/instance/extended_description", asks=Asks.ANYONE)
def extended_description(_call: Call) -> wire.ExtendedDescription:
    return _page(SitePageName.ABOUT)


@routes.get("/api/v1/instance/privacy_policy", asks=Asks.ANYONE)
def privacy_policy(_call: Call) -> wire.ExtendedDescription:
    return _page(SitePageName.PRIVACY)


@routes.get("/api/v1/instance/terms_of_service", asks=Asks.ANYONE)
def terms_of_service(_call: Call) -> wire.ExtendedDescription:
    return _page(SitePageName.TERMS)


@routes.get("/api/v1/custom_emojis", asks=Asks.ANYONE)
def custom_emojis(_call: Call) -> list[Emoji]:
    """Operators cannot add any yet."""
    return []


@routes.get("/api/v1/announcements", "read:accounts")
def announcements(_call: Call) -> list[str]:
    """Operators cannot make any yet."""
    return []


@routes.get("/.well-known/nodeinfo", asks=Asks.ANYONE)
def nodeinfo_links(_call: Call) -> wire.Links:
    return wire.Links(
        links=[
            wire.Link(rel=f"{_SCHEMA}{version}", href=absolute(f"/nodeinfo/{version}")) for version in ("2.0", "2.1")
        ]
    )


@routes.get("/nodeinfo/<version>", asks=Asks.ANYONE)
def nodeinfo(call: Call) -> Reply:
    version = call.params["version"]
    if version not in {"2.0", "2.1"}:
        raise NotFound("no such version")
    kind = f'application/json; profile="{_SCHEMA}{version}#"; charset=utf-8'
    return Reply(present.nodeinfo(version), headers={"Content-Type": kind})


@routes.get("/.well-known/webfinger", asks=Asks.ANYONE)
def webfinger(call: Call) -> Reply:
    """RFC 7033, for accounts of this community: `acct:ana@town.example` or the address of the page."""
    account = accounts.access_account_by_name(call.viewer, _named(call.text("resource")))
    page = account.url
    found = wire.WebFinger(
        subject=f"acct:{account.handle}@{current().host}",
        aliases=[page],
        links=[wire.Link(rel="http://webfinger.net/rel/profile-page", type="text/html", href=page)],
    )
    return Reply(encode(found), headers={"Content-Type": "application/jrd+json; charset=utf-8"})


def _named(resource: str) -> str:
    scheme, _, rest = resource.partition(":")
    if scheme == "acct":
        handle = local_name(rest)
        if "@" in handle or not handle:
            raise NotFound("not of this site")
        return handle
    prefix = absolute("/@")
    if not resource.startswith(prefix):
        raise NotFound("not of this site")
    return resource.removeprefix(prefix)


def _page(name: SitePageName) -> wire.ExtendedDescription:
    page = community.site_page(name)
    return wire.ExtendedDescription(updated_at=moment_or_none(page.edited_at), content=page.html)
