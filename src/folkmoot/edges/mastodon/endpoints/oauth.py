"""Where a person says yes or no to an app, and where an app fetches and ends its tokens."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_variables

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.edges.mastodon.call import Call, Reply
from folkmoot.edges.mastodon.errors import present
from folkmoot.edges.mastodon.present import misc
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.base import Empty, Error
from folkmoot.edges.mastodon.wire.oauth import Token
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel.viewer import Viewer

routes = Routes()
_CLIENT = {"client_id": str, "client_secret": str}
_GRANT = _CLIENT | {"grant_type": str, "code": str, "redirect_uri": str, "code_verifier": str, "scope": str}
_REVOKED = _CLIENT | {"token": str}
_SCOPE_FIELD = "granted"
_BAD_REQUEST = 400


class AppRedirect(HttpResponseRedirect):
    """A redirect to an address that an app registered, whatever its scheme; dangerous ones cannot be registered."""

    def __init__(self, location: str) -> None:
        self.allowed_schemes = [location.partition(":")[0].lower()]
        super().__init__(location)


@csrf_protect
def authorize(request: HttpRequest) -> HttpResponseBase:
    """The consent page of a person who is signed in; signing in comes first."""
    viewer = viewer_of(request)
    if viewer.account_id is None:
        return redirect(f"/sign-in?{urlencode({'next': request.get_full_path()})}")
    posted = request.method == "POST"
    try:
        asked = apps.authorize_request(_sent(request.POST if posted else request.GET))
        return _answer(request, viewer, asked) if posted else _ask(request, viewer, asked)
    except apps.OAuthRefused as refused:
        return _refused(request, refused)


def _sent(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in query.lists() for value in values]


def _ask(request: HttpRequest, viewer: Viewer, asked: apps.AuthorizeRequest, problem: str = "") -> HttpResponse:
    account = accounts.access_account(viewer, viewer.require_account())
    context = {
        "app": asked.app,
        "account": account,
        "params": asked.params,
        "scopes": [(scope, said(apps.describe(scope))) for scope in asked.scopes],
        "problem": problem,
    }
    answer = render(request, "mastodon/authorize.html", context, status=_BAD_REQUEST if problem else 200)
    return _unstored(answer)


def _answer(request: HttpRequest, viewer: Viewer, asked: apps.AuthorizeRequest) -> HttpResponseBase:
    if "deny" in request.POST:
        denial = apps.denial(asked)
        return AppRedirect(denial) if denial else _unstored(render(request, "mastodon/denied.html", {"app": asked.app}))
    try:
        granted = apps.grant(viewer, request=asked, scopes=request.POST.getlist(_SCOPE_FIELD))
    except apps.OAuthRefused as refused:
        return _ask(request, viewer, asked, said(refused.safe))
    if granted.location:
        return AppRedirect(granted.location)
    return _unstored(render(request, "mastodon/code.html", {"app": asked.app, "code": granted.code}))


def _refused(request: HttpRequest, refused: apps.OAuthRefused) -> HttpResponseBase:
    if refused.location:
        return AppRedirect(refused.location)
    answer = render(request, "mastodon/refused.html", {"message": said(refused.safe)}, status=_BAD_REQUEST)
    return _unstored(answer)


def _unstored(answer: HttpResponse) -> HttpResponse:
    """No browser keeps a page with a consent or a code on it."""
    answer["Cache-Control"] = "no-store"
    return answer


@routes.add("POST", "/oauth/token", asks=Asks.ANYONE, fields=_GRANT)
@sensitive_variables()
def token(call: Call) -> Token | Reply[Error]:
    try:
        return misc.token(apps.exchange(_params(call), headers=call.request.headers))
    except apps.OAuthRefused as refused:
        return _oauth_error(refused)


@routes.add("POST", "/oauth/revoke", asks=Asks.ANYONE, fields=_REVOKED)
@sensitive_variables()
def revoke(call: Call) -> Empty | Reply[Error]:
    try:
        apps.revoke(_params(call), headers=call.request.headers)
    except apps.OAuthRefused as refused:
        return _oauth_error(refused)
    return Empty()


def _oauth_error(refused: apps.OAuthRefused) -> Reply[Error]:
    status, body = present(refused)
    return Reply(body, status, {"Cache-Control": "no-store"})


def _params(call: Call) -> list[tuple[str, str]]:
    return [(name, value) for name, value in call.fields.items() if isinstance(value, str)]
