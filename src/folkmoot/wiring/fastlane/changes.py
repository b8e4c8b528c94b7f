"""Reads what has changed since the last request of this process, and tells those who keep something of it."""

import threading
from collections import defaultdict
from collections.abc import Sequence

from folkmoot.wiring.fastlane.entries import Superseded
from folkmoot.wiring.fastlane.lines import Lines
from folkmoot.wiring.fastlane.reader import Readers
from folkmoot.wiring.fastlane.sources import Row
from folkmoot.wiring.fastlane.store import Store
from folkmoot.wiring.fastlane.told import (
    BIG,
    DECIDED,
    ENTRIES,
    JUDGED,
    PERSON,
    POST,
    PROFILE,
    READER,
    SPREAD,
    THREAD,
    TOLD,
    WAITING,
)
from folkmoot.wiring.fastlane.weighed import Weighed


class Changes:
    """What somebody keeps that was read after `catch_up` had returned is forgotten with the first change after it."""

    def __init__(self, lines: Lines, readers: Readers, store: Store, weighed: Weighed) -> None:
        self._lines, self._readers, self._store, self._weighed = lines, readers, store, weighed
        self._reading = threading.Lock()
        self._version: object = None
        self._times = 0
        """How often anything was new."""
        self._mine = threading.local()

    def catch_up(self) -> None:
        """Raises Untold."""
        version = self._lines.version()
        if version != self._version:
            with self._reading:
                if version != self._version:
                    self._read()
                    self._version = version
        self._mine.times = self._times

    def settle(self) -> None:
        """What this thread has read since it caught up holds together with what was kept. Raises Superseded, Untold."""
        before = self._mine.times
        self.catch_up()
        if self._times != before:
            raise Superseded

    def hold(self) -> None:
        """The same, for a thread that has itself read nothing since: what others have read may be newer. On PostgreSQL,
        where to look once more is a statement, only what somebody has been told of counts.
        """
        if self._lines.at_hand:
            self.settle()
        elif self._times != self._mine.times:
            raise Superseded

    def _read(self) -> None:
        found = self._lines.new()
        try:
            if found is None:
                self._forget()
            else:
                self._tell(found)
        except BaseException:
            self._forget()  # these lines do not come again
            raise
        # Only now: who notes the number has nothing left that is not forgotten yet.
        self._times += found is None or len(found) > 0

    def _forget(self) -> None:
        self._readers.forget()
        self._store.forget()
        self._weighed.forget()

    def _tell(self, found: Sequence[Row]) -> None:
        if not found:
            return
        about: defaultdict[int, set[int]] = defaultdict(set)
        for kind, subject in found:
            about[kind].add(subject)
        if BIG in about:
            self._readers.forget()
        self._readers.decisions += DECIDED in about
        self._readers.decisions_about_people += JUDGED in about
        self._readers.doubt(about[READER])
        self._readers.doubt_homes(about[ENTRIES])
        if SPREAD in about:
            self._readers.doubt_homes_with(about[SPREAD])
        if WAITING in about or self._readers.is_waiting(about[POST]):
            self._readers.doubt_waiting()
        self._readers.doubt_profiles(about[PROFILE] | about[PERSON])
        self._weighed.doubt(about[PROFILE])
        self._readers.doubt_threads(about[THREAD])
        self._readers.doubt_told(about[TOLD])
        self._store.doubt(about[POST] | about[PERSON])
