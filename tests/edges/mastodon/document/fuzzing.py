"""Asking at random by the OpenAPI document, with schemathesis: what, as whom, and what must not come back."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from folkmoot.edges.mastodon.document.operation import path_of
from folkmoot.edges.mastodon.routing import Endpoint
from folkmoot.edges.mastodon.throttle import throttle
from tests import cast
from tests.edges.mastodon import documented
from tests.edges.mastodon.api_client import ALL, ApiClient, client_of, token_of

SEED = 20260301
_CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
_BY_DESIGN = {503, 501}
_ADMIN = f"{ALL} admin:read admin:write"


@cache
def schema() -> Any:
    found = schemathesis.openapi.from_dict(documented.whole())
    found.app = _without_closing(get_wsgi_application())
    return found


def _without_closing(application: WSGIHandler) -> Callable[..., Any]:
    """A request would close the connection that holds the test's transaction; Django's own client says so anew."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        request_started.disconnect(close_old_connections)
        request_finished.disconnect(close_old_connections)
        return application(environ, start_response)

    return answer


def tokens() -> dict[str, str]:
    """Nobody's, a member's and an operator's."""
    return {"nobody": "", "member": token_of(cast.ana()), "operator": token_of(cast.olga(), _ADMIN)}


def things() -> dict[str, str]:
    """What the places of paths may name and is really there, so that not all that is asked ends at 404."""
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    poll = {"options": ["Oars", "Sails"], "expires_in": 3600}
    post = ana.post("/api/v1/statuses", {"status": "Who rows on Sunday? #rowing", "poll": poll})
    later = {"status": "Tomorrow.", "scheduled_at": "2026-03-02T12:00:00Z"}
    word = _filter(ana)
    ben.post(f"/api/v1/statuses/{post['id']}/favourite")
    return {
        "status_id": post["id"],
        "poll_id": post["poll"]["id"],
        "quoting_id": ben.post("/api/v1/statuses", {"status": "Me!", "quoted_status_id": post["id"]})["id"],
        "scheduled_id": ana.post("/api/v1/statuses", later)["id"],
        "account_id": str(cast.ben().id),
        "list_id": ana.post("/api/v1/lists", {"title": "Rowers"})["id"],
        "filter_id": word["id"],
        "keyword_id": word["keywords"][0]["id"],
        "name": "rowing",
        "item": "rowing",
        "version": "2.0",
        **_reported(ben, post["id"]),
    }


def _filter(client: ApiClient) -> Any:
    sent = {"title": "Oars", "context": ["home"], "keywords_attributes": [{"keyword": "oar"}]}
    return client.post("/api/v2/filters", sent)


def _reported(client: ApiClient, post_id: str) -> dict[str, str]:
    sent = {"account_id": str(cast.ana().id), "status_ids": [post_id], "comment": "Too loud."}
    found = client.post("/api/v1/reports", sent)
    return {"report_id": found["id"]} if client.status == documented.OK else {}


def fuzz(endpoints: list[Endpoint], *, examples: int) -> Iterator[str]:
    """Ask each endpoint as everybody, with what fits the document and with what does not. What is wrong, in words."""
    known, there = tokens(), things()
    for endpoint in endpoints:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            yield from _asked(endpoint, mode, known, there, examples)


def _asked(
    endpoint: Endpoint, mode: GenerationMode, known: dict[str, str], there: dict[str, str], examples: int
) -> Iterator[str]:
    found: dict[str, str] = {}
    operation = schema()[path_of(endpoint)][endpoint.method]

    @seed(SEED)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), who=st.sampled_from(sorted(known)), real=st.booleans())
    def ask(case: Any, who: str, real: bool) -> None:
        if real:
            case.path_parameters |= {name: there[name] for name in case.path_parameters or {} if name in there}
        throttle.forget()
        problem = _problem(case, known[who])
        if problem:
            found.setdefault(problem, f"{endpoint.name} ({who}, {case.query}, {str(case.body)[:300]}): {problem}")

    with suppress(*(() if mode is GenerationMode.POSITIVE else (Unsatisfiable,))):  # nothing can be wrong in it
        ask()
    yield from found.values()


def _problem(case: Any, token: str) -> str:
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {token}"} if token else {})
    response = case.call(headers=headers)
    checks = [one for one in _CHECKS if one is not not_a_server_error or response.status_code not in _BY_DESIGN]
    try:
        case.validate_response(response, checks=checks)
    except FailureGroup as failed:
        return f"{response.status_code} {'; '.join(str(one) for one in failed.exceptions)}: {response.text[:300]}"
    return ""
