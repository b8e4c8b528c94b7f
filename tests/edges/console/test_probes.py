"""What machines ask: alive, ready, counted."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from django.db import OperationalError, connections
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from folkmoot.domains.posts import api as posts
from folkmoot.edges.console import probes
from folkmoot.infra import config
from folkmoot.infra.health import requests
from folkmoot.infra.health.files import alive_file
from folkmoot.infra.health.requests import State
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Room
from tests import cast

_TOKEN = "a long token for the machine next door"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> config.Config:
    changed = msgspec.structs.replace(config.current(), data=tmp_path, metrics_token=_TOKEN)
    monkeypatch.setattr(config, "_current", changed)
    monkeypatch.setattr(probes, "_whole", set())
    return changed


def _metrics(token: str = _TOKEN) -> str:
    return Client().get("/metrics", headers={"Authorization": f"Bearer {token}"}).content.decode()


def _value(name: str) -> float:
    return next(
        (float(line.rpartition(" ")[2]) for line in _metrics().splitlines() if line.startswith(f"{name} ")), 0.0
    )


def test_alive_while_the_site_is_looked_after(settings: config.Config) -> None:
    (settings.data / "maintenance").touch()
    assert (Client().get("/health").content, Client().get("/ready").status_code) == (b"OK", 503)


def test_alive_without_a_database(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/health").content == b"OK"


def test_ready_says_what_answers(settings: config.Config) -> None:
    alive_file(settings).touch()
    settings.streaming_alive_file.touch()
    os.utime(settings.streaming_alive_file, (0, 0))
    answer = Client().get("/ready")
    assert (answer.status_code, answer["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert answer.json() == {
        "status": "ready",
        "databases": dict.fromkeys(("keys", "vault_home", "default"), "ok"),
        "processes": {"worker": "ok", "streaming": "silent", "web": "ok"},
    }


def test_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OperationalError("the connection is closed")

    Client().get("/ready")
    monkeypatch.setattr(connections["vault_home"], "cursor", broken)
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "unready")
    assert answer.json()["databases"] == {"keys": "ok", "vault_home": "no answer", "default": "ok"}


def test_a_stuck_web_process_is_not_ready_and_its_oldest_request_is_measured(settings: config.Config) -> None:
    requests.note(settings, 1, State(45.5, stuck=False))
    assert Client().get("/ready").status_code == 200
    assert _value('folkmoot_requests_oldest_seconds{process="web 1"}') == 45.5
    requests.note(settings, 1, State(125, stuck=True))
    answer = Client().get("/ready")
    assert (answer.status_code, answer.json()["status"], answer.json()["processes"]["web"]) == (503, "unready", "stuck")


def test_an_old_schema_is_not_ready() -> None:
    with connections["keys"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'residency'")
    assert Client().get("/ready").json()["databases"]["keys"] == "old schema"


def test_metrics_are_for_who_has_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = Client().get("/metrics", headers={"Authorization": "Bearer guessed"})
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    assert b"folkmoot" not in refused.content
    assert Client().get("/metrics").status_code == 401
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), metrics_token=""))
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_route() -> None:
    name = 'folkmoot_requests_total{method="GET",route="@<acct:acct>",status="404"}'
    before = _value(name)
    Client().get("/@nobody_there")
    assert _value(name) == before + 1
    assert "nobody_there" not in _metrics()


def test_what_a_post_sets_in_motion_is_counted(drain: Callable[[], None]) -> None:
    screened = 'folkmoot_policy_screened_total{kind="post",outcome="clear"}'
    fanned = 'folkmoot_jobs_total{end="done",kind="feed.fan_out"}'
    ana = cast.ana()
    drain()
    before = _value(screened), _value(fanned)
    posts.publish(ana.viewer, draft=posts.PostDraft(text="Oars at dawn"))
    assert _value("folkmoot_outbox_waiting") == 1
    assert _value("folkmoot_feed_unspread") == 1
    drain()
    after = (before[0] + 2, before[1] + 1)  # when published and when measured; brought to homes once
    assert (_value(screened), _value(fanned)) == after
    assert (_value("folkmoot_outbox_waiting"), _value("folkmoot_feed_unspread")) == (0, 0)


def test_queues_and_sizes_are_looked_up() -> None:
    jobs.enqueue("feed.build")
    said = _metrics()
    assert 'folkmoot_jobs_waiting{kind="feed.build",state="due"} 1.0' in said
    assert 'folkmoot_database_bytes{database="default"}' in said
    assert "folkmoot_cases_open 0.0" in said


@pytest.mark.parametrize("alias", ["default", "vault_home"])
def test_databases_are_measured_wherever_they_are(alias: str) -> None:
    """A PostgreSQL says it of itself, and even an empty one has its catalogues; what lies in memory takes no disk."""
    size = _value(f'folkmoot_database_bytes{{database="{alias}"}}')
    assert size > 1_000_000 if connections[alias].vendor == "postgresql" else size == 0


@pytest.mark.parametrize(
    ("used", "most", "mark", "refused"),
    [
        (79, 100, 0, set()),
        (80, 100, 80, set()),
        (949, 1000, 90, {"archive", "video"}),
        (98, 100, 98, {"archive", "video", "file", "joining"}),
        (5, 0, 100, {"archive", "video", "file", "joining", "post"}),
    ],
)
def test_how_full_the_disk_is_and_what_is_refused_for_it(
    monkeypatch: pytest.MonkeyPatch, used: int, most: int, mark: int, refused: set[str]
) -> None:
    monkeypatch.setattr(room, "now", lambda: Room(used, most))
    said = _metrics()
    assert f"folkmoot_disk_used_ratio {used / most if most else 1.0}\n" in said
    assert f"folkmoot_disk_mark {mark}.0\n" in said
    found = re.findall(r'folkmoot_disk_refused{what="(\w+)"} 1.0', said)
    assert (set(found), said.count("folkmoot_disk_refused{")) == (refused, 5)
