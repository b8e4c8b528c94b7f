"""Who listens to whom: every subscription of an event, and everything that repeats."""

from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.residency import api as residency
from folkmoot.infra import worker
from folkmoot.infra.limits import api as limits
from folkmoot.infra.outbox.api import subscribe
from folkmoot.infra.translog import api as translog


def connect() -> None:
    """Say it once a process; saying it again changes nothing."""
    _accounts()
    _graph()
    _apps()
    _posts()
    _periodic()


def _accounts() -> None:
    subscribe(accounts.AccountErased, "accounts.finish_erasure", accounts.finish_erasure)


def _graph() -> None:
    subscribe(accounts.AccountErased, "graph.erase", graph.erase)


def _apps() -> None:
    subscribe(accounts.AccountErased, "apps.erase", apps.erase)


def _posts() -> None:
    subscribe(accounts.AccountErased, "posts.erase", posts.begin_erasure)


def _periodic() -> None:
    worker.every(timedelta(hours=6), "apps.sweep", apps.sweep)
    worker.every(timedelta(seconds=1), "translog.sequence", _sequence)
    worker.every(timedelta(hours=1), "limits.sweep", limits.sweep)
    worker.every(timedelta(hours=1), "graph.sweep_mutes", graph.sweep_mutes)
    worker.every(timedelta(hours=6), "posts.sweep_records", _sweep_records)
    worker.every(timedelta(hours=6), "sessions.sweep", residency.sessions.sweep)


def _sweep_records() -> None:
    posts.sweep_records()


def _sequence() -> None:
    translog.sequence()
