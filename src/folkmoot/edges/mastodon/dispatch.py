"""Run an endpoint: who asks, may they, what is the answer, in which headers."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from folkmoot.domains.apps import api as apps
from folkmoot.edges.mastodon import errors
from folkmoot.edges.mastodon.call import Call, Listed, Reply
from folkmoot.edges.mastodon.paging import link_header
from folkmoot.edges.mastodon.routing import Asks, Endpoint
from folkmoot.edges.mastodon.throttle import throttle
from folkmoot.edges.mastodon.wire.base import Empty, Error, encode
from folkmoot.infra.http.requests import address_of, from_country_of
from folkmoot.infra.http.statuses import status_of
from folkmoot.infra.unavailable import unavailable
from folkmoot.kernel.errors import FolkmootError, RateLimited, Unavailable
from folkmoot.kernel.viewer import NOBODY, Viewer

logger = logging.getLogger(__name__)

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, RateLimit, RateLimit-Policy, Retry-After, "
        "X-Request-Id"
    ),
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key",
    "Access-Control-Max-Age": "7200",
}
JSON = "application/json; charset=utf-8"


class PathView:
    """The view of one path: picks the endpoint by the method."""

    csrf_exempt = True

    def __init__(self, endpoints: Sequence[Endpoint]) -> None:
        self.endpoints = {endpoint.method: endpoint for endpoint in endpoints}

    def __call__(self, request: HttpRequest, **params: str) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=CORS | _PREFLIGHT)
        method = "GET" if request.method == "HEAD" else str(request.method)
        endpoint = self.endpoints.get(method)
        if endpoint is None:
            allowed = ", ".join(sorted(self.endpoints))
            return _counted(request, Reply(Error(error="Method not allowed"), 405, {"Allow": allowed}))
        return run(endpoint, request, params)


@csrf_exempt
def unknown(request: HttpRequest, **_params: str) -> HttpResponseBase:
    """What answers addresses of the API that there are not."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=CORS | _PREFLIGHT)
    return _counted(request, Reply(Error(error=errors.NOT_FOUND), 404))


def run(endpoint: Endpoint, request: HttpRequest, params: Mapping[str, str]) -> HttpResponseBase:
    """Check token, scope and allowance, then call the endpoint; expected errors become Mastodon's."""
    headers = dict(CORS)
    try:
        viewer = from_country_of(request, _known(endpoint, request, headers))
        if endpoint.api:
            _take(viewer, request, headers)
        _authorise(endpoint, viewer)
        result = endpoint.handler(Call(request, viewer, params))
    except FolkmootError as error:
        result = _refusal(error)
    except Exception as error:
        reason = unavailable(error)
        if reason is None:
            raise
        logger.error("%s answered %d: %s", endpoint.name, status_of(reason), reason)  # noqa: TRY400 - expected
        answer = _answer(_refusal(reason), request, headers)
        answer._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001 - or Django logs it once more
        return answer
    return _answer(result, request, headers)


def _counted(request: HttpRequest, reply: Reply[Error]) -> HttpResponseBase:
    """What no endpoint answers counts for the address."""
    headers = dict(CORS)
    try:
        _take(NOBODY, request, headers)
    except RateLimited as error:
        reply = _refusal(error)
    return _answer(reply, request, headers)


def _take(viewer: Viewer, request: HttpRequest, headers: dict[str, str]) -> None:
    """Count the call and say so in the headers. Raises RateLimited."""
    allowances = throttle.take(viewer.account_id, address_of(request), viewer.app_id)
    headers |= allowances.headers
    allowances.check()


def _known(endpoint: Endpoint, request: HttpRequest, headers: dict[str, str]) -> Viewer:
    """Who asks. A token that does not work counts for the address, so that nobody tries many."""
    try:
        return _viewer(endpoint, request)
    except FolkmootError:
        _take(NOBODY, request, headers)
        raise


def _viewer(endpoint: Endpoint, request: HttpRequest) -> Viewer:
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() == "bearer" and endpoint.asks is Asks.UNCONFIRMED:
        return apps.unconfirmed_of_token(token.strip())
    if scheme.lower() == "bearer":
        return apps.viewer_of_token(token.strip(), needed=endpoint.scopes)
    return NOBODY


def _authorise(endpoint: Endpoint, viewer: Viewer) -> None:
    """Raise NotSignedIn without the token that is needed, OutsideScopes, or PersonNeeded for an app's own token."""
    if viewer.scopes is None:
        if endpoint.asks is not Asks.ANYONE:
            raise apps.TokenInvalid("no token")
        return
    if not apps.covers_any(viewer.scopes, endpoint.scopes):
        raise apps.OutsideScopes(f"{endpoint.name} needs {endpoint.scopes}")
    if endpoint.asks is Asks.PERSON and viewer.account_id is None:
        raise errors.PersonNeeded


def _refusal(error: FolkmootError | Unavailable) -> Reply[Error]:
    status, body = errors.present(error)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, RateLimited | Unavailable) else {}
    return Reply(body, status, headers)


def _answer(result: Any, request: HttpRequest, headers: Mapping[str, str]) -> HttpResponseBase:
    if isinstance(result, HttpResponseBase):
        return result
    if isinstance(result, Listed):
        links = link_header(request, result.next_max_id, result.prev_min_id)
        result = Reply(result.items, headers={"Link": links} if links else {})
    reply = result if isinstance(result, Reply) else Reply(Empty() if result is None else result)
    return HttpResponse(
        reply.body if isinstance(reply.body, bytes) else encode(reply.body),
        status=reply.status,
        headers={"Content-Type": JSON, **headers, "Cache-Control": "private, no-store", **reply.headers},
    )
