"""The graph and the claims, from files or made up."""

import csv
import gzip
from pathlib import Path
from typing import IO

import numpy as np

from folkmoot.edges.cli.output import Stop
from folkmoot.edges.cli.simulate.world import Claim, Ints

FALSE = frozenset({"false", "pants-fire"})
"""The verdicts that count as false; `barely-true` does only where it is asked for."""
_MADE_UP = 200
_MADE_UP_TAGS = 20


def read_graph(file: Path) -> Ints:
    """Two ids a line; the people are numbered anew from 0. Raises Stop."""
    found: list[tuple[str, str]] = []
    with _opened(file) as lines:
        for number, line in enumerate(lines, start=1):
            parts = line.split()
            if not parts or line.startswith(("#", "%")):
                continue
            if len(parts) < 2:  # noqa: PLR2004 - a friendship has two sides
                raise Stop(f"{file}:{number}: A line of a graph names two people, such as: 17 42")
            found.append((parts[0], parts[1]))
    if not found:
        raise Stop(f"{file} holds no friendships.")
    names = {name: place for place, name in enumerate(sorted({one for pair in found for one in pair}))}
    return np.array([(names[first], names[second]) for first, second in found], dtype=np.int32)


def read_claims(file: Path, *, barely_true: bool) -> tuple[Claim, ...]:
    """CSV with the columns verdict, claim and subjects (tags with commas between them). Raises Stop."""
    false = FALSE | {"barely-true"} if barely_true else FALSE
    with _opened(file) as lines:
        rows = csv.DictReader(lines)
        if missing := {"verdict", "claim", "subjects"} - set(rows.fieldnames or ()):
            raise Stop(f"{file} lacks the column {min(missing)}.")
        found = tuple(Claim(row["claim"] or "", row["verdict"] in false, _tags(row["subjects"] or "")) for row in rows)
    if not found:
        raise Stop(f"{file} holds no claims.")
    return found


def made_up_claims() -> tuple[Claim, ...]:
    """Three in ten are false, as among the real ones."""
    return tuple(
        Claim(f"Claim {number}", number % 10 < 3, (f"tag{number % _MADE_UP_TAGS}",))  # noqa: PLR2004 - as the docstring says
        for number in range(_MADE_UP)
    )


def _tags(subjects: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip() for tag in subjects.split(",") if tag.strip()))


def _opened(file: Path) -> IO[str]:
    try:
        if file.suffix == ".gz":
            return gzip.open(file, "rt", newline="", encoding="utf-8")
        return file.open(newline="", encoding="utf-8")
    except OSError as error:
        raise Stop(f"{file} cannot be read: {error.strerror}.") from None
