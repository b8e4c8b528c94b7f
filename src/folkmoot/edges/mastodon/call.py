"""One call of a client, as an endpoint sees it; and what an endpoint may answer besides an entity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

from folkmoot.edges.mastodon.incoming import Fields, Form, fields_of, into
from folkmoot.infra.http.requests import address_of
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.viewer import Viewer

_OFFSET_MOST = 10_000


E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Listed(Generic[E]):
    """A page of entities, with what the Link header needs to continue it."""

    items: Sequence[E]
    next_max_id: int | None = None
    prev_min_id: int | None = None

    @classmethod
    def like(cls, page: Page[Any], items: Sequence[E]) -> "Listed[E]":
        """Entities made from the items of a page; some may have dropped out."""
        return cls(items, page.next_max_id, page.prev_min_id)


@dataclass(frozen=True, slots=True)
class Reply(Generic[E]):
    """An answer with a status or headers of its own. `body` bytes go out as they are."""

    body: E
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Call:
    """What was asked, by whom. `viewer` is NOBODY where no token came."""

    def __init__(self, request: HttpRequest, viewer: Viewer, params: Mapping[str, str]) -> None:
        self.request = request
        self.viewer = viewer
        self.params = {name: value.replace("\0", "") for name, value in params.items()}

    @cached_property
    def fields(self) -> Fields:
        """Everything that came in the address and the body."""
        return fields_of(self.request)

    @property
    def address(self) -> str:
        """The caller's network address."""
        return address_of(self.request)

    def id(self, name: str) -> int:
        """An id in the path. Raises NotFound for anything that cannot be one."""
        number = parse_id(self.params[name])
        if number is None:
            raise NotFound("not an id")
        return number

    def read(self, form: type[Form]) -> Form:
        """What was sent, typed. Raises Invalid or Malformed."""
        return into(self.fields, form)

    def page(self, *, default: int = 20, most: int = 40) -> PageRequest:
        """Which part of a list is wanted; nonsense counts as nothing said."""
        return PageRequest(
            max_id=self._id_field("max_id"),
            since_id=self._id_field("since_id"),
            min_id=self._id_field("min_id"),
            limit=self.limit(default=default, most=most),
        )

    def limit(self, *, default: int = 20, most: int = 40) -> int:
        wanted = parse_id(str(self.fields.get("limit", "")))
        return min(wanted, most) if wanted else default

    def offset(self) -> int:
        """For the few lists that Mastodon walks by number."""
        return min(parse_id(str(self.fields.get("offset", ""))) or 0, _OFFSET_MOST)

    def text(self, name: str, default: str = "") -> str:
        """A single text; "" where something else came."""
        value = self.fields.get(name, default)
        return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else default

    def flag(self, name: str) -> bool:
        """Whether something is switched on, in the ways in which clients write it."""
        return self.fields.get(name) in (True, "true", "True", "1", "on", "t")

    def _id_field(self, name: str) -> int | None:
        return parse_id(str(self.fields.get(name, "")))
