"""Half of what somebody sent is not what they sent: where a line breaks, granian ends the body as if it were whole."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest

_Environ = dict[str, Any]
_Application = Callable[[_Environ, Any], Iterable[bytes]]


class CutShort(BadRequest):
    """The body ended before its length."""


class Whole:
    """A WSGI application around another one, which reads no body that is not whole."""

    def __init__(self, application: _Application) -> None:
        self._next = application

    def __call__(self, environ: _Environ, start: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if length != "0" and length.isdecimal():
            environ["wsgi.input"] = _Body(environ["wsgi.input"], int(length))
        return self._next(environ, start)


class _Body:
    """What Django reads of the body of a request (PEP 3333), as far as its length. Both raise CutShort."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        part = bytes(self._stream.read(wanted)) if wanted else b""
        if len(part) < wanted:
            raise CutShort("the body ended early")
        self._left -= wanted
        return part

    def readline(self, size: int = -1) -> bytes:
        """Django asks for it nowhere; PEP 3333 does."""
        line = bytearray()
        while (size < 0 or len(line) < size) and not line.endswith(b"\n") and (byte := self.read(1)):
            line += byte
        return bytes(line)
