"""`folkmoot import posts`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import NO_WORDS, ImportedPost
from folkmoot.edges.cli.imports.batches import BATCH, Progress, already, check_options, ended, progress_of
from folkmoot.edges.cli.imports.fields import Row, Unusable, read
from folkmoot.edges.cli.imports.files import Fingerprint, fingerprint
from folkmoot.edges.cli.imports.progress import step
from folkmoot.edges.cli.imports.records import Record, chosen_columns, records
from folkmoot.edges.cli.imports.survey import EPOCH, MILLISECOND, NONE, Survey, look_through
from folkmoot.edges.cli.output import MISCONFIGURED, Stop
from folkmoot.infra.imports import api as imports
from folkmoot.infra.imports.api import Run
from folkmoot.kernel import clock
from folkmoot.kernel.ids import id_at

KIND = "posts"
COUNTED = "{imported:,} posts by {authors:,} people imported, {rejected:,} rejected"
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Options:
    columns: Mapping[str, str | None]
    time_format: str = ""
    shift_to_now: bool = False
    spread: bool = False
    rejects: Path | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that turns a record into a post. `moved`: ids that another post had already, by record."""

    survey: Survey
    people: Mapping[int, int]
    shift: timedelta
    base: int
    moved: Mapping[str, int]
    time_format: str = ""

    def moment(self, number: int) -> datetime:
        return EPOCH + self.survey.times[number] * MILLISECOND + self.shift

    def id(self, number: int) -> int:
        """Always the same for a record of a file: from its time, the file and its place in it."""
        moved = self.moved.get(str(number)) if self.moved else None
        return moved or id_at(self.moment(number), self.base + number)

    def author_id(self, number: int) -> int:
        return self.people[self.survey.author[number]]


def import_file(path: Path, options: Options) -> int:
    """Import a file, or go on with it; returns the exit code."""
    columns = chosen_columns(path, options.columns)
    if ("reply_to" in columns or "boost_of" in columns) and "id" not in columns:
        raise Stop("--reply-to and --boost-of name posts by their ids, so they need --id.", MISCONFIGURED)
    file = fingerprint(path)
    run = imports.take_up(KIND, file.key)
    if run is not None and run.finished:
        return already(path, run, COUNTED)
    given = {
        "columns": columns, "time_format": options.time_format, "shift_to_now": options.shift_to_now,
        "spread_over_people": options.spread,
    }  # fmt: skip
    check_options(run, given, path)
    with step(f"Looking through {path.name}", file.lines) as shown:
        found = look_through(records(path, columns), shown, time_format=options.time_format)
    run, plan = _plan(run, file, found, given, options)
    progress = progress_of(run, path, file, options.rejects)
    with step(f"Importing {path.name}", len(found.times)) as shown:
        whole = iter(records(path, columns))
        for _ in range(run.done):
            next(whole)
        while batch := list(islice(whole, BATCH)):
            _import(batch, plan, progress)
            shown(progress.run.done)
    feed.forget_homes()
    return ended(progress, COUNTED)


def _plan(
    run: Run | None, file: Fingerprint, found: Survey, given: dict[str, Any], options: Options
) -> tuple[Run, _Plan]:
    """What a run decides when it begins, such as the shift, it keeps."""
    base = int(file.key[:5], 16)
    now = (clock.now() - EPOCH) // MILLISECOND
    spread_over = _existing_people(run) if options.spread else ()
    if run is None:
        newest = found.newest() if options.shift_to_now else None
        shift = now - newest if newest is not None else 0
        found.refuse_outside(-shift, now - shift)
        moved = _moved(_Plan(found, {}, shift * MILLISECOND, base, {}))
        begun = {"shift": shift, "latest": now - shift, "people": len(spread_over), "moved": moved}
        run = imports.begin(KIND, file.key, given | begun)
    else:
        found.refuse_outside(-run.options["shift"], run.options["latest"])
    shift_of_run = run.options["shift"] * MILLISECOND
    people = _spread(found, spread_over) if options.spread else _made(found, shift_of_run)
    return run, _Plan(found, people, shift_of_run, base, run.options["moved"], options.time_format)


