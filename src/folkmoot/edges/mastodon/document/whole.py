"""The whole document (OpenAPI 3.1)."""

import hashlib
from collections.abc import Sequence
from functools import cache

import msgspec
from django.utils import translation

from folkmoot.domains.apps import api as apps
from folkmoot.edges.mastodon.document.answers import REFUSALS
from folkmoot.edges.mastodon.document.operation import kinds_of, operation, path_of, refusal
from folkmoot.edges.mastodon.document.schemas import Schema, Schemas
from folkmoot.edges.mastodon.present.addresses import absolute
from folkmoot.edges.mastodon.present.instance import VERSION
from folkmoot.edges.mastodon.routing import Endpoint
from folkmoot.edges.mastodon.table import ENDPOINTS
from folkmoot.infra.words import said

_ABOUT = """The client API of Folkmoot, in the words of Mastodon's.

Bodies come as JSON, as a form or as a multipart form. In forms and addresses an array is written `a[]=1&a[]=2` and an
object `a[b]=1`; ids are strings of digits. Lists are walked by the Link header. Besides what each operation names, a
method that an address does not have is answered with 405, and every error has the form of `Error`."""
_HEADERS = {
    "Link": "Where a list goes on: rel next is older, prev newer. Left out where there is nothing more.",
    "X-RateLimit-Limit": "How many calls there are in five minutes.",
    "X-RateLimit-Remaining": "How many of them are left.",
    "X-RateLimit-Reset": "When they are all there again.",
    "RateLimit": "The same for the person or the address, and for the app: r calls are left for t seconds.",
    "RateLimit-Policy": "Of q calls in w seconds.",
    "Retry-After": "In how many seconds to try again.",
}


@cache
def document() -> Schema:
    """The document of this version of the code; of the site it knows the address alone, so that it never changes."""
    with translation.override("en"):
        return made_of(ENDPOINTS)


@cache
def served() -> tuple[bytes, str]:
    """The document as it goes out, and its ETag."""
    body = msgspec.json.encode(document())
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def made_of(endpoints: Sequence[Endpoint]) -> Schema:
    schemas = Schemas(kind for endpoint in endpoints for kind in kinds_of(endpoint))
    paths: dict[str, Schema] = {}
    for endpoint in endpoints:
        paths.setdefault(path_of(endpoint), {})[endpoint.method.lower()] = operation(endpoint, schemas)
    refusals = {str(status): refusal(answered, schemas) for status, answered in REFUSALS.items()}
    schemas.keep_only_used([paths, refusals])
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Folkmoot client API",
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "responses": refusals,
            "headers": {name: {"description": text, "schema": {"type": "string"}} for name, text in _HEADERS.items()},
            "securitySchemes": {"oauth": _oauth()},
        },
    }


def _oauth() -> Schema:
    scopes = {scope: said(apps.describe(scope)) for scope in sorted(apps.SCOPES)}
    token = absolute("/oauth/token")
    asked = {"authorizationUrl": absolute("/oauth/authorize"), "tokenUrl": token, "scopes": scopes}
    return {
        "type": "oauth2",
        "flows": {
            "authorizationCode": asked,
            "clientCredentials": {"tokenUrl": token, "scopes": scopes},
        },
    }
