"""What an endpoint declares, as data: method, path, scope, and who must ask. `urls` and the tests walk over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from folkmoot.edges.mastodon.call import Call


class Asks(Enum):
    """Who may call an endpoint."""

    ANYONE = "anyone"
    """Also nobody; a token that comes along must have the scope."""
    APP = "app"
    """Any token, an app's own or a person's."""
    PERSON = "person"
    """A token of a person."""


Handler = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`scopes`: one of them must be covered; none for what needs no scope. `api`: counted, and open to other sites."""

    method: str
    path: str
    handler: Handler
    asks: Asks
    scopes: tuple[str, ...] = ()
    api: bool = True

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(slots=True)
class Routes:
    """Collects the endpoints of one file."""

    endpoints: list[Endpoint] = field(default_factory=list)

    def __iter__(self) -> Iterator[Endpoint]:
        return iter(self.endpoints)

    def add(
        self, method: str, path: str, *scopes: str, asks: Asks = Asks.PERSON, api: bool = True
    ) -> Callable[[Handler], Handler]:
        """Declare that the function below answers `method path`. Says nothing else about the function."""

        def note(handler: Handler) -> Handler:
            self.endpoints.append(Endpoint(method, path, handler, asks, scopes, api))
            return handler

        return note

    def get(self, path: str, *scopes: str, asks: Asks = Asks.PERSON) -> Callable[[Handler], Handler]:
        return self.add("GET", path, *scopes, asks=asks)

    def post(self, path: str, *scopes: str, asks: Asks = Asks.PERSON) -> Callable[[Handler], Handler]:
        return self.add("POST", path, *scopes, asks=asks)

    def put(self, path: str, *scopes: str, asks: Asks = Asks.PERSON) -> Callable[[Handler], Handler]:
        return self.add("PUT", path, *scopes, asks=asks)

    def patch(self, path: str, *scopes: str, asks: Asks = Asks.PERSON) -> Callable[[Handler], Handler]:
        return self.add("PATCH", path, *scopes, asks=asks)

    def delete(self, path: str, *scopes: str, asks: Asks = Asks.PERSON) -> Callable[[Handler], Handler]:
        return self.add("DELETE", path, *scopes, asks=asks)
