"""PostgreSQL's own programs, run on one of our databases."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from folkmoot.infra.backup.manifest import Unusable


def require_tools(aliases: Iterable[str]) -> None:
    """Raise Unusable where PostgreSQL's programs are needed and not there."""
    if any(connections[alias].vendor == "postgresql" for alias in aliases):
        for program in ("pg_dump", "pg_restore"):
            if shutil.which(program) is None:
                raise Unusable(f"{program} is missing. Install the Debian package postgresql-client.")


def run_tool(connection: BaseDatabaseWrapper, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on this database; its name goes behind `--dbname`. Raises Unusable."""
    at = arguments.index("--dbname") + 1
    settings: dict[str, Any] = connection.settings_dict
    given = {"PGHOST": settings["HOST"], "PGPORT": settings["PORT"], "PGUSER": settings["USER"]}
    given |= {"PGPASSWORD": settings["PASSWORD"], "PGSSLMODE": settings["OPTIONS"].get("sslmode", "")}
    result = subprocess.run(
        [program, *arguments[:at], settings["NAME"], *arguments[at:]],
        env=os.environ | {name: value for name, value in given.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        last = (result.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise Unusable(f"{program} failed on the database {connection.alias!r}: {last}")
