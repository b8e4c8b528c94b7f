"""What the command line says, and how it gives up."""

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # only then: the processes of a site say hardly anything and do without rich
    from rich.console import Console

FAILED = 1
MISCONFIGURED = 2


class Stop(Exception):
    """The command cannot go on; `str()` is the one line that says why and what to do."""

    def __init__(self, line: str, code: int = FAILED) -> None:
        super().__init__(line)
        self.code = code


@functools.cache
def console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True, emoji=False)


def say(line: str) -> None:
    """One line for the operator. Square brackets stay as they are."""
    console().print(line, markup=False)
