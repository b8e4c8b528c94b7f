"""Counters that all processes of a site share: a file of fixed size that each of them maps into its memory.

Each process writes into a region of its own and adds up what it finds in the others', so that nobody waits for a lock
of another process, counting takes microseconds, and a limit is never passed: who counts writes first and reads then,
so of two who count at once the later one sees both. Where the disk has no room for the file, a process counts for
itself. The file knows only keyed hashes.
"""

import fcntl
import mmap
import os
import threading
from pathlib import Path

_HEAD = 4096
_BUCKETS = 4096
_SLOTS = 8
_REGION = _BUCKETS * _SLOTS * 16
"""A slot is two numbers of 64 bits: the key; the end of the window (32 bits) beside the count (32 bits)."""
_COUNT = 0xFFFFFFFF
_CLAIMS = _HEAD // 8 - 1
"""Where the head says how often a region was claimed; before it, which regions were."""
SUBJECTS = _BUCKETS * _SLOTS
"""How many counters a process has room for; where a bucket is full, the lowest count makes room."""


class SharedCounts:
    """The counters in a file; `regions` is the most processes that may count at once."""

    def __init__(self, file: Path, regions: int) -> None:
        self._lock = threading.Lock()
        self._descriptor = _opened(file, _HEAD + regions * _REGION)
        self._map = _mapped(self._descriptor, _HEAD + regions * _REGION)
        self._numbers = memoryview(self._map).cast("Q")
        self._regions = regions
        self._claims, self._others = -1, tuple[int, ...]()
        self._own = self._claimed()
        self._touched = True

    def add(self, key: int, *, ends: int, now: int, amount: int = 1) -> int:
        """Count for `key` (64 bits, not 0) in the window that ends at a second; returns the count of all processes."""
        bucket = key % _BUCKETS * _SLOTS * 2
        with self._lock:
            self._touched = True
            own = self._bump(_first(self._own) + bucket, key, ends, now, amount)
        return own + self._of_others(bucket, key, ends)

    def count(self, key: int, *, ends: int) -> int:
        """The count of all processes, as it is."""
        bucket = key % _BUCKETS * _SLOTS * 2
        return self._seen(_first(self._own) + bucket, key, ends) + self._of_others(bucket, key, ends)

    def forget(self) -> None:
        """Start again from nought, in every process. For tests."""
        with self._lock:
            if self._touched:
                self._map[_HEAD:] = bytes(len(self._map) - _HEAD)
            self._touched = False

    def close(self) -> None:
        self._numbers.release()
        self._map.close()
        if self._descriptor is not None:
            os.close(self._descriptor)

    def _of_others(self, bucket: int, key: int, ends: int) -> int:
        if self._numbers[_CLAIMS] != self._claims:
            self._claims = self._numbers[_CLAIMS]
            used = [region for region in range(self._regions) if self._numbers[region] and region != self._own]
            self._others = tuple(_first(region) for region in used)
        return sum([self._seen(first + bucket, key, ends) for first in self._others]) if self._others else 0

    def _bump(self, first: int, key: int, ends: int, now: int, amount: int) -> int:
        numbers, place, least = self._numbers, first, _COUNT + 1
        for at in range(first, first + _SLOTS * 2, 2):
            tag, value = numbers[at], numbers[at + 1]
            if tag == key:
                count = min(_COUNT, amount + (value & _COUNT if value >> 32 == ends else 0))
                numbers[at + 1] = ends << 32 | count
                return count
            rank = value & _COUNT if tag and value >> 32 > now else 0
            if rank < least:
                place, least = at, rank
            if not tag:
                break
        numbers[place + 1] = 0
        numbers[place] = key
        numbers[place + 1] = ends << 32 | min(_COUNT, amount)
        return min(_COUNT, amount)

    def _seen(self, first: int, key: int, ends: int) -> int:
        numbers = self._numbers
        for at in range(first, first + _SLOTS * 2, 2):
            if numbers[at] == key:
                value = numbers[at + 1]
                return value & _COUNT if value >> 32 == ends else 0
            if not numbers[at]:
                break
        return 0

    def _claimed(self) -> int:
        """A region that no living process has: the lock on its byte ends with the process, however it ends."""
        for region in range(self._regions):
            if self._descriptor is None or _locked(self._descriptor, region):
                self._numbers[region] = 1
                self._numbers[_CLAIMS] = self._numbers[_CLAIMS] + 1 & _COUNT
                return region
        self._descriptor, self._map = None, mmap.mmap(-1, len(self._map))
        self._numbers = memoryview(self._map).cast("Q")
        return 0


def _first(region: int) -> int:
    return (_HEAD + region * _REGION) // 8


def _opened(file: Path, size: int) -> int | None:
    """The file with all its bytes on the disk: writing into a hole of a full disk would kill the process."""
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    try:
        os.posix_fallocate(descriptor, 0, size)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _mapped(descriptor: int | None, size: int) -> mmap.mmap:
    return mmap.mmap(-1 if descriptor is None else descriptor, size)


def _locked(descriptor: int, region: int) -> bool:
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, region)
    except OSError:
        return False
    return True
