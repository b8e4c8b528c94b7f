"""The loop of `folkmoot run`: start, announce, watch, stop."""

import http.client
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from folkmoot.edges.cli.output import say
from folkmoot.edges.cli.supervisor.child import Child
from folkmoot.infra.config import Config

_TICK = 0.2
_PATIENCE = 30.0
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - compared, never bound


class Supervisor:
    """Runs until it is told to stop by SIGINT or SIGTERM; `announce` is called once, when the web server answers."""

    def __init__(self, config: Config, announce: Callable[[], None]) -> None:
        self._config = config
        self._announce = announce
        self._stop = threading.Event()
        self._signals = 0
        names = [
            f"web {number}" if config.web_processes > 1 else "web" for number in range(1, config.web_processes + 1)
        ]
        self._children = [Child("worker", "worker", 0)]
        self._children += [Child(name, "web", node) for node, name in enumerate(names, start=1)]

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            for child in self._children:
                child.start()
            self._watch()
        finally:
            self._end_all()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1
        self._stop.set()

    def _watch(self) -> None:
        announced = False
        while not self._stop.wait(_TICK):
            for child in self._children:
                if line := child.watch():
                    say(line)
            if not announced and self._answers():
                announced = True
                self._announce()

    def _answers(self) -> bool:
        host = _ANYWHERE.get(self._config.bind, self._config.bind)
        connection = http.client.HTTPConnection(host, self._config.port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True

    def _end_all(self) -> None:
        say("Stopping: the worker finishes the job in hand. Press Ctrl-C again to stop at once.")
        for child in reversed(self._children):
            child.signal(signal.SIGTERM)
        last_moment = time.monotonic() + _PATIENCE
        for child in reversed(self._children):
            while not child.ended_within(_TICK):
                if self._signals > 1 or time.monotonic() > last_moment:
                    say(f"{child.name} did not end by itself and is killed; its jobs are done after the next start.")
                    child.signal(signal.SIGKILL)
        say("Folkmoot has stopped.")
