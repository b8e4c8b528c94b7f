"""What every import shares: taking up a run, moving it on with each batch, saying what came of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from folkmoot.edges.cli.imports.files import Fingerprint
from folkmoot.edges.cli.imports.rejects import Rejects
from folkmoot.edges.cli.output import MISCONFIGURED, Stop, say
from folkmoot.infra.config import current
from folkmoot.infra.imports import api as imports
from folkmoot.infra.imports.api import Run
from folkmoot.infra.writes import atomic_write

BATCH = 1_000
WITH_REJECTS = 3


@dataclass(slots=True)
class Progress:
    """A run that moves: `counts` and rejects of the batch that is being made are in here until `commit`."""

    run: Run
    rejects: Rejects
    counts: Counter[str] = field(default_factory=Counter)

    def reject(self, line: int, reason: str, raw: Any) -> None:
        self.counts["rejected"] += 1
        self.rejects.add(line, reason, raw)

    def commit(self, done: int, store: Callable[[], Mapping[str, int]]) -> None:
        """Store a batch, and in the same transaction that it is stored. `store` returns what is to be counted."""
        size = self.rejects.flush()
        with atomic_write():
            self.counts.update(store())
            self.run = imports.advance(self.run, done=done, counts=self.counts, rejects_bytes=size)


def check_options(run: Run | None, options: Mapping[str, Any], path: Path) -> None:
    """A killed import goes on as it began. Raises Stop where the options are others now."""
    if run is None or run.finished:
        return
    changed = sorted(name for name in options if run.options.get(name) != options[name])
    if changed:
        was = ", ".join(f"{name} {run.options.get(name)}" for name in changed)
        raise Stop(
            f"The import of {path} was interrupted and goes on only with the same options: {was}.", MISCONFIGURED
        )


def progress_of(run: Run, path: Path, file: Fingerprint, rejects: Path | None) -> Progress:
    """Where the run stands; says so if it is not at its beginning."""
    place = rejects or _default_rejects(path, file)
    if run.done:
        say(f"Going on behind record {run.done:,}, where the import stopped.")
    return Progress(run, Rejects(place, kept=run.rejects_bytes), Counter(run.counts))


def _default_rejects(path: Path, file: Fingerprint) -> Path:
    """In the data folder, which only its owner reads: rejects are somebody's words."""
    folder = current().data / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{path.name}.{file.key[:8]}.rejects.csv"


def already(path: Path, run: Run, line: str) -> int:
    """What is said about a file whose content was imported before; returns the exit code."""
    say(f"The content of {path} was imported before: {line.format_map(_Counts(run.counts))}. Nothing was imported now.")
    return 0


def ended(progress: Progress, line: str) -> int:
    """Finish the run and say the counts; returns the exit code."""
    imports.finish(progress.run)
    rejected = progress.counts["rejected"]
    where = f" (see {progress.rejects.path})" if rejected else ""
    say(f"Done: {line.format_map(_Counts(progress.counts))}{where}.")
    return WITH_REJECTS if rejected else 0


class _Counts(dict[str, int]):
    """Counts that nothing was added to are 0."""

    def __missing__(self, _key: str) -> int:
        return 0
