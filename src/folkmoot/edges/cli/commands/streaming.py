import importlib
import os
import signal
import threading
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Any

from folkmoot.edges.cli.supervisor.files import open_as_many_as_allowed
from folkmoot.edges.cli.supervisor.parent import ParentOption, end_with_parent
from folkmoot.infra.config import current
from folkmoot.infra.http.sizes import HEADERS, HEADERS_WITHIN

_APPLICATION = "folkmoot.wiring.asgi:application"
_PATIENCE = 2
_GOODBYE = signal.SIGUSR1  # as `edges.streaming.app` has it, which would load Django here
_GOODBYE_SECONDS = 1.0


def streaming(parent: ParentOption = None) -> None:
    """The process of streaming (server-sent events, WebSocket). `folkmoot run` starts it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    end_with_parent(parent)
    config = current()
    server = Granian(
        _APPLICATION,
        address=config.bind,
        port=config.listening_port,
        interface=Interfaces.ASGI,
        workers=1,
        workers_kill_timeout=_PATIENCE,
        http1_settings=HTTP1Settings(max_buffer_size=HEADERS, header_read_timeout=HEADERS_WITHIN),
        log_level=LogLevels.warning,
    )
    server.on_startup(partial(_say_goodbye_first, server))
    server.serve(target_loader=partial(_load, os.getpid()))


def _say_goodbye_first(server: Any) -> None:
    """The server drops WebSockets as it stops, and waits for other streams for ever: end them before."""

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        for worker in server.wrks:
            with suppress(ProcessLookupError):
                os.kill(worker.inner.pid, _GOODBYE)
        threading.Timer(_GOODBYE_SECONDS, server.signal_handler_interrupt).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)


def _load(server: int, target: str) -> Any:
    """In the process that answers: without its server it would hold the port for ever."""
    end_with_parent(server)
    open_as_many_as_allowed()
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)
