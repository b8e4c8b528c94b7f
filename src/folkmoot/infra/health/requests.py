"""What the threads of a web process are at: how old the oldest request is, and whether none of them gets on any more.

The process that answers writes it into a file of the data folder, for whoever asks another one of the site's processes.
"""

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from folkmoot.infra.config import Config
from folkmoot.infra.health.files import SILENT_AFTER


@dataclass(frozen=True, slots=True)
class State:
    """`oldest`: the age in seconds of the oldest request in hand, 0 without one. `stuck`: nobody here gets on."""

    oldest: float = 0.0
    stuck: bool = False


class InHand:
    """The requests that the `threads` of this process are at.

    They are stuck where all of them have been busy for `patience` seconds, in which no request ended and no part of a
    large one came in: then others wait, and nothing shows that they will be answered.
    """

    def __init__(self, threads: int, patience: float, now: Callable[[], float] = time.monotonic) -> None:
        self._threads, self._patience, self._now = threads, patience, now
        self._began: dict[int, float] = {}
        self._moved = now()

    def begin(self) -> None:
        """This thread begins with a request."""
        self._began[threading.get_ident()] = self._now()

    def end(self) -> None:
        """It is done."""
        self._began.pop(threading.get_ident(), None)
        self._moved = self._now()

    def get_on(self) -> None:
        """A part of what one of them waits for has come."""
        self._moved = self._now()

    def state(self) -> State:
        began, now = list(self._began.values()), self._now()
        if not began:
            return State()
        still = now - max(self._moved, *began)
        return State(now - min(began), len(began) >= self._threads and still >= self._patience)

    def where(self) -> str:
        """At which line of the program each of them is, the oldest first; nothing of what they are about."""
        frames = sys._current_frames()  # noqa: SLF001 - the documented way to see other threads
        threads = sorted(dict(self._began).items(), key=lambda one: one[1])
        known = [frames[thread] for thread, _ in threads if thread in frames]
        return "\n".join("".join(traceback.format_stack(frame)) for frame in known)


def note(config: Config, node: int, state: State) -> None:
    """Raises OSError. Even a full disk has room to write so little over what was there."""
    descriptor = os.open(_file(config, node), os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(f"{state.oldest:012.1f} {state.stuck:d}")


def noted(config: Config) -> dict[str, State]:
    """By the name of each web process that the settings ask for and that has said something within a minute."""
    found = ((f"web {node}", _read(_file(config, node))) for node in range(1, config.web_processes + 1))
    return {name: state for name, state in found if state is not None}


def _file(config: Config, node: int) -> Path:
    return config.data / f"web-{node}.requests"


def _read(file: Path) -> State | None:
    try:
        oldest, stuck = file.read_text(encoding="ascii").split()
        silent = time.time() - file.stat().st_mtime
    except (OSError, ValueError):
        return None
    return State(float(oldest), stuck == "1") if silent < SILENT_AFTER else None
