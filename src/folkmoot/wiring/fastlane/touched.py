"""Which posts may have changed, in the order in which that was noticed: for who keeps something made of many."""

from typing import Final

_MOST: Final = 20_000


class Touched:
    """Written to by one thread at a time, read by all."""

    def __init__(self) -> None:
        self._log: tuple[int, list[int]] = (0, [])
        """How many came before those of the list."""

    @property
    def number(self) -> int:
        """How many there have been."""
        before, log = self._log
        return before + len(log)

    def add(self, post_id: int) -> None:
        before, log = self._log
        if len(log) >= _MOST:
            before, log = self._log = (before + _MOST // 2, log[_MOST // 2 :])
        log.append(post_id)

    def add_all(self) -> None:
        """Every post."""
        self._log = (self.number + 1, [])

    def since(self, number: int) -> list[int] | None:
        """Those after so many; None for all, or where it is not known any more."""
        before, log = self._log
        return None if number < before else log[number - before :]
