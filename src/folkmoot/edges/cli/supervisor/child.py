"""One process of the site: started, watched, started again with growing pauses."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_HEALTHY_AFTER = 30.0


@dataclass(slots=True)
class Child:
    """A process `folkmoot COMMAND` with a node number of its own, which its ids carry."""

    name: str
    command: str
    node: int
    process: subprocess.Popen[bytes] | None = None
    pause: float = _FIRST_PAUSE
    _started: float = field(default=0.0)
    _due: float = field(default=0.0)

    def start(self) -> None:
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "folkmoot.wiring.main", self.command, "--parent", str(os.getpid())],
            env=os.environ | {"FOLKMOOT_NODE": str(self.node)},
            stdin=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C reaches the supervisor only, which then stops its children in order
        )

    def watch(self) -> str | None:
        """Start the process again where its pause is over; returns a line if it has just ended."""
        if self.process is None:
            if time.monotonic() >= self._due:
                self.start()
            return None
        code = self.process.poll()
        return None if code is None else self._ended(code)

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
