"""The authorisation code and client credentials grants, spoken by `oauthlib`, with PKCE by S256 only.

The password grant is not offered: an app never sees a person's password.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from oauthlib.common import Request, add_params_to_uri
from oauthlib.oauth2 import (
    AuthorizationCodeGrant,
    AuthorizationEndpoint,
    BearerToken,
    ClientCredentialsGrant,
    RevocationEndpoint,
    TokenEndpoint,
)
from oauthlib.oauth2.rfc6749.errors import FatalClientError, OAuth2Error, UnsupportedCodeChallengeMethodError

from folkmoot.domains.apps import policy
from folkmoot.domains.apps.errors import OAuthRefused
from folkmoot.domains.apps.models import App
from folkmoot.domains.apps.queries import app_view
from folkmoot.domains.apps.types import OUT_OF_BAND, AuthorizeRequest, Granted, IssuedToken
from folkmoot.domains.apps.validator import Validator
from folkmoot.infra import crypto
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

Params = Sequence[tuple[str, str]]
_CHALLENGE_LENGTH = 43
_PASSED_ON = frozenset(
    {"client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method"}
)
_ADDRESS = "https://folkmoot.invalid/oauth"


def _only_s256(request: Request) -> dict[str, Any]:
    challenge = request.code_challenge
    if challenge is not None and (request.code_challenge_method != "S256" or len(challenge) != _CHALLENGE_LENGTH):
        raise UnsupportedCodeChallengeMethodError(request=request)
    return {}


_validator = Validator()
_bearer = BearerToken(_validator, token_generator=lambda _request: crypto.new_token())
_code_grant = AuthorizationCodeGrant(_validator, pre_auth=[_only_s256], refresh_token=False)
_authorization = AuthorizationEndpoint(
    default_response_type="code",
    default_token_type=_bearer,  # type: ignore[arg-type] # the stubs say str, the library takes the token type itself
    response_types={"code": _code_grant},
)
_tokens = TokenEndpoint(
    default_grant_type="authorization_code",
    default_token_type=_bearer,  # type: ignore[arg-type] # as above
    grant_types={"authorization_code": _code_grant, "client_credentials": ClientCredentialsGrant(_validator)},
)
_revocation = RevocationEndpoint(_validator)


def authorize_request(params: Params) -> AuthorizeRequest:
    """Check what an app asks for, before the person is asked. Raises OAuthRefused."""
    passed_on = tuple((name, value) for name, value in params if name in _PASSED_ON)
    try:
        scopes, details = _authorization.validate_authorization_request(_address(passed_on))
    except FatalClientError as error:
        raise OAuthRefused(str(error.error), _FATAL.get(str(error.error), str(error.description))) from error
    except OAuth2Error as error:
        raise _refused_by_redirect(error, dict(passed_on)) from error
    except ValueError as error:
        raise OAuthRefused("invalid_request", sentence("The request could not be read.")) from error
    app = app_view(App.objects.get(client_id=details["client_id"]))
    return AuthorizeRequest(app, details["redirect_uri"], tuple(scopes), passed_on)


def grant(viewer: Viewer, *, request: AuthorizeRequest, scopes: Sequence[str]) -> Granted:
    """Say yes to an app, to all or a part of what it asked for. Raises OAuthRefused where it asked for less."""
    account_id = viewer.require_account()
    if not scopes or not policy.all_covered(request.scopes, scopes):
        raise OAuthRefused("invalid_scope", sentence("Please leave the app at least one of the things it asked for."))
    with atomic_write():
        headers, _, _ = _authorization.create_authorization_response(
            _address(request.params), scopes=list(scopes), credentials={"account_id": account_id}
        )
        record(account_id, "app.grant", account_ref(account_id), app=request.app.id, scopes=sorted(scopes))
    location = headers["Location"]
    code = parse_qs(urlsplit(location).query).get("code", [""])[0]
    return Granted(code, "" if request.redirect_uri == OUT_OF_BAND else location)


def denial(request: AuthorizeRequest) -> str:
    """Where to send the browser of somebody who said no; "" for an app without an address."""
    if request.redirect_uri == OUT_OF_BAND:
        return ""
    state = dict(request.params).get("state", "")
    answer = [("error", "access_denied"), *([("state", state)] if state else [])]
    return str(add_params_to_uri(request.redirect_uri, answer))


def exchange(params: Params, *, headers: Mapping[str, str]) -> IssuedToken:
    """Give a token for a code, or for an app's own credentials. Raises OAuthRefused."""
    with atomic_write():  # a refused replay revokes, and that must last: oauthlib returns errors, it does not raise
        answer = _spoken(_tokens.create_token_response, params, headers)
    token = json.loads(answer)
    if "error" in token:
        raise OAuthRefused(token["error"], token.get("error_description", ""))
    return IssuedToken(token["access_token"], tuple(token["scope"].split()), clock.now())


def revoke(params: Params, *, headers: Mapping[str, str]) -> None:
    """End a token of the app that asks. An unknown token is no error (RFC 7009). Raises OAuthRefused."""
    with atomic_write():
        answer = _spoken(_revocation.create_revocation_response, params, headers)
    if answer:
        error = json.loads(answer)
        raise OAuthRefused(error["error"], error.get("error_description", ""))


def _spoken(respond: Any, params: Params, headers: Mapping[str, str]) -> str:
    sent = {name: value for name, value in headers.items() if name.lower() == "authorization"}
    try:
        _, body, _ = respond(_ADDRESS, http_method="POST", body=urlencode(params), headers=sent)
    except ValueError as error:
        raise OAuthRefused("invalid_request", sentence("The request could not be read.")) from error
    return str(body or "")


def _refused_by_redirect(error: OAuth2Error, params: dict[str, str]) -> OAuthRefused:
    address = params.get("redirect_uri", "")
    trusted = App.objects.filter(client_id=params.get("client_id", "")).first()
    known = trusted is not None and address in trusted.redirect_uris and address != OUT_OF_BAND
    location = (
        str(add_params_to_uri(address, [(name, value or "") for name, value in error.twotuples])) if known else ""
    )
    return OAuthRefused(str(error.error), str(error.description), location=location)


def _address(params: Params) -> str:
    return f"{_ADDRESS}?{urlencode(params)}"


_FATAL = {
    "invalid_request": sentence("The app's request is not complete, or names an address that it did not register."),
    "invalid_client_id": sentence("This app is not registered here."),
}
