"""Counting queries over every database at once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections
from django.test.utils import CaptureQueriesContext

FEW = 2
MANY = 20


@contextmanager
def captured_queries() -> Iterator[list[str]]:
    """The SQL of each query in the block, with the database it went to; filled when the block ends."""
    found: list[str] = []
    with ExitStack() as stack:
        captures = {alias: stack.enter_context(CaptureQueriesContext(connections[alias])) for alias in connections}
        yield found
    for alias, capture in captures.items():
        found.extend(f"{alias}: {query['sql']}" for query in capture.captured_queries)


def assert_same_query_count(make_row: Callable[[int], object], read: Callable[[], object]) -> None:
    """Assert that `read` asks as many queries after `make_row` ran twice as after it ran twenty times.

    `make_row` is given the number of the row. `read` runs once beforehand, so that what is cached once a
    process counts for neither.
    """
    for number in range(FEW):
        make_row(number)
    read()
    with captured_queries() as few:
        read()
    for number in range(FEW, MANY):
        make_row(number)
    with captured_queries() as many:
        read()
    shown = "\n".join(many)
    assert len(few) == len(many), f"{len(few)} queries for {FEW} rows, {len(many)} for {MANY}:\n{shown}"
