"""Checks of the databases and of what runs on them. Needs Django."""

import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from folkmoot.infra.config import Config
from folkmoot.infra.health.clocks import check_databases
from folkmoot.infra.health.files import SILENT_AFTER, alive_file
from folkmoot.infra.health.finding import Finding, fail, ok, warn
from folkmoot.kernel.sentences import Sentence, sentence

Check = Callable[[Config], Finding]
_without_data: list[Check] = []
_with_data: list[Check] = []


def register_checks(*, without_data: Collection[Check], with_data: Collection[Check]) -> None:
    """Say what domains look at: `with_data` only where every database has the present schema."""
    _without_data[:], _with_data[:] = without_data, with_data


def check_running(config: Config) -> Iterator[Finding]:
    """The schema of each database; where it is right, what lies in them."""
    from folkmoot.infra.schema import aliases

    yield from (check(config) for check in _without_data)
    schemas = [_schema(alias) for alias in aliases()]
    yield from schemas
    if all(schema.mend == "" for schema in schemas):
        yield from (check(config) for check in _with_data)
        yield from check_databases()
        yield _process(sentence("The worker"), alive_file(config))
        yield _process(sentence("The process of streaming"), config.streaming_alive_file)
        yield _parked()


def _schema(alias: str) -> Finding:
    from django.db import OperationalError

    from folkmoot.infra.schema import state_of

    try:
        state = state_of(alias)
    except OperationalError as error:
        first_line = str(error).strip().splitlines()[0]
        text = sentence("The database '{alias}' does not answer: {why}", alias=alias, why=first_line)
        return fail(text, sentence("Start it, or mend its address."))
    if state.unknown:
        text = sentence("The database '{alias}' was made by a newer Folkmoot.", alias=alias)
        return fail(text, sentence("Install that version."))
    if state.pending:
        text = sentence("The database '{alias}' has the schema of an older version.", alias=alias)
        return fail(text, sentence("Run `folkmoot migrate`."))
    return ok(sentence("The database '{alias}' answers and has the present schema.", alias=alias))


def _process(name: Sentence, sign: Path) -> Finding:
    try:
        silent = time.time() - sign.stat().st_mtime
    except FileNotFoundError:
        return warn(sentence("{process} does not run.", process=name), sentence("Start the site: `folkmoot run`."))
    if silent > SILENT_AFTER:
        text = sentence(
            "{process} has been silent for {count} second.",
            plural="{process} has been silent for {count} seconds.",
            process=name,
            count=int(silent),
        )
        return warn(text, sentence("Start the site: `folkmoot run`."))
    return ok(sentence("{process} is alive.", process=name))


def _parked() -> Finding:
    from folkmoot.infra.jobs import api as jobs

    parked = jobs.parked()
    if parked:
        names = ", ".join(sorted({job.name for job in parked}))
        text = sentence("Jobs that failed too often: {count} ({names}).", count=len(parked), names=names)
        return warn(text, sentence("Look at them on the console."))
    return ok(
        sentence(
            "No job has failed for good; {count} waits.",
            plural="No job has failed for good; {count} wait.",
            count=jobs.waiting(),
        )
    )
