# ruff: noqa: ARG002 - the library says which arguments there are
"""What `oauthlib` asks about our tables. The library knows the protocol; this knows the rows."""

import hmac
from base64 import b64decode
from binascii import Error as NotBase64
from datetime import timedelta
from typing import Any
from urllib.parse import unquote_plus

from django.db.models import F
from oauthlib.oauth2 import RequestValidator

from folkmoot.domains.apps import policy
from folkmoot.domains.apps.events import AccessEnded
from folkmoot.domains.apps.models import App, Grant, Token
from folkmoot.infra import crypto
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import new_id

CODE_LIFETIME = timedelta(minutes=10)
_GRANT_TYPES = frozenset({"authorization_code", "client_credentials"})


# The published types know a request's own fields only, and a validator is there to add others to it.
_Base: Any = RequestValidator


class Validator(_Base):  # type: ignore[misc] # see above
    """Every app has a secret and must show it; codes and tokens are looked up by their hashes."""

    def client_authentication_required(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        return True

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        client_id, secret = _credentials(request)
        app = App.objects.filter(client_id=client_id).first()
        if app is None or not hmac.compare_digest(app.secret_hash, crypto.token_hash(secret)):
            return False
        request.client, request.client_id = app, app.client_id
        return True

    def validate_client_id(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> bool:
        request.client = App.objects.filter(client_id=client_id).first()
        return request.client is not None

    def validate_redirect_uri(self, client_id: str, redirect_uri: str, request: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(redirect_uri in request.client.redirect_uris)

    def get_default_redirect_uri(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> str:
        return str(request.client.redirect_uris[0])

    def validate_response_type(
        self, client_id: str, response_type: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        return response_type == "code"

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        return grant_type in _GRANT_TYPES

    def get_default_scopes(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> list[str]:
        return list(policy.DEFAULT_SCOPES)

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        return policy.SCOPES.issuperset(scopes) and policy.all_covered(request.client.scopes, scopes)

    def is_pkce_required(self, client_id: str, request: Any) -> bool:
        return False

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Any, *args: Any, **kwargs: Any
    ) -> None:
        Grant.objects.create(
            id=new_id(),
            code_hash=crypto.token_hash(code["code"]),
            app=request.client,
            account_id=request.account_id,
            redirect_uri=request.redirect_uri,
            scopes=list(request.scopes),
            challenge=request.code_challenge or "",
            expires_at=clock.now() + CODE_LIFETIME,
        )

    def validate_code(self, client_id: str, code: str, client: Any, request: Any, *args: Any, **kwargs: Any) -> bool:
        """A code that was used already ends the token it gave (RFC 6749, section 4.1.2)."""
        grant = Grant.objects.select_for_update().filter(code_hash=crypto.token_hash(code), app=client).first()
        if grant is None or grant.expires_at <= clock.now():
            return False
        if grant.used_at is not None:
            Token.objects.filter(grant=grant, revoked_at=None).update(revoked_at=clock.now())
            publish(AccessEnded(grant.account_id))
            return False
        request.grant, request.scopes, request.user = grant, list(grant.scopes), grant.account_id
        return True

    def get_code_challenge(self, code: str, request: Any) -> str | None:
        return request.grant.challenge or None

    def get_code_challenge_method(self, code: str, request: Any) -> str | None:
        return "S256"

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        return bool(request.grant.redirect_uri == redirect_uri)

    def invalidate_authorization_code(self, client_id: str, code: str, request: Any, *args: Any, **kwargs: Any) -> None:
        Grant.objects.filter(id=request.grant.id).update(used_at=clock.now())

    def save_bearer_token(self, token: dict[str, Any], request: Any, *args: Any, **kwargs: Any) -> None:
        grant = getattr(request, "grant", None)
        insert_token(token["access_token"], app=request.client, scopes=list(request.scopes), grant=grant)

    def revoke_token(self, token: str, token_type_hint: str, request: Any, *args: Any, **kwargs: Any) -> None:
        rows = Token.objects.filter(token_hash=crypto.token_hash(token), app=request.client, revoked_at=None)
        ended = list(rows.values_list("account_id", flat=True))
        rows.update(revoked_at=clock.now())
        for account_id in ended:
            publish(AccessEnded(account_id))


def insert_token(
    token: str, *, app: App, scopes: list[str], grant: Grant | None = None, account_id: int | None = None
) -> None:
    """Store a token's hash; the account is the grant's, or the one given."""
    owner_id = grant.account_id if grant else account_id
    with atomic_write():
        Token.objects.create(
            id=new_id(),
            token_hash=crypto.token_hash(token),
            app=app,
            grant=grant,
            account_id=owner_id,
            scopes=scopes,
        )
        if owner_id is not None:
            _end_unused(owner_id)


def _end_unused(account_id: int) -> None:
    """Keep the newest token and those that were used last, as many as a person may have."""
    living = Token.objects.filter(account_id=account_id, revoked_at=None)
    used = living.order_by(F("last_used_on").desc(nulls_last=True), "-id").values_list("id", flat=True)
    newest = living.order_by("-id").values_list("id", flat=True)[:1]
    kept = {*newest, *used[: policy.MOST_TOKENS - 1]}
    if living.exclude(id__in=kept).update(revoked_at=clock.now()):
        publish(AccessEnded(account_id))


def _credentials(request: Any) -> tuple[str, str]:
    """Client id and secret from the body or from the header of HTTP Basic (RFC 6749, section 2.3.1)."""
    scheme, _, value = str(request.headers.get("Authorization", "")).partition(" ")
    if scheme.lower() != "basic":
        return request.client_id or "", request.client_secret or ""
    try:
        client_id, _, secret = b64decode(value, validate=True).decode().partition(":")
    except (NotBase64, UnicodeDecodeError):
        return "", ""
    return unquote_plus(client_id), unquote_plus(secret)
