"""Errors as Mastodon phrases them."""

from folkmoot.domains.apps import api as apps
from folkmoot.edges.mastodon.wire.base import Error
from folkmoot.infra.http.statuses import status_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import FolkmootError, Forbidden, Invalid, NotFound, NotSignedIn, Unavailable

TOKEN_INVALID = "The access token is invalid"  # noqa: S105 - a sentence
PERSON_NEEDED = "This method requires an authenticated user"
NOT_FOUND = "Record not found"
_BAD_REQUEST = 400
_UNAUTHORISED = 401
_UNPROCESSABLE = 422


class Malformed(FolkmootError):
    """The request cannot be read at all."""

    def __init__(self, safe: str) -> None:
        super().__init__("malformed request", safe=safe)


class PersonNeeded(FolkmootError):
    """An app's own token came where a person must speak."""

    default_safe = PERSON_NEEDED


def present(error: FolkmootError | Unavailable) -> tuple[int, Error]:
    """The status and the body that answer an expected error."""
    if isinstance(error, apps.OAuthRefused):
        status = _UNAUTHORISED if error.code == "invalid_client" else _BAD_REQUEST
        return status, Error(error=error.code, error_description=said(error.safe))
    if isinstance(error, PersonNeeded):
        return _UNPROCESSABLE, Error(error=error.safe)
    if isinstance(error, Invalid):
        return _UNPROCESSABLE, _invalid(error)
    return status_of(error), Error(error=_phrase(error))


def _phrase(error: FolkmootError | Unavailable) -> str:
    if isinstance(error, NotFound):
        return NOT_FOUND if error.safe == NotFound.default_safe else said(error.safe)
    if isinstance(error, NotSignedIn):
        return TOKEN_INVALID
    if isinstance(error, Forbidden) and error.safe == Forbidden.default_safe:
        return "This action is not allowed"
    return said(error.safe)


def _invalid(error: Invalid) -> Error:
    safe = said(error.safe)
    text = f"Validation failed: {safe}"
    if not error.field:
        return Error(error=text)
    return Error(error=text, details={error.field: [{"error": "ERR_INVALID", "description": safe}]})
