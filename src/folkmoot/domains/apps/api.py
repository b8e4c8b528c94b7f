"""The door of apps."""

from folkmoot.domains.apps.commands import erase, register_app, revoke_app, set_markers, sign_out, sweep, token_for
from folkmoot.domains.apps.errors import LoginInactive, OAuthRefused, OutsideScopes, TokenInvalid
from folkmoot.domains.apps.oauth import authorize_request, denial, exchange, grant, revoke
from folkmoot.domains.apps.policy import SCOPES, covers, covers_any, describe
from folkmoot.domains.apps.queries import app_of, apps_by_ids, apps_of, markers, viewer_of_token
from folkmoot.domains.apps.types import (
    OUT_OF_BAND,
    AppAccess,
    AppView,
    AuthorizeRequest,
    Granted,
    IssuedToken,
    MarkerView,
    RegisteredApp,
)

__all__ = [
    "OUT_OF_BAND",
    "SCOPES",
    "AppAccess",
    "AppView",
    "AuthorizeRequest",
    "Granted",
    "IssuedToken",
    "LoginInactive",
    "MarkerView",
    "OAuthRefused",
    "OutsideScopes",
    "RegisteredApp",
    "TokenInvalid",
    "app_of",
    "apps_by_ids",
    "apps_of",
    "authorize_request",
    "covers",
    "covers_any",
    "denial",
    "describe",
    "erase",
    "exchange",
    "grant",
    "markers",
    "register_app",
    "revoke",
    "revoke_app",
    "set_markers",
    "sign_out",
    "sweep",
    "token_for",
    "viewer_of_token",
]
