"""Who asks for a line, from where, and for what. The ASGI counterpart of `infra.http.requests`."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from folkmoot.domains.apps import api as apps
from folkmoot.domains.graph import api as graph
from folkmoot.edges.streaming.channels import PERSONAL, SCOPES, BadStream, Channel, Kind
from folkmoot.infra.http.requests import believed_address, believed_country
from folkmoot.kernel.errors import FolkmootError, NotFound
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import NOBODY, Viewer

Scope = Mapping[str, Any]
_MOST_QUERY = 4096
UNAUTHORISED = 401


@dataclass(frozen=True, slots=True)
class Asked:
    """What came with the opening of a line. `counts`: the client says how far it has read, or that it will."""

    params: Mapping[str, str]
    token: str
    address: str
    country: str | None
    last_id: int | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Caller:
    viewer: Viewer
    token_id: int | None


def asked(scope: Scope) -> Asked:
    """Read a request. A token comes in the header, in the address, or as the protocol of a WebSocket."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    query = bytes(scope.get("query_string", b""))[:_MOST_QUERY].decode("utf-8", "replace")
    params = {name: value.replace("\0", "") for name, value in parse_qsl(query, keep_blank_values=True)}
    kind, _, bearer = headers.get("authorization", "").partition(" ")
    protocols = scope.get("subprotocols") or [""]
    given = [headers.get("last-event-id"), params.get("last_event_id"), params.get("since_id")]
    said = [one for one in given if one is not None]
    return Asked(
        params=params,
        token=bearer.strip() if kind.lower() == "bearer" else params.get("access_token", "") or protocols[0],
        address=believed_address((scope.get("client") or ("",))[0], headers.get("x-forwarded-for", "")),
        country=believed_country(headers.get),
        last_id=next((place for one in said if (place := parse_id(one)) is not None), None),
        counts=bool(said),
    )


def caller(what: Asked) -> Caller:
    """Who speaks. Raises BadStream for a token that does not work. Asks the database."""
    if not what.token:
        return Caller(dataclasses.replace(NOBODY, country=what.country), None)
    try:
        token = apps.token_of(what.token)
    except FolkmootError:
        raise BadStream("Invalid access token", UNAUTHORISED) from None
    return Caller(dataclasses.replace(token.viewer, country=what.country), token.id)


def granted(channel: Channel, viewer: Viewer) -> tuple[Channel, ...]:
    """The channel, if the viewer may listen to it, and what belongs to it. Raises BadStream. Asks the database."""
    if channel.kind not in PERSONAL:
        return (channel,)
    if viewer.account_id is None:
        raise BadStream("Missing access token", UNAUTHORISED)
    if not apps.covers(viewer.scopes, SCOPES[channel.kind]):
        raise BadStream("Access token does not have the required scopes", UNAUTHORISED)
    if channel.kind is Kind.LIST:
        try:
            graph.list_of(viewer, channel.list_id)
        except NotFound:
            raise BadStream("Not authorized to stream this list", UNAUTHORISED) from None
    if channel.kind is Kind.USER and apps.covers(viewer.scopes, SCOPES[Kind.NOTIFICATIONS]):
        return (channel, dataclasses.replace(channel, told=True))
    return (channel,)
