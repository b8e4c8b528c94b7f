"""One process of the site: started, watched, started again with growing pauses."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_HEALTHY_AFTER = 30.0
SILENT_AFTER = 30.0
"""Seconds without a sign of life, after which a process counts as hung."""

_FIRST_SIGN_WITHIN = 90.0

_FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""glibc keeps freed memory apart for each of up to eight threads a core (mallopt(3)); Python's run one at a time."""


@dataclass(slots=True)
class Child:
    """A process `folkmoot COMMAND` with a node number of its own, which its ids carry.

    It touches the file `alive` every few seconds, and keeps the descriptor `held` open for as long as it lives.
    """

    name: str
    command: str
    node: int
    alive: Path
    held: int
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    pause: float = _FIRST_PAUSE
    _started: float = field(default=0.0)
    _due: float = field(default=0.0)
    _sign: float = field(default=0.0)
    _heard: float = field(default=0.0)

    def start(self) -> None:
        self._started = time.monotonic()
        self._sign, self._heard = self._last_sign(), self._started + _FIRST_SIGN_WITHIN - SILENT_AFTER
        self.process = subprocess.Popen(
            [sys.executable, "-m", "folkmoot.wiring.main", self.command, "--parent", str(os.getpid())],
            env=_FEW_ARENAS | os.environ | {"FOLKMOOT_NODE": str(self.node), **self.environment},
            stdin=subprocess.DEVNULL,
            pass_fds=(self.held,),
            process_group=0,  # Ctrl-C reaches the supervisor only, which then stops its children in order
        )

    def watch(self) -> str | None:
        """Start the process again where its pause is over; returns a line if it has just ended."""
        if self.process is None:
            if time.monotonic() >= self._due:
                self.start()
            return None
        code = self.process.poll()
        if code is not None:
            return self._ended(code)
        return self._kill_if_hung()

    def _kill_if_hung(self) -> str | None:
        """By the monotonic clock, so that neither a clock that is set nor a machine that slept looks like silence."""
        now, sign = time.monotonic(), self._last_sign()
        if sign != self._sign:
            self._sign, self._heard = sign, now
        if now - self._heard < SILENT_AFTER or not self._can_be_heard():
            return None
        self._heard = now
        self.signal(signal.SIGKILL)
        return f"{self.name} hangs: it has given no sign of life for {SILENT_AFTER:g} s and is killed."

    def _last_sign(self) -> float:
        try:
            return self.alive.stat().st_mtime
        except OSError:
            return 0.0

    def _can_be_heard(self) -> bool:
        """Where the data folder cannot be written, silence says nothing."""
        try:
            self.alive.touch()
        except OSError:
            return False
        return True

    def _ended(self, code: int) -> str:
        if time.monotonic() - self._started > _HEALTHY_AFTER:
            self.pause = _FIRST_PAUSE
        line = f"{self.name} ended unexpectedly ({_reason(code)}); starting it again in {self.pause:g} s."
        self._due = time.monotonic() + self.pause
        self.pause = min(self.pause * 2, _LONGEST_PAUSE)
        self.process = None
        return line

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def ended_within(self, seconds: float) -> bool:
        """Whether the process is over, or is over after so many seconds."""
        if self.process is None:
            return True
        try:
            self.process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            return False
        return True


def _reason(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
