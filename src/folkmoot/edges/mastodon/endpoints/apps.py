"""Apps register themselves; what an app learns of itself; OAuth's metadata."""

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc
from folkmoot.edges.mastodon.present.addresses import absolute
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import oauth as wire

routes = Routes()


class NewApp(msgspec.Struct):
    client_name: str = ""
    redirect_uris: str | list[str] = ""
    scopes: str = ""
    website: str = ""


@routes.post("/api/v1/apps", asks=Asks.ANYONE, sends=NewApp)
def register(call: Call) -> wire.CredentialApplication:
    sent = call.read(NewApp)
    redirects = sent.redirect_uris if isinstance(sent.redirect_uris, list) else sent.redirect_uris.split()
    new = apps.register_app(
        name=sent.client_name,
        redirect_uris=redirects,
        scopes=sent.scopes,
        website=sent.website,
        address=call.address,
    )
    return misc.registered(new)


@routes.get("/api/v1/apps/verify_credentials", asks=Asks.APP)
def verify(call: Call) -> wire.Application:
    return misc.application(apps.app_of(call.viewer))


@routes.get("/.well-known/oauth-authorization-server", asks=Asks.ANYONE)
def metadata(_call: Call) -> wire.ServerMetadata:
    return wire.ServerMetadata(
        issuer=absolute("/"),
        authorization_endpoint=absolute("/oauth/authorize"),
        token_endpoint=absolute("/oauth/token"),
        revocation_endpoint=absolute("/oauth/revoke"),
        userinfo_endpoint=absolute("/oauth/userinfo"),
        app_registration_endpoint=absolute("/api/v1/apps"),
        service_documentation="https://docs.joinmastodon.org/",
        scopes_supported=sorted(apps.SCOPES),
        response_types_supported=["code"],
        response_modes_supported=["query"],
        grant_types_supported=["authorization_code", "client_credentials"],
        token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post"],
        code_challenge_methods_supported=["S256"],
    )


@routes.get("/oauth/userinfo", "profile", "read:accounts")
def userinfo(call: Call) -> wire.UserInfo:
    account = accounts.access_account(call.viewer, call.viewer.require_account())
    shown = people.one(account)
    return wire.UserInfo(
        iss=absolute("/"),
        sub=shown.uri,
        name=account.name,
        preferred_username=account.handle,
        profile=account.url,
        picture=shown.avatar,
    )
