"""The door of moving."""

from folkmoot.domains.moving.erasing import (
    erase,
)
from folkmoot.domains.moving.into import (
    taking as _taking,  # noqa: F401 - registers its job
)
from folkmoot.domains.moving.into.choosing import (
    arrival_of,
    arrivals_of,
    left_out,
    people_to_invite,
    sweep_arrivals,
    take_in,
)
from folkmoot.domains.moving.into.receiving import (
    receive,
)
from folkmoot.domains.moving.orphans import (
    sweep_files,
)
from folkmoot.domains.moving.out import (
    making as _making,  # noqa: F401 - registers its job
)
from folkmoot.domains.moving.out.asking import (
    archive_of,
    ask_for_archive,
    read_archive,
    sweep_archives,
    sweep_archives_early,
)
from folkmoot.domains.moving.types import (
    ArchiveView,
    ArrivalKind,
    ArrivalView,
    Part,
)

__all__ = [
    "ArchiveView",
    "ArrivalKind",
    "ArrivalView",
    "Part",
    "archive_of",
    "arrival_of",
    "arrivals_of",
    "ask_for_archive",
    "erase",
    "left_out",
    "people_to_invite",
    "read_archive",
    "receive",
    "sweep_archives",
    "sweep_archives_early",
    "sweep_arrivals",
    "sweep_files",
    "take_in",
]
