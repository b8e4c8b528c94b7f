"""What the command line says, and how it gives up."""

from rich.console import Console

console = Console(highlight=False, soft_wrap=True, emoji=False)

FAILED = 1
MISCONFIGURED = 2


class Stop(Exception):
    """The command cannot go on; `str()` is the one line that says why and what to do."""

    def __init__(self, line: str, code: int = FAILED) -> None:
        super().__init__(line)
        self.code = code


def say(line: str) -> None:
    """One line for the operator. Square brackets stay as they are."""
    console.print(line, markup=False)
