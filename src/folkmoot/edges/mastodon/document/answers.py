"""What an endpoint answers, read off the type that its handler returns and off what it declares."""

from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from folkmoot.edges.mastodon.call import Listed, Reply
from folkmoot.edges.mastodon.routing import Endpoint
from folkmoot.edges.mastodon.wire.base import Empty, Error

_OK = 200
_REDIRECTS = range(300, 400)
_STATUSES = {
    400: "What came cannot be read, or the app may not have it.",
    401: "The token is missing, unknown or ended.",
    403: "The token's scopes, or the role or the standing of its person, do not allow it.",
    404: "It is not there, or not for this reader.",
    409: "It does not fit what is there now.",
    410: "It was there, and is gone for good.",
    413: "More was sent than is read at once.",
    422: "A field has a value that it cannot have, or a person's token is needed.",
    429: "Too many requests; Retry-After says when there is room again.",
    451: "Withheld where the reader is, by a demand that the transparency page names.",
    503: "Switched off, or the site is being worked on, or its data cannot be reached; Retry-After may say how long.",
    507: "The site has no room left for this at the moment; nothing was stored.",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """`kinds`: the types of which the body has one; none where there is no body. `listed`: with a Link header."""

    status: int
    kinds: tuple[Any, ...]
    says: str
    listed: bool = False


REFUSALS = {status: Answered(status, (Error,), says) for status, says in _STATUSES.items()}


def answers_of(endpoint: Endpoint) -> list[Answered]:
    """Everything that may come back, by rising status."""
    return [*_successes(endpoint), *(REFUSALS[status] for status in _refusals(endpoint))]


def returned(endpoint: Endpoint) -> Any:
    """The type that the handler is declared to return."""
    return get_type_hints(endpoint.handler)["return"]


def is_listed(endpoint: Endpoint) -> bool:
    """Whether it answers a list that is walked by ids."""
    return any(get_origin(kind) is Listed for kind in _parts(returned(endpoint)))


def _successes(endpoint: Endpoint) -> list[Answered]:
    found: dict[int, list[Any]] = {}
    for part in _parts(returned(endpoint)):
        replied = get_origin(part) is Reply
        kinds = [kind for kind in _parts(get_args(part)[0]) if kind is not Error] if replied else [part]
        for status in endpoint.answers if replied and kinds else (_OK,) if kinds else ():
            found.setdefault(status, []).extend(_body(kind) for kind in kinds if status not in _REDIRECTS)
    listed = is_listed(endpoint)
    return [Answered(status, tuple(kinds), "It worked.", listed) for status, kinds in sorted(found.items())]


def _parts(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)


def _body(kind: Any) -> Any:
    if get_origin(kind) is Listed:
        return list[get_args(kind)[0]]  # type: ignore[misc]  # made at run time
    return Empty if kind in {None, NoneType} else kind


def _refusals(endpoint: Endpoint) -> list[int]:
    """By rule. Most of them may come from any address: 404 for one with the character 0, 422 for another charset."""
    changes = endpoint.method != "GET"
    about_something = changes or "<" in endpoint.path
    possible = {409: changes, 410: about_something, 429: endpoint.api, 451: about_something, 507: changes}
    return [status for status in sorted(REFUSALS) if possible.get(status, True)]
