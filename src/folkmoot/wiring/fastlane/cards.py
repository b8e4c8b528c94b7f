"""A post as HTML for a reader in a browser: kept like the JSON, until a time that is written in it is another."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override
from typing_extensions import override as overrides

from folkmoot.domains.posts.api import PostView
from folkmoot.edges.web import home_parts
from folkmoot.edges.web.home_parts import Look, Slots
from folkmoot.edges.web.lasting import lasting
from folkmoot.kernel import clock
from folkmoot.wiring.fastlane.copies import Copies
from folkmoot.wiring.fastlane.entries import FOREVER, Copy, Entry
from folkmoot.wiring.fastlane.reader import Reader
from folkmoot.wiring.fastlane.store import Store

MOST_CARDS: Final = 10_000
"""7 kB each."""
_NOTED_SECONDS: Final = 60
"""Decisions about the context under a post may end by time alone."""


class Cards(Copies):
    """What stands for the token of forms is put in when the page is."""

    def __init__(self, store: Store, slots: Slots) -> None:
        super().__init__(store)
        self._slots = slots
        self._made: deque[tuple[Entry, Any]] = deque()

    @overrides
    def known(self, entries: Sequence[Entry], keys: Sequence[Any]) -> list[Copy] | None:
        found = [entry.cards.get(key) for entry, key in zip(entries, keys, strict=True)]
        now = clock.now().timestamp()
        copies = [copy for copy in found if copy is not None and copy.until > now]
        return copies if len(copies) == len(found) else None

    @overrides
    def _kept(self, entry: Entry, key: Any) -> Copy | None:
        found = entry.cards.get(key)
        return None if found is None or found.until <= clock.now().timestamp() else found

    @overrides
    def _keep(self, entry: Entry, key: Any, copy: Copy) -> Copy:
        """The oldest goes where there are too many. The caller has the lock of the store."""
        if len(self._made) >= MOST_CARDS:
            older, which = self._made.popleft()
            older.cards.pop(which, None)
        self._made.append((entry, key))
        entry.cards[key] = copy
        return copy

    @overrides
    @contextmanager
    def _looking(self, look: Look) -> Iterator[object]:
        with ExitStack() as stack:
            stack.enter_context(override(look.language))
            stack.enter_context(timezone.override(ZoneInfo(look.preferences.time_zone or settings.TIME_ZONE)))
            yield None

    @overrides
    def _written(self, view: PostView, reader: Reader, look: Look) -> tuple[bytes, float]:
        with lasting() as ends:
            html = home_parts.card(view, reader.viewer, look, self._slots)
        until = min((end.timestamp() for end in ends), default=FOREVER)
        if self._store.is_noted(view.shown.id):
            until = min(until, clock.now().timestamp() + _NOTED_SECONDS)
        return html.encode(), until
