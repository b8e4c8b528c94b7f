"""A bar in a terminal, a plain line now and then elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from folkmoot.edges.cli.output import console, say

_SECONDS_BETWEEN_LINES = 10.0


class Step(Protocol):
    """Told how much of the whole is done."""

    def __call__(self, done: int) -> None: ...


@contextmanager
def step(title: str, total: int) -> Iterator[Step]:
    """Show the progress of one step for the block."""
    if not console().is_terminal:
        say(f"{title} …")
        yield _Lines(title, total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console()) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done)


class _Lines:
    def __init__(self, title: str, total: int) -> None:
        self._title, self._total = title, max(total, 1)
        self._said = time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() - self._said >= _SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            say(f"{self._title}: {min(100, 100 * done // self._total)} %")
