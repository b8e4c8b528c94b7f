"""A running site as those watch it who look after the machine: probes, metrics, logs, systemd."""

import http.client
import json
import socket
import urllib.parse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.live import LiveSite
from tests.member import Member

pytestmark = pytest.mark.live

_TOKEN = "for-the-machine-next-door"


@pytest.fixture(scope="module")
def site() -> Iterator[LiveSite]:
    with LiveSite(metrics_token=_TOKEN, log_format="json", log_requests="true") as site:
        yield site


def _get(site: LiveSite, path: str, token: str = "") -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
    with closing(line):
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()


def test_alive_and_ready(site: LiveSite) -> None:
    assert _get(site, "/health") == (200, "OK")
    site.wait_until(lambda: '"worker": "ok"' in _get(site, "/ready")[1])  # it may start after the web server answers
    status, said = _get(site, "/ready")
    assert (status, json.loads(said)["processes"]) == (200, {"worker": "ok", "streaming": "ok", "web": "ok"})


def test_one_answer_has_the_counts_of_all_processes(site: LiveSite) -> None:
    ana = Member(site.url, "ana")
    ana.call("POST", "/api/v1/statuses", status="Oars at dawn")
    done = [f'folkmoot_jobs_total{{end="done",kind="{kind}"}} 1.0' for kind in ("feed.fan_out", "integrity.measure")]
    site.wait_until(lambda: all(one in _get(site, "/metrics", _TOKEN)[1] for one in done))
    status, said = _get(site, "/metrics", _TOKEN)
    assert status == 200
    # by the web process when it was published, by the worker when it was measured
    assert 'folkmoot_policy_screened_total{kind="post",outcome="clear"} 2.0' in said
    assert 'folkmoot_alive_seconds{process="streaming"}' in said
    assert "ana" not in said.replace("@<acct:acct>", "")
    assert _get(site, "/metrics")[0] == 401


def test_logs_are_json_and_name_nobody(site: LiveSite) -> None:
    words = urllib.parse.quote("carla@moot.example")
    secret = "a-token-in-a-link"
    assert _get(site, f"/search?q={words}")[0] == 200
    assert _get(site, f"/reset/{secret}")[0] == 410
    assert _get(site, "/@carla_who_is_not_here")[0] == 404
    last = site.wait_for_line('{"time": ')
    while '"route": "@<acct:acct>"' not in last:
        last = site.wait_for_line('{"time": ')
    lines = [json.loads(line) for line in site.output if line.startswith("{")]
    asked = {line["route"]: line["status"] for line in lines if line["logger"] == "folkmoot.requests"}
    assert (asked["search"], asked["reset/<str:token>"], asked["@<acct:acct>"]) == (200, 410, 404)
    everything = "\n".join(site.output)
    assert [one for one in ("carla", secret, "127.0.0.1", "moot.example") if one in everything] == []


def test_systemd_is_told_what_the_site_does(tmp_path: Path) -> None:
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(address))
        line.settimeout(20)
        site = LiveSite()
        site.environment["NOTIFY_SOCKET"] = str(address)
        with site:
            assert line.recv(100) == b"READY=1"
            assert site.stop() == 0
            assert line.recv(100) == b"STOPPING=1"
