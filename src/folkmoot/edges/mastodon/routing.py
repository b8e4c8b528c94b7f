"""What an endpoint declares, as data: method, path, scope, and who must ask. `urls` and the tests walk over it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypedDict, Unpack

import msgspec

from folkmoot.edges.mastodon.call import Call


class Asks(Enum):
    """Who may call an endpoint."""

    ANYONE = "anyone"
    """Also nobody; a token that comes along must have the scope."""
    APP = "app"
    """Any token, an app's own or a person's."""
    PERSON = "person"
    """A token of a person."""
    UNCONFIRMED = "unconfirmed"
    """A token of a person who need not have confirmed an address yet."""


Handler = Callable[[Call], Any]
Sent = type[msgspec.Struct] | None
Fields = Mapping[str, Any]


class Declared(TypedDict, total=False):
    """What an endpoint may say of itself; `Endpoint` tells what it means."""

    asks: Asks
    api: bool
    sends: Sent
    fields: Fields
    answers: tuple[int, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`scopes`: one of them must be covered; none for what needs no scope. `api`: counted, and open to other sites.

    `sends`: the fields that the handler reads of what was sent, besides those of a list (see `Call.page`). `fields`:
    those that it reads one by one, with their types; nonsense in them counts as nothing said. `answers`: the statuses
    of its `Reply`, other than errors. `kind`: the media type of its answer.
    """

    method: str
    path: str
    handler: Handler
    scopes: tuple[str, ...] = ()
    asks: Asks = Asks.PERSON
    api: bool = True
    sends: Sent = None
    fields: Fields = field(default_factory=dict)
    answers: tuple[int, ...] = (200,)
    kind: str = "application/json"

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(slots=True)
class Routes:
    """Collects the endpoints of one file."""

    endpoints: list[Endpoint] = field(default_factory=list)

    def __iter__(self) -> Iterator[Endpoint]:
        return iter(self.endpoints)

    def add(self, method: str, path: str, *scopes: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        """Declare that the function below answers `method path`. Says nothing else about the function."""

        def note(handler: Handler) -> Handler:
            self.endpoints.append(Endpoint(method, path, handler, scopes, **declared))
            return handler

        return note

    def get(self, path: str, *scopes: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        return self.add("GET", path, *scopes, **declared)

    def post(self, path: str, *scopes: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        return self.add("POST", path, *scopes, **declared)

    def put(self, path: str, *scopes: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        return self.add("PUT", path, *scopes, **declared)

    def patch(self, path: str, *scopes: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        return self.add("PATCH", path, *scopes, **declared)

    def delete(self, path: str, *scopes: str, **declared: Unpack[Declared]) -> Callable[[Handler], Handler]:
        return self.add("DELETE", path, *scopes, **declared)
