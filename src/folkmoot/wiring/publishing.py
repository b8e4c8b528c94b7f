"""Requests that publish are answered in turn (see `infra.turns`)."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from folkmoot.infra.turns import in_turn
from folkmoot.wiring.whole import CutShort

_Environ = dict[str, Any]
_Application = Callable[[_Environ, Any], Iterable[bytes]]
_PATHS = frozenset({"/api/v1/statuses", "/api/v1/statuses/"})
_SMALL = 65_536
"""Bytes: what may be read whole before it is this request's turn, so that nobody waits for a slow line."""


class InTurn:
    """A WSGI application around another one."""

    def __init__(self, application: _Application) -> None:
        self._next = application

    def __call__(self, environ: _Environ, start: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] not in _PATHS:
            return self._next(environ, start)
        length = environ.get("CONTENT_LENGTH") or ""
        if not length.isdecimal() or int(length) > _SMALL:
            return self._next(environ, start)
        try:
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))
        except CutShort:
            return self._next(environ, start)  # which reads it too, and says what was wrong
        with in_turn():
            return self._next(environ, start)
