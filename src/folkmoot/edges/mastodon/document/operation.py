"""One operation of the document: an endpoint, its parameters, its body and its answers."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from folkmoot.edges.mastodon.document.answers import Answered, answers_of, is_listed
from folkmoot.edges.mastodon.document.schemas import Schema, Schemas
from folkmoot.edges.mastodon.incoming import Id, Upload
from folkmoot.edges.mastodon.routing import Asks, Endpoint
from folkmoot.edges.mastodon.wire.base import Error

_WALKED: dict[str, Any] = {"max_id": Id, "since_id": Id, "min_id": Id, "limit": int}
_JSON = "application/json"
_FORMS = (_JSON, "application/x-www-form-urlencoded", "multipart/form-data")
_UPLOAD = ("multipart/form-data",)
_TOO_MANY = 429
_COUNTED = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit", "RateLimit-Policy")


def kinds_of(endpoint: Endpoint) -> Iterator[Any]:
    """Every type that the operation names."""
    yield from (kind for answered in answers_of(endpoint) for kind in answered.kinds if kind is not bytes)
    yield from _single(endpoint).values()
    if endpoint.sends is not None:
        yield endpoint.sends


def operation(endpoint: Endpoint, schemas: Schemas) -> Schema:
    made: Schema = {
        "operationId": operation_id(endpoint),
        "tags": [tag_of(endpoint)],
        "summary": _words(endpoint),
        "security": _security(endpoint),
        "parameters": [*_places(endpoint), *_query(endpoint, schemas)],
        "responses": {str(one.status): _response(one, endpoint, schemas) for one in answers_of(endpoint)},
    }
    body = _body(endpoint, schemas)
    return made | {"requestBody": body} if body else made


def operation_id(endpoint: Endpoint) -> str:
    """`GET /api/v1/lists/<list_id>` as `get_api_v1_lists_list_id`."""
    return re.sub(r"\W+", "_", f"{endpoint.method.lower()}{endpoint.path}").strip("_")


def tag_of(endpoint: Endpoint) -> str:
    """The file in which the endpoint stands."""
    return endpoint.handler.__module__.partition(".endpoints.")[2]


def path_of(endpoint: Endpoint) -> str:
    return endpoint.path.replace("<", "{").replace(">", "}")


def _words(endpoint: Endpoint) -> str:
    """The first paragraph of the handler's docstring, or its address in words."""
    said = inspect.getdoc(endpoint.handler)
    if said:
        return " ".join(said.partition("\n\n")[0].split())
    words = re.sub(r"<\w+>|/api|/v\d|[/_.]+", " ", endpoint.path)
    return f"{endpoint.method.capitalize()} {' '.join(words.split())}"


def _security(endpoint: Endpoint) -> list[Schema]:
    """One of the scopes is enough; nobody needs a token where anyone may ask."""
    wanted: list[Schema] = [{"oauth": [scope]} for scope in endpoint.scopes] or [{"oauth": []}]
    return [*wanted, {}] if endpoint.asks is Asks.ANYONE else wanted


def _places(endpoint: Endpoint) -> Iterator[Schema]:
    for name in re.findall(r"<(\w+)>", endpoint.path):
        schema = {"type": "string", "minLength": 1}
        if name.endswith("_id"):
            schema |= {"pattern": "^[0-9]{1,19}$"}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _single(endpoint: Endpoint) -> dict[str, Any]:
    return (_WALKED if is_listed(endpoint) else {}) | dict(endpoint.fields)


def _taken(endpoint: Endpoint, schemas: Schemas) -> tuple[Schema, frozenset[str]]:
    """Each field that the handler reads, and which of them must come."""
    single = {name: schemas.of(kind) for name, kind in _single(endpoint).items()}
    if endpoint.sends is None:
        return single, frozenset()
    sent, required = schemas.properties(endpoint.sends)
    return sent | single, required


def _query(endpoint: Endpoint, schemas: Schemas) -> Iterator[Schema]:
    if endpoint.method != "GET":
        return
    fields, required = _taken(endpoint, schemas)
    for name, schema in fields.items():
        several = schema.get("type") == "array" or any(one.get("type") == "array" for one in schema.get("anyOf", ()))
        yield {
            "name": f"{name}[]" if several else name,
            "in": "query",
            "required": name in required,
            "schema": schema,
        }


def _body(endpoint: Endpoint, schemas: Schemas) -> Schema | None:
    if endpoint.method == "GET" or not (endpoint.sends or endpoint.fields):
        return None
    schema = schemas.of(endpoint.sends) if endpoint.sends and not endpoint.fields else _object(endpoint, schemas)
    return {"content": {form: {"schema": schema} for form in (_UPLOAD if _has_file(endpoint) else _FORMS)}}


def _object(endpoint: Endpoint, schemas: Schemas) -> Schema:
    fields, required = _taken(endpoint, schemas)
    return {"type": "object", "properties": fields} | ({"required": sorted(required)} if required else {})


def _has_file(endpoint: Endpoint) -> bool:
    fields = msgspec.structs.fields(endpoint.sends) if endpoint.sends else ()
    return any(Upload in (one.type, *getattr(one.type, "__args__", ())) for one in fields)


def refusal(answered: Answered, schemas: Schemas) -> Schema:
    """An error, as all operations share it."""
    headers = {"Retry-After": _header("Retry-After")} if answered.status == _TOO_MANY else {}
    content = {_JSON: {"schema": schemas.one_of(answered.kinds)}}
    return {"description": answered.says, "headers": headers, "content": content}


def _response(answered: Answered, endpoint: Endpoint, schemas: Schemas) -> Schema:
    if answered.kinds == (Error,):
        return {"$ref": f"#/components/responses/{answered.status}"}
    names = [*(_COUNTED if endpoint.api else ()), *(("Link",) if answered.listed else ())]
    made: Schema = {"description": answered.says, "headers": {name: _header(name) for name in names}}
    if not answered.kinds:
        return made
    schema = {"type": "string"} if answered.kinds == (bytes,) else schemas.one_of(answered.kinds)
    return made | {"content": {endpoint.kind: {"schema": schema}}}


def _header(name: str) -> Schema:
    return {"$ref": f"#/components/headers/{name}"}
