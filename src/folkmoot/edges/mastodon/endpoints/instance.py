"""What this community is, what it allows, and how to find people in it."""

from datetime import datetime

from django.utils.translation import get_language_info

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import SitePageName
from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.mastodon.call import Call, Reply
from folkmoot.edges.mastodon.names import local_name
from folkmoot.edges.mastodon.present import admin, weeks
from folkmoot.edges.mastodon.present import instance as present
from folkmoot.edges.mastodon.present.addresses import absolute, whole_links
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import instance as wire
from folkmoot.edges.mastodon.wire.admin import PublicDomainBlock
from folkmoot.edges.mastodon.wire.base import day, moment_or_none
from folkmoot.infra.config import current
from folkmoot.kernel import clock
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
def activity(_call: Call) -> list[wire.ActiveWeek]:
    """The last twelve weeks, the newest first."""
    return weeks.activity()


@routes.get("/api/v1/instance/domain_blocks", asks=Asks.ANYONE)
def domain_blocks(_call: Call) -> list[PublicDomainBlock]:
    """What operators say of other servers; it acts once this site federates."""
    return [admin.public_domain_block(one) for one in community.public_server_blocks()]


@routes.get("/api/v1/instance/extended_description", asks=Asks.ANYONE)
def extended_description(_call: Call) -> wire.ExtendedDescription:
    return _page(SitePageName.ABOUT)


@routes.get("/api/v1/instance/privacy_policy", asks=Asks.ANYONE)
def privacy_policy(_call: Call) -> wire.ExtendedDescription:
    return _page(SitePageName.PRIVACY)


@routes.get("/api/v1/instance/terms_of_service", asks=Asks.ANYONE)
def terms_of_service(_call: Call) -> wire.TermsOfService:
    return _terms()


@routes.get("/api/v1/instance/terms_of_service/<date>", asks=Asks.ANYONE)
def terms_of_day(call: Call) -> wire.TermsOfService:
    """Only those in force are kept."""
    found = _terms()
    if call.params["date"] != found.effective_date:
        raise NotFound("no terms of that day")
    return found


@routes.get("/api/v1/instance/languages", asks=Asks.ANYONE)
def languages(_call: Call) -> list[wire.Language]:
    """The languages in which this community writes."""
    return [wire.Language(code=code, name=_name(code)) for code in community.settings().languages]


@routes.get("/api/v1/instance/translation_languages", asks=Asks.ANYONE)
def translation_languages(_call: Call) -> dict[str, list[str]]:
    """Nothing is translated."""
    return {}


@routes.add("GET", "/health", asks=Asks.ANYONE, api=False, kind="text/plain")
def health(_call: Call) -> Reply[bytes]:
    """This process answers. Asks no database, so that no restart is tried against what it cannot mend."""
    return Reply(b"OK", headers={"Content-Type": "text/plain; charset=utf-8"})


@routes.get("/.well-known/nodeinfo", asks=Asks.ANYONE)
def nodeinfo_links(_call: Call) -> wire.Links:
    return wire.Links(
        links=[
            wire.Link(rel=f"{_SCHEMA}{version}", href=absolute(f"/nodeinfo/{version}")) for version in ("2.0", "2.1")
        ]
    )


@routes.get("/nodeinfo/<version>", asks=Asks.ANYONE)
def nodeinfo(call: Call) -> Reply[wire.NodeInfo]:
    version = call.params["version"]
    if version not in {"2.0", "2.1"}:
        raise NotFound("no such version")
    kind = f'application/json; profile="{_SCHEMA}{version}#"; charset=utf-8'
    return Reply(present.nodeinfo(version), headers={"Content-Type": kind})


@routes.get("/.well-known/webfinger", asks=Asks.ANYONE, fields={"resource": str}, kind="application/jrd+json")
def webfinger(call: Call) -> Reply[wire.WebFinger]:
    """RFC 7033, for accounts of this community: `acct:ana@town.example` or the address of the page."""
    account = accounts.access_account_by_name(call.viewer, _named(call.text("resource")))
    page = account.url
    found = wire.WebFinger(
        subject=f"acct:{account.handle}@{current().host}",
        aliases=[page],
        links=[wire.Link(rel="http://webfinger.net/rel/profile-page", type="text/html", href=page)],
    )
    return Reply(found, headers={"Content-Type": "application/jrd+json; charset=utf-8"})


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


def _terms() -> wire.TermsOfService:
    page = community.site_page(SitePageName.TERMS)
    return wire.TermsOfService(
        effective_date=day(page.edited_at or _began()),
        effective=True,
        content=whole_links(page.html),
        succeeded_by=None,
    )


def _began() -> datetime:
    try:
        return accounts.site_began_at()
    except NotFound:  # nobody is here yet
        return clock.now()


def _name(code: str) -> str:
    """What a language calls itself, as far as Django knows; its code otherwise."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def _page(name: SitePageName) -> wire.ExtendedDescription:
    page = community.site_page(name)
    return wire.ExtendedDescription(updated_at=moment_or_none(page.edited_at), content=whole_links(page.html))
