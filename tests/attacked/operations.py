"""Every text that the client API takes, found in the OpenAPI document, and a call that fits but for that text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.edges.mastodon import documented

Place = tuple[str | int, ...]
_JSON = "application/json"
_DEEPEST = 4

#: What somebody who means well would send; anything that is not named is sent only where it must be.
_FITTING: dict[str, Any] = {
    "status": "Who rows on Sunday?",
    "title": "Rowing",
    "context": ["home"],
    "username": "nina",
    "email": "nina@example.org",
    "password": "correct horse battery",
    "agreement": True,
    "locale": "en",
    "client_name": "Pinnace",
    "redirect_uris": "urn:ietf:wg:oauth:2.0:oob",
    "keyword": "oar",
    "text": "Rowing on Sunday",
    "name": "rowing",
    "q": "rowing",
    "acct": "ben",
    "resource": "acct:ben@localhost:8000",
    "domain": "pills.example",
    "severity": "noop",
    "ip": "192.0.2.0/24",
    "expires_in": 3600,
    "options": ["Oars", "Sails"],
    "starts_at": "2026-03-02T12:00:00Z",
    "ends_at": "2026-03-02T14:00:00Z",
    "zone": "Europe/Berlin",
    "handle": "rowers",
    "display_name": "Rowers",
    "url": "http://localhost:8000/@ana",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an operation: in its path, its query or its body (`place` says where there)."""

    method: str
    path: str
    where: str
    place: Place

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}: {self.where} {'.'.join(map(str, self.place))}"


def texts() -> list[Text]:
    found: list[Text] = []
    for path, operations in documented.whole()["paths"].items():
        for method, operation in operations.items():
            if "responses" not in operation:
                continue
            for one in operation.get("parameters", ()):
                if not one["name"].endswith("_id"):
                    found += [Text(method, path, one["in"], (one["name"],))] * _is_text(one["schema"])
            found += [Text(method, path, "body", place) for place in _places(_schema(operation), ())]
    return found


def body_of(text: Text, value: object) -> dict[str, Any]:
    """A body that fits, but for what stands at the place of the text."""
    operation = documented.whole()["paths"][text.path][text.method]
    schema = _schema(operation)
    made: dict[str, Any] = _sample(schema) if schema else {}
    return dict(_with(made, text.place, value) if text.where == "body" else made)


def query_of(text: Text, value: object) -> dict[str, Any]:
    """The query that fits, in the same way."""
    operation = documented.whole()["paths"][text.path][text.method]
    asked = [one for one in operation.get("parameters", ()) if one["in"] == "query"]
    sent = {one["name"]: _FITTING.get(one["name"], "1") for one in asked if one["required"]}
    return sent | ({str(text.place[0]): value} if text.where == "query" else {})


def _schema(operation: Any) -> Any:
    content = operation.get("requestBody", {}).get("content", {})
    return next((one["schema"] for one in content.values()), {})


def _resolved(schema: Any) -> Any:
    place = schema.get("$ref", "").rpartition("/")[2]
    return documented.whole()["components"]["schemas"][place] if place else schema


def _choices(schema: Any) -> list[Any]:
    schema = _resolved(schema)
    return [_resolved(one) for one in schema.get("anyOf", [schema])]


def _is_text(schema: Any) -> bool:
    kinds = _choices(schema)
    return any(one.get("type") == "string" or (one.get("type") == "array" and _is_text(one["items"])) for one in kinds)


def _places(schema: Any, before: Place) -> Iterator[Place]:
    if len(before) > _DEEPEST:
        return
    for one in _choices(schema):
        if one.get("type") == "string" and one.get("contentMediaType") is None and one.get("format") != "binary":
            yield before
        elif one.get("type") == "array":
            yield from _places(one["items"], (*before, 0))
        elif one.get("type") == "object":
            for name, inner in one.get("properties", {}).items():
                yield from _places(inner, (*before, name))


def _sample(schema: Any) -> Any:
    found: Any = next((one for one in _choices(schema) if one.get("type") != "null"), {})
    if found.get("type") == "object":
        named = [name for name in found.get("properties", {}) if name in _FITTING or name in found.get("required", ())]
        return {name: _FITTING.get(name, _sample(found["properties"][name])) for name in named}
    if "enum" in found:
        return found["enum"][0]
    return {"array": [], "boolean": True, "integer": 1, "number": 0.5}.get(found.get("type", ""), "1")


def _with(made: Any, place: Place, value: object) -> Any:
    if not place:
        return value
    first, *rest = place
    if first == 0:
        return [_with(made[0] if isinstance(made, list) and made else {}, tuple(rest), value)]
    made = made if isinstance(made, dict) else {}
    return made | {str(first): _with(made.get(str(first), {}), tuple(rest), value)}
