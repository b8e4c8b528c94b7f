"""A client of the API for anybody of the cast."""

from typing import Any

import msgspec
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from folkmoot.domains.apps import api as apps
from tests.cast import Person
from tests.edges.mastodon import documented

ALL = "read write follow push"


class ApiClient:
    """Speaks JSON with a token, or as nobody. Fails on every answer that the OpenAPI document does not know."""

    def __init__(self, token: str = "") -> None:
        self._client = Client()
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.last: Any = None

    def get(self, path: str, **params: Any) -> Any:
        return self._done(self._client.get(path, params, headers=self._headers))

    def post(self, path: str, body: Any = None, *, key: str = "") -> Any:
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        return self._done(self._client.post(path, body or {}, content_type="application/json", headers=headers))

    def form(self, path: str, body: dict[str, Any]) -> Any:
        return self._done(self._client.post(path, body, headers=self._headers))

    def put(self, path: str, body: Any = None) -> Any:
        return self._done(self._client.put(path, body or {}, content_type="application/json", headers=self._headers))

    def patch(self, path: str, body: Any = None) -> Any:
        return self._done(self._client.patch(path, body or {}, content_type="application/json", headers=self._headers))

    def patch_form(self, path: str, body: dict[str, Any]) -> Any:
        sent = encode_multipart(BOUNDARY, body)
        return self._done(self._client.patch(path, sent, content_type=MULTIPART_CONTENT, headers=self._headers))

    def delete(self, path: str, body: Any = None) -> Any:
        return self._done(self._client.delete(path, body or {}, content_type="application/json", headers=self._headers))

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return int(self.last.status_code)

    def _done(self, response: Any) -> Any:
        self.last = response
        documented.check(response)
        is_json = "json" in response.headers.get("Content-Type", "")
        return msgspec.json.decode(response.content) if is_json and response.content else response.content or None


def token_of(person: Person, scopes: str = ALL, app: apps.RegisteredApp | None = None) -> str:
    """A token of an app that the person let in: of `app`, or of one of their own."""
    registered = app or apps.register_app(
        name="Pinnace", redirect_uris=[apps.OUT_OF_BAND], scopes=scopes, address="192.0.2.1"
    )
    asked = [
        ("client_id", registered.app.client_id),
        ("redirect_uri", apps.OUT_OF_BAND),
        ("response_type", "code"),
        ("scope", scopes),
    ]
    request = apps.authorize_request(asked)
    code = apps.grant(person.viewer, request=request, scopes=request.scopes).code
    sent = [
        *asked[:2],
        ("client_secret", registered.client_secret),
        ("grant_type", "authorization_code"),
        ("code", code),
    ]
    return apps.exchange(sent, headers={}).token


def client_of(person: Person, scopes: str = ALL) -> ApiClient:
    return ApiClient(token_of(person, scopes))


def app_token(scopes: str = ALL) -> str:
    """A token of an app for itself."""
    registered = apps.register_app(name="Pinnace", redirect_uris=[apps.OUT_OF_BAND], scopes=scopes, address="192.0.2.1")
    sent = [
        ("client_id", registered.app.client_id),
        ("client_secret", registered.client_secret),
        ("grant_type", "client_credentials"),
        ("scope", scopes),
    ]
    return apps.exchange(sent, headers={}).token
