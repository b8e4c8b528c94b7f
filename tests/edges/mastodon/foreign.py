"""Running sites for the clients that others wrote: on either database, with the moderator Mo."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.live import PASSWORD, ROOT, LiveSite
from tests.postgres import server

PICTURE = ROOT / "src/folkmoot/edges/mastodon/static/client/avatar.png"
DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@contextmanager
def site_on(database: str) -> Iterator[LiveSite]:
    """A site on `sqlite` or on a `postgres` of its own, and somebody who moderates it."""
    with ExitStack() as stack:
        settings = stack.enter_context(server()).environment("clients") if database == "postgres" else None
        running = stack.enter_context(LiveSite(database=settings))
        made = running.command(
            "create-account", "--name", "mo", "--email", "mo@example.org", "--password-stdin",
            "--role", "moderator", stdin=PASSWORD,
        )  # fmt: skip
        assert made.returncode == 0, made.stdout + made.stderr
        yield running
