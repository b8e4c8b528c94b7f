"""The library of conditions, without the command line that it imports along: a terminal toolkit of 10 MB a process."""

import sys
from types import ModuleType

sys.modules.setdefault("cel.cli", ModuleType("cel.cli"))

import cel  # noqa: E402 - after its command line was kept out

__all__ = ["cel"]
