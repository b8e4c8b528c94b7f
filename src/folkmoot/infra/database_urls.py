"""Database addresses (`postgresql://…`, or none for SQLite) as Django's settings understand them."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from folkmoot.infra.config import ConfigError

_SQLITE_INIT = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=134217728;"
    "PRAGMA cache_size=-16384;"
)

# Nobody waits for ever: a lock that is not to be had, or a process that hangs inside a transaction, ends in an error.
_POSTGRESQL_INIT = "-c synchronous_commit=on -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"


def sqlite(file: Path) -> dict[str, Any]:
    """A SQLite file in WAL mode with full durability; transactions take the write lock when they begin."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": _SQLITE_INIT},
    }


def postgresql(url: str, *, setting: str) -> dict[str, Any]:
    """A PostgreSQL database from its address. Raises ConfigError naming `setting`."""
    wrong = ConfigError(f"{setting} must be like postgresql://user:password@host:5432/name.")
    try:
        parts = urlsplit(url)
        name, port = unquote(parts.path.lstrip("/")), parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise wrong
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(port or query.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "10", **query, "options": _POSTGRESQL_INIT},
    }
