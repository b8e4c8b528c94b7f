"""Processes that end with the one that started them, however that one ends."""

import ctypes
import os
import signal
from typing import Annotated, TypeAlias

import typer

_PR_SET_PDEATHSIG = 1

ParentOption: TypeAlias = Annotated[int | None, typer.Option("--parent", help="End when this process ends.")]


def end_with_parent(parent: int | None, number: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send this process `number` when `parent`, which started it, is gone (prctl(2), Linux).

    If it is gone already, leave at once. Without a `parent`, somebody started this process by hand: nothing happens.
    """
    if parent is None:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        raise SystemExit(0)
