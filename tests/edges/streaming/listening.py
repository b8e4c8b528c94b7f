"""A client of streaming for tests: one stream of server-sent events, read in a thread."""

import http.client
import json
import queue
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

_PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Heard:
    """`data` is parsed where it is JSON."""

    id: str
    event: str
    data: Any


class Refused(Exception):
    def __init__(self, status: int, body: Any) -> None:
        super().__init__(f"{status}: {body}")
        self.status, self.body = status, body


class Stream:
    """Listens from when it is made; `ended` is set when the server hangs up, `politely` when it said so before."""

    def __init__(self, url: str, token: str = "", *, after: str = "") -> None:
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= {"Last-Event-ID": after} if after else {}
        self._connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
        self._socket = self._connection.sock
        self._answer = self._connection.getresponse()
        if self._answer.status != 200:
            body = json.loads(self._answer.read())
            self._connection.close()
            raise Refused(self._answer.status, body)
        assert self._answer.readline() == b":)\n"
        self._heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self.ended = threading.Event()
        self.politely = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def next(self, patience: float = _PATIENCE) -> Heard:
        return self._heard.get(timeout=patience)

    def is_quiet(self) -> bool:
        """Whether nothing more has come so far."""
        return self._heard.empty()

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._reader.join(5)
        self._answer.close()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> None:
        fields: dict[str, str] = {}
        try:
            for raw in self._answer:
                line = raw.decode().rstrip("\n")
                if line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    fields[name] = value
                elif not line and fields:
                    self._heard.put(Heard(fields["id"], fields["event"], _parsed(fields["data"])))
                    fields = {}
            self.politely = self._answer.isclosed()
        except (OSError, http.client.HTTPException):
            pass  # the connection is over, which `ended` says
        finally:
            self.ended.set()


def _parsed(data: str) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data