def _existing_people(run: Run | None) -> tuple[int, ...]:
    """Those whom earlier imports brought. A run that goes on takes as many as it began with."""
    there = accounts.imported_ids()
    if not there:
        raise Stop("Nobody has been imported yet. First: folkmoot import graph FILE.", MISCONFIGURED)
    return there[: run.options["people"]] if run else there


def _spread(found: Survey, people: tuple[int, ...]) -> dict[int, int]:
    """Every author becomes one of the people, evenly; more authors than people share."""
    total = max(len(found.authors), len(people))
    count = len(found.authors)
    return {place: people[place * total // count % len(people)] for place in range(count)}


def _made(found: Survey, shift: timedelta) -> dict[int, int]:
    """An account for each author, from a second before the first post."""
    ids: dict[int, int] = {}
    authors = iter(found.first_times().items())
    while some := dict(islice(authors, BATCH)):
        joined = {found.authors[place]: EPOCH + time * MILLISECOND + shift - _SECOND for place, time in some.items()}
        made = accounts.import_people(joined)
        ids |= {place: made[found.authors[place]] for place in some if found.authors[place] in made}
    return ids


def _moved(plan: _Plan) -> dict[str, int]:
    """Other ids for the few records whose own belongs to a post of another file, in the same millisecond."""
    moved: dict[str, int] = {}
    numbers = iter(range(len(plan.survey.times)))
    while some := list(islice(numbers, BATCH)):
        ids = {plan.id(number): number for number in some if plan.survey.author[number] != NONE}
        for taken in posts.taken_ids(ids):
            other = taken
            while posts.taken_ids([other]) or other in moved.values():
                other += len(plan.survey.times)
            moved[str(ids[taken])] = other
    return moved


def _import(batch: list[Record], plan: _Plan, progress: Progress) -> None:
    ready: list[ImportedPost] = []
    for record in batch:
        try:
            ready.append(_post(record, plan))
        except Unusable as reason:
            progress.reject(record.line, str(reason), record.raw)

    def store() -> dict[str, int]:
        posts.import_posts(ready)
        return {"imported": len(ready)}

    progress.counts["authors"] = len(set(plan.people.values()))
    progress.commit(batch[-1].number + 1, store)


def _post(record: Record, plan: _Plan) -> ImportedPost:
    row, number, survey = read(record, time_format=plan.time_format), record.number, plan.survey
    if number in survey.problems:
        raise Unusable(survey.problems[number])
    if survey.author[number] not in plan.people:
        raise Unusable("The account of this author was erased, or the name holds nothing that can be shown.")
    return _boost(row, number, plan) if row.words is None else _written(row, number, plan)


def _boost(row: Row, number: int, plan: _Plan) -> ImportedPost:
    boosted = plan.survey.target[number]
    if plan.survey.author[boosted] not in plan.people:
        raise Unusable("It boosts a post that cannot be imported.")
    return ImportedPost(
        id=plan.id(number), author_id=plan.author_id(number), language=row.language, boost_of_id=plan.id(boosted)
    )


def _written(row: Row, number: int, plan: _Plan) -> ImportedPost:
    survey, answered = plan.survey, plan.survey.target[number]
    replies = answered != NONE and survey.author[answered] in plan.people
    return ImportedPost(
        id=plan.id(number),
        author_id=plan.author_id(number),
        words=row.words or NO_WORDS,
        language=row.language,
        url=row.url,
        reply_to_id=plan.id(answered) if replies else None,
        reply_to_author_id=plan.author_id(answered) if replies else None,
        thread_id=plan.id(survey.root[number]) if replies else None,
        replies=survey.reply_counts[number],
        boosts=survey.boost_counts[number],
    )
