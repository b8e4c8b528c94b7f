"""Threads of this process that publish take turns.

Python runs one thread at a time, and each statement of a database lets go of the interpreter. Threads that publish
at once would only wake each other up dozens of times a post, which costs more than a third of what a post costs
alone. So one works while the others wait, and it passes its turn on where it waits itself: for the disk.

A turn is a courtesy and no lock: whoever has waited for a moment goes on without it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_MOMENT = 0.1
"""Seconds; several times what a post takes."""
_turn = threading.Lock()
_mine = threading.local()


@contextmanager
def in_turn() -> Iterator[None]:
    """Do the block when it is this thread's turn."""
    _mine.turn = _turn.acquire(timeout=_MOMENT)
    try:
        yield
    finally:
        if _mine.turn:
            _turn.release()
        del _mine.turn


@contextmanager
def passed_on() -> Iterator[None]:
    """Let others work during the block, which waits; where this thread has no turn, nothing happens."""
    if not getattr(_mine, "turn", False):
        yield
        return
    _mine.turn = False
    _turn.release()
    try:
        yield
    finally:
        _mine.turn = _turn.acquire(timeout=_MOMENT)
