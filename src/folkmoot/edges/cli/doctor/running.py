"""Checks of the databases and of what runs on them. Needs Django."""

import time
from collections.abc import Iterator

from folkmoot.edges.cli.doctor.finding import Finding, fail, ok, warn
from folkmoot.edges.cli.site import alive_file
from folkmoot.infra.config import Config

_SILENT_AFTER = 60


def check_running(config: Config) -> Iterator[Finding]:
    """The schema of each database; where it is right, what lies in them."""
    from folkmoot.edges.cli.migrations import aliases

    yield _policy(config)
    schemas = [_schema(alias) for alias in aliases()]
    yield from schemas
    if all(schema.mend == "" for schema in schemas):
        yield _operator()
        yield _worker(config)
        yield _parked()


def _schema(alias: str) -> Finding:
    from django.db import OperationalError

    from folkmoot.edges.cli.migrations import state_of

    try:
        state = state_of(alias)
    except OperationalError as error:
        first_line = str(error).strip().splitlines()[0]
        return fail(f"The database {alias!r} does not answer: {first_line}", "Start it, or mend its address.")
    if state.unknown:
        return fail(f"The database {alias!r} was made by a newer Folkmoot.", "Install that version.")
    if state.pending:
        return fail(f"The database {alias!r} has the schema of an older version.", "Run `folkmoot migrate`.")
    return ok(f"The database {alias!r} answers and has the present schema.")


def _policy(config: Config) -> Finding:
    from folkmoot.domains.integrity import api as integrity

    problems = integrity.check_policy(config.policy)
    if problems:
        more = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
        return fail(f"The policy cannot be used: {problems[0]}{more}", f"`folkmoot policy check {config.policy}`")
    return ok(f"The policy {config.policy} can be used.")


def _operator() -> Finding:
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.kernel.viewer import Role

    operators = [role for role in accounts.roles_of(accounts.staff_ids()).values() if role is Role.OPERATOR]
    if not operators:
        return fail("Nobody is the operator of this site.", "`folkmoot init` makes the first one.")
    return ok(f"Operators of this site: {len(operators)}.")


def _worker(config: Config) -> Finding:
    try:
        silent = time.time() - alive_file(config).stat().st_mtime
    except FileNotFoundError:
        return warn("The worker has never run.", "Start the site: `folkmoot run`.")
    if silent > _SILENT_AFTER:
        return warn(f"The worker has been silent for {int(silent)} seconds.", "Start the site: `folkmoot run`.")
    return ok("The worker is alive.")


def _parked() -> Finding:
    from folkmoot.infra.jobs import api as jobs

    parked = jobs.parked()
    if parked:
        names = ", ".join(sorted({job.name for job in parked}))
        return warn(f"Jobs that failed too often: {len(parked)} ({names}).", "Look at them on the console.")
    return ok(f"No job has failed for good; {jobs.waiting()} wait.")
