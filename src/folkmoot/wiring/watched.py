"""Around everything that answers: the supervisor learns of a web process whose threads are all stuck."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from folkmoot.infra.config import Config
from folkmoot.infra.health import requests
from folkmoot.infra.health.files import web_alive_file
from folkmoot.infra.health.requests import InHand

logger = logging.getLogger(__name__)

_Environ = dict[str, Any]
_Application = Callable[[_Environ, Any], Iterable[bytes]]
_LARGE = 1_000_000
"""Bytes of a body from which on its parts are a sign of life: it may take longer than the patience to come in."""
_EVERY_SECONDS = 5.0


class Watched:
    """A WSGI application around another one; what it costs is far below a microsecond."""

    def __init__(self, application: _Application, in_hand: InHand) -> None:
        self._next = application
        self._begin, self._end, self._get_on = in_hand.begin, in_hand.end, in_hand.get_on

    def __call__(self, environ: _Environ, start: Any) -> Iterable[bytes]:
        self._begin()
        try:
            length = environ.get("CONTENT_LENGTH") or ""
            if length.isdecimal() and int(length) > _LARGE:
                environ["wsgi.input"] = _Body(environ["wsgi.input"], self._get_on)
            return self._next(environ, start)
        finally:
            self._end()


class _Body:
    """What Django reads of the body of a request (PEP 3333)."""

    def __init__(self, stream: Any, came: Callable[[], None]) -> None:
        self._stream, self._came = stream, came

    def read(self, size: int = -1) -> bytes:
        return self._heard(self._stream.read(size))

    def readline(self, size: int = -1) -> bytes:
        return self._heard(self._stream.readline(size))

    def _heard(self, part: bytes) -> bytes:
        if part:
            self._came()
        return part


def show_life(config: Config, node: int, in_hand: InHand) -> None:
    """In a thread of its own, tell every few seconds how it goes; the sign of life only while somebody gets on."""
    threading.Thread(target=_for_ever, args=(Telling(config, node, in_hand),), name="alive", daemon=True).start()


class Telling:
    """Tells once each time that it is asked to."""

    def __init__(self, config: Config, node: int, in_hand: InHand) -> None:
        self._config, self._node, self._in_hand = config, node, in_hand
        self._was_stuck = False

    def tell(self) -> None:
        state = self._in_hand.state()
        with suppress(OSError):  # a full disk is told of by whoever wants to store something
            requests.note(self._config, self._node, state)
        if state.stuck and not self._was_stuck:
            logger.error(
                "no thread of this process gets on, the oldest for %d seconds; it gives no sign of life any more:\n%s",
                state.oldest,
                self._in_hand.where(),
            )
        self._was_stuck = state.stuck
        if not state.stuck:
            with suppress(OSError):  # likewise
                web_alive_file(self._config, self._node).touch()


def _for_ever(telling: Telling) -> None:
    while True:
        telling.tell()
        time.sleep(_EVERY_SECONDS)
