"""The loop of `folkmoot run`: start, announce, watch, stop."""

import http.client
import signal
import time
from collections.abc import Callable
from types import FrameType

from folkmoot.edges.cli.output import say
from folkmoot.edges.cli.supervisor.child import Child
from folkmoot.edges.cli.supervisor.notify import tell
from folkmoot.infra.config import Config
from folkmoot.infra.health.files import alive_file, web_alive_file
from folkmoot.infra.metrics import folder as metrics_folder

_TICK = 0.2
_PATIENCE = 30.0
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - compared, never bound


class Supervisor:
    """Runs until it is told to stop by SIGINT or SIGTERM; `announce` is called once, when its servers answer.

    `held`: a descriptor that all its processes keep open (see `alone`).
    """

    def __init__(self, config: Config, held: int, announce: Callable[[], None]) -> None:
        self._config = config
        self._announce = announce
        self._signals = 0
        shared = metrics_folder.emptied(config.data)
        self._children = [Child("worker", "worker", 0, alive_file(config), held, shared)]
        for number in range(1, config.web_processes + 1):
            name = f"web {number}" if config.web_processes > 1 else "web"
            self._children.append(Child(name, "web", number, web_alive_file(config, number), held, shared))
        streaming = config.web_processes + 1
        self._children.append(Child("streaming", "streaming", streaming, config.streaming_alive_file, held, shared))

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
        # No Event is set here: its lock may be held by the very code that the signal interrupts, for ever.
        self._signals += 1

    def _watch(self) -> None:
        announced = False
        while True:
            time.sleep(_TICK)
            if self._signals:
                return
            for child in self._children:
                if line := child.watch():
                    say(line)
            if not announced and self._answers():
                announced = True
                self._announce()
                tell("READY=1")

    def _answers(self) -> bool:
        return self._answers_at(self._config.port, "/") and self._answers_at(
            self._config.listening_port, "/api/v1/streaming/health"
        )

    def _answers_at(self, port: int, path: str) -> bool:
        host = _ANYWHERE.get(self._config.bind, self._config.bind)
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", path)
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True

    def _end_all(self) -> None:
        tell("STOPPING=1")
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
