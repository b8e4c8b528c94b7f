"""A person at a running site, by way of the client API; knows nothing but HTTP."""

import http.client
import json
import urllib.error
import urllib.request
from copy import copy
from typing import Any

from tests.live import PASSWORD

_SCOPES = "read write follow"


class Refused(Exception):
    """The site answered that it will not; `status` says how."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status}: {text}")
        self.status = status


class Unanswered(Exception):
    """The connection broke or nobody listened: the request may or may not have happened."""


class Member:
    """Signs up when made. Every call raises Refused or Unanswered."""

    def __init__(self, url: str, name: str, *, email: str = "") -> None:
        self._url = url
        self._token = ""
        client = {"client_name": "tests", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": _SCOPES}
        app = self.call("POST", "/api/v1/apps", **client)
        own = self.app = {name: app[name] for name in ("client_id", "client_secret")}
        granted = self.call("POST", "/oauth/token", grant_type="client_credentials", scope=_SCOPES, **own)
        self._token = granted["access_token"]
        self.email = email or f"{name}@moot.example"
        joined = self.call(
            "POST", "/api/v1/accounts", username=name, email=self.email, password=PASSWORD, agreement=True, locale="en"
        )
        self._token = joined["access_token"]
        self.id = self.call("GET", "/api/v1/accounts/verify_credentials")["id"]

    def at(self, url: str) -> "Member":
        """The same person at another address of the site, with the same token."""
        moved = copy(self)
        moved._url = url
        return moved

    def publish(self, text: str, *, visibility: str = "public", key: str = "", **more: Any) -> Any:
        return self.call("POST", "/api/v1/statuses", key=key, status=text, visibility=visibility, **more)

    def posts(self) -> list[Any]:
        """Everything of one's own but direct posts, newest first."""
        return self.all_pages(f"/api/v1/accounts/{self.id}/statuses?limit=40")

    def all_pages(self, path: str) -> list[Any]:
        """All that a list holds; `path` has a query already."""
        found: list[Any] = []
        older = ""
        while page := self.call("GET", path + older):
            found += page
            older = f"&max_id={page[-1]['id']}"
        return found

    def call(self, method: str, path: str, *, key: str = "", **body: Any) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"Authorization": f"Bearer {self._token}"} if self._token else {}
        headers |= {"Idempotency-Key": key} if key else {}
        data = json.dumps(body).encode() if method == "POST" else None
        request = urllib.request.Request(self._url + path, data, headers, method=method)  # noqa: S310 - http only
        try:
            return _answer_to(request)
        except (OSError, http.client.HTTPException, ValueError) as error:  # also in the middle of an answer
            raise Unanswered(type(error).__name__) from None


def _answer_to(request: urllib.request.Request) -> Any:
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - http only
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Refused(error.code, error.read().decode(errors="replace")[:300]) from None
