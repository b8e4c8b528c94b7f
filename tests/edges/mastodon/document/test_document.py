"""The OpenAPI document: whole, valid, served, and true of what is answered."""

import ast
from typing import Any

import msgspec
import pytest
import schemathesis
from django.test import Client

from folkmoot.edges.mastodon.document.operation import operation_id, path_of
from folkmoot.edges.mastodon.routing import Endpoint
from folkmoot.edges.mastodon.table import ENDPOINTS
from tests import cast
from tests.edges.mastodon import documented
from tests.edges.mastodon.api_client import ApiClient, client_of
from tests.edges.mastodon.test_sent_fields import called_in, functions_of, tree_of

_PAGING = {"max_id", "since_id", "min_id", "limit"}
_READS = {"text": "", "flag": "", "limit": "limit", "offset": "offset"}
#: The names of these are made when they run.
_MADE = {"GET /api/v1/admin/accounts", "POST /oauth/token", "POST /oauth/revoke", "POST /api/v1/admin/retention"}


def operation(name: str) -> Any:
    method, path = name.split()
    return documented.whole()["paths"][path][method.lower()]


def test_it_is_valid_openapi() -> None:
    document = documented.whole()
    assert document["openapi"] == "3.1.0"
    schemathesis.openapi.from_dict(document).validate()


def test_every_endpoint_is_in_it_once() -> None:
    found = {(m.upper(), path) for path, methods in documented.whole()["paths"].items() for m in methods}
    assert found == {(endpoint.method, path_of(endpoint)) for endpoint in ENDPOINTS}
    ids = [operation_id(endpoint) for endpoint in ENDPOINTS]
    assert len(ids) == len(set(ids))


def test_it_is_served_to_everybody_and_asked_again_for_nothing() -> None:
    answer = Client().get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert msgspec.json.decode(answer.content) == documented.whole()
    again = Client().get("/api/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_operation_says_scope_place_and_answers() -> None:
    found = operation("GET /api/v1/lists/{list_id}/accounts")
    assert found["security"] == [{"oauth": ["read:lists"]}]
    assert [one["name"] for one in found["parameters"]] == ["list_id", "max_id", "since_id", "min_id", "limit"]
    assert found["summary"] == "A limit of 0 means everybody on the list."
    schema = found["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema == {"type": "array", "items": {"$ref": "#/components/schemas/Account"}}
    assert "Link" in found["responses"]["200"]["headers"]
    assert found["responses"]["404"] == {"$ref": "#/components/responses/404"}
    missing = documented.whole()["components"]["responses"]["404"]["content"]["application/json"]
    assert missing == {"schema": {"$ref": "#/components/schemas/Error"}}


def test_who_needs_no_token_is_told() -> None:
    assert operation("GET /api/v1/timelines/public")["security"] == [{"oauth": ["read:statuses"]}, {}]
    assert operation("GET /api/v1/instance")["security"] == [{"oauth": []}, {}]


def test_arrays_in_addresses_are_written_with_brackets() -> None:
    names = {one["name"] for one in operation("GET /api/v1/notifications")["parameters"]}
    assert names == {"types[]", "exclude_types[]", "account_id", "include_filtered", *_PAGING}


def test_bodies_come_in_three_forms_and_files_in_one() -> None:
    forms = operation("POST /api/v1/statuses")["requestBody"]["content"]
    assert set(forms) == {"application/json", "application/x-www-form-urlencoded", "multipart/form-data"}
    assert set(operation("POST /api/v2/media")["requestBody"]["content"]) == {"multipart/form-data"}
    assert {"200", "202"} <= set(operation("POST /api/v2/media")["responses"])


def test_an_answer_that_is_not_in_it_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    ben = client_of(cast.ben())
    ben.get("/api/v1/lists")
    monkeypatch.setitem(operation("GET /api/v1/lists"), "responses", {"401": {}})
    with pytest.raises(AssertionError, match="is not in the document"):
        ben.get("/api/v1/lists")


def test_an_answer_of_another_form_is_noticed() -> None:
    client = ApiClient()
    client.get("/api/v1/instance/rules")
    client.last.content = b'[{"id": 1}]'
    with pytest.raises(AssertionError, match="is not as the document says"):
        documented.check(client.last)


def read_singly(endpoint: Endpoint) -> set[str]:
    """The fields that the handler, or a function of its file that it calls, reads one by one."""
    names: set[str] = set()
    for function in functions_of(endpoint):
        for node in called_in(tree_of(function)):
            if isinstance(node.func, ast.Attribute) and node.func.attr in _READS:
                named = _READS[node.func.attr] or _literal(node)
                names |= {named} if named else set()
    return names


def _literal(node: ast.Call) -> str:
    first = node.args[0] if node.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


@pytest.mark.parametrize(
    "endpoint", [one for one in ENDPOINTS if one.name not in _MADE], ids=lambda endpoint: endpoint.name
)
def test_an_endpoint_declares_the_fields_that_it_reads_singly(endpoint: Endpoint) -> None:
    sent = {one.encode_name for one in msgspec.structs.fields(endpoint.sends)} if endpoint.sends else set()
    assert read_singly(endpoint) <= set(endpoint.fields) | sent | _PAGING
