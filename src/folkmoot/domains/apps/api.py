"""The door of apps."""

from folkmoot.domains.apps import columns
from folkmoot.domains.apps.commands import erase, register_app, revoke_app, set_markers, sign_out, sweep, token_for
from folkmoot.domains.apps.errors import LoginInactive, OAuthRefused, OutsideScopes, TokenInvalid
from folkmoot.domains.apps.events import AccessEnded
from folkmoot.domains.apps.oauth import authorize_request, denial, exchange, grant, revoke
from folkmoot.domains.apps.policy import SCOPES, covers, covers_any, describe
from folkmoot.domains.apps.queries import (
    app_of,
    apps_by_ids,
    apps_of,
    living,
    markers,
    token_of,
    token_owners,
    unconfirmed_of_token,
    viewer_of_token,
)
from folkmoot.domains.apps.types import (
    OUT_OF_BAND,
    AppAccess,
    AppView,
    AuthorizeRequest,
    Granted,
    IssuedToken,
    LivingToken,
    MarkerView,
    RegisteredApp,
)

__all__ = [
    "OUT_OF_BAND",
    "SCOPES",
    "AccessEnded",
    "AppAccess",
    "AppView",
    "AuthorizeRequest",
    "Granted",
    "IssuedToken",
    "LivingToken",
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
    "columns",
    "covers",
    "covers_any",
    "denial",
    "describe",
    "erase",
    "exchange",
    "grant",
    "living",
    "markers",
    "register_app",
    "revoke",
    "revoke_app",
    "set_markers",
    "sign_out",
    "sweep",
    "token_for",
    "token_of",
    "token_owners",
    "unconfirmed_of_token",
    "viewer_of_token",
]
