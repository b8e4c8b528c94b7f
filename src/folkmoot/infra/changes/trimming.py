"""Takes away lines that nobody needs any more, on PostgreSQL; on SQLite a trigger does."""

from time import monotonic
from typing import Final

from django.db import connection

from folkmoot.infra.changes.words import KEPT_SECONDS, TABLE

_SEEN_BY_ALL: Final = "SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)"
_TRIM: Final = f"""
DELETE FROM {TABLE} WHERE transaction_number < %s OR transaction_number IS NULL
 OR transaction_number >= CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)
"""  # noqa: S608 - ours
"""What comes from a later transaction than there has been was brought along from another server, by a restored copy."""


class Trimming:
    """Lines go once they have been seen by all for `KEPT_SECONDS`: whoever looked since then has read them.

    A line's age does not say that, because a long transaction shows its lines late.
    """

    def __init__(self) -> None:
        self._seen_by_all: tuple[float, int] | None = None
        """Since when, in seconds of this machine's run, everybody has seen what transactions below a number wrote."""

    def __call__(self) -> None:
        if connection.vendor != "postgresql":
            return
        before = self._seen_by_all
        if before is not None and monotonic() - before[0] < KEPT_SECONDS:
            return
        with connection.cursor() as cursor:
            cursor.execute(_SEEN_BY_ALL)
            seen = cursor.fetchone()[0]
            if before is not None and before[1] <= seen:  # or it is another server, with numbers of its own
                cursor.execute(_TRIM, [before[1]])
            self._seen_by_all = (monotonic(), seen)


trim: Final = Trimming()
