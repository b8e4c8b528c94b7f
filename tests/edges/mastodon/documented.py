"""Whether an answer is one that the OpenAPI document names; asked of every answer that a client of the tests gets."""

from functools import cache
from typing import Any

import jsonschema_rs
import msgspec

from folkmoot.edges.mastodon.dispatch import PathView
from folkmoot.edges.mastodon.document.operation import path_of
from folkmoot.edges.mastodon.document.whole import served

OK = 200
_NOT_ALLOWED = 405


@cache
def whole() -> Any:
    """The document as clients read it."""
    return msgspec.json.decode(served()[0])


def check(response: Any) -> None:
    """Fail where the document does not know the status, the media type or the form of an answer."""
    view = response.resolver_match.func if response.resolver_match else None
    method = "GET" if response.request["REQUEST_METHOD"] == "HEAD" else response.request["REQUEST_METHOD"]
    if not isinstance(view, PathView) or method not in view.endpoints or response.status_code == _NOT_ALLOWED:
        return
    path = path_of(view.endpoints[method])
    name = f"{method} {path} -> {response.status_code}"
    answers = whole()["paths"][path][method.lower()]["responses"]
    assert str(response.status_code) in answers, f"{name} is not in the document: {response.content[:300]!r}"
    content = _resolved(answers[str(response.status_code)]).get("content", {})
    kind = response.headers["Content-Type"].partition(";")[0]
    assert not content or kind in content, f"{name} as {kind} is not in the document"
    if content and kind.endswith("json"):
        _conforms(name, path, method.lower(), response)


def _resolved(answer: Any) -> Any:
    """An answer itself, where the operation names one that all share."""
    place = answer.get("$ref", "").rpartition("/")[2]
    return whole()["components"]["responses"][place] if place else answer


def _conforms(name: str, path: str, method: str, response: Any) -> None:
    found = _validator(path, method, str(response.status_code))
    problems = [
        f"{one.instance_path}: {one.message}" for one in found.iter_errors(msgspec.json.decode(response.content))
    ]
    assert not problems, f"{name} is not as the document says: {problems[:3]}"


@cache
def _validator(path: str, method: str, status: str) -> Any:
    (content,) = _resolved(whole()["paths"][path][method]["responses"][status])["content"].values()
    return jsonschema_rs.Draft202012Validator(content["schema"] | {"components": whole()["components"]})
