"""Processes that end with the one that started them, however that one ends."""

import ctypes
import os
import signal
from typing import TypeAlias

_PR_SET_PDEATHSIG = 1

ParentOption: TypeAlias = int | None
"""The process with which a command ends. Says nothing to typer, which the processes of a site do without."""


def end_with_parent(parent: int | None) -> None:
    """Have the kernel kill this process when `parent`, which started it, is gone (prctl(2), Linux).

    Also one that hangs, so that port and locks are free for the next start; what was not acknowledged is not lost by
    it. If the parent is gone already, leave at once. Without a `parent`, somebody started this process by hand:
    nothing happens.
    """
    if parent is None:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        raise SystemExit(0)
