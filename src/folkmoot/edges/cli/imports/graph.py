"""`folkmoot import graph`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.edges.cli.imports.batches import BATCH, Progress, already, check_options, ended, progress_of
from folkmoot.edges.cli.imports.fields import LONGEST_AUTHOR, Unusable, time_of_text
from folkmoot.edges.cli.imports.files import fingerprint, is_broken, lines_of, opened_text
from folkmoot.edges.cli.imports.progress import step
from folkmoot.edges.cli.output import MISCONFIGURED, Stop
from folkmoot.infra.imports import api as imports
from folkmoot.kernel import clock

KIND = "graph"
COUNTED = "{imported:,} follows from {edges:,} edges imported, {present:,} were there already, {rejected:,} rejected"
_COMMENTS = ("#", "%")
_SPACES = re.compile(r"[ ]+")
_PAIR = 2


class Line(NamedTuple):
    """A line that is neither empty nor a comment; its number counts all lines, from 1."""

    number: int
    text: str


class Edge(NamedTuple):
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Options:
    undirected: bool = True
    joined: str = ""
    rejects: Path | None = None


def import_file(path: Path, options: Options) -> int:
    """Import a file, or go on with it; returns the exit code."""
    joined = _joined(options.joined)
    file = fingerprint(path)
    run = imports.take_up(KIND, file.key)
    if run is not None and run.finished:
        return already(path, run, COUNTED)
    given = {"undirected": options.undirected, "joined": options.joined}
    check_options(run, given, path)
    progress = progress_of(run or imports.begin(KIND, file.key, given), path, file, options.rejects)
    with step(f"Importing {path.name}", file.lines) as shown:
        whole = lines(path)
        for _ in range(progress.run.done):
            next(whole)
        while batch := list(islice(whole, BATCH)):
            _import(batch, options, joined, progress)
            shown(batch[-1].number)
    feed.forget_homes()
    return ended(progress, COUNTED)


def lines(path: Path) -> Iterator[Line]:
    """The lines that should be edges."""
    with opened_text(path) as file:
        for number, line in enumerate(lines_of(file), start=1):
            text = line.strip()
            if text and not text.startswith(_COMMENTS):
                yield Line(number, text)


def edge_of(text: str) -> Edge:
    """The two names of a line; what stands behind them, such as a weight, is ignored. Raises Unusable."""
    if is_broken(text):
        raise Unusable("It is not valid UTF-8.")
    names = [name.strip().strip('"') for name in _parts(text)][:_PAIR]
    if len(names) < _PAIR or not all(names):
        raise Unusable("It does not name two people.")
    if any(len(name) > LONGEST_AUTHOR for name in names):
        raise Unusable(f"A name is longer than {LONGEST_AUTHOR} characters.")
    if names[0].lower() == names[1].lower():
        raise Unusable("It joins somebody with themselves.")
    return Edge(*names)


def _parts(text: str) -> list[str]:
    for separator in ("\t", ","):
        if separator in text:
            return text.split(separator)
    return _SPACES.split(text)


def _joined(text: str) -> datetime:
    try:
        joined = time_of_text(text) if text else clock.now()
    except Unusable as reason:
        raise Stop(f"--joined: {reason}", MISCONFIGURED) from None
    if joined > clock.now():
        raise Stop("--joined lies in the future.", MISCONFIGURED)
    return joined


def _import(batch: list[Line], options: Options, joined: datetime, progress: Progress) -> None:
    done = progress.run.done + len(batch)
    edges = _edges(batch, progress)
    ids = accounts.import_people({name: joined for _, edge in edges for name in edge})
    pairs: set[tuple[int, int]] = set()
    for line, edge in edges:
        if edge.first in ids and edge.second in ids and ids[edge.first] != ids[edge.second]:
            pairs.add((ids[edge.first], ids[edge.second]))
            progress.counts["edges"] += 1
        else:
            progress.reject(line.number, "It names somebody who was erased, or nobody who can be shown.", line.text)
    if options.undirected:
        pairs |= {(second, first) for first, second in pairs}

    def store() -> dict[str, int]:
        new = graph.import_follows(pairs)
        return {"imported": new, "present": len(pairs) - new}

    progress.commit(done, store)


def _edges(batch: list[Line], progress: Progress) -> list[tuple[Line, Edge]]:
    found = []
    for line in batch:
        try:
            found.append((line, edge_of(line.text)))
        except Unusable as reason:
            progress.reject(line.number, str(reason), line.text)
    return found
