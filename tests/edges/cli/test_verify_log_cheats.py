"""What an operator, or somebody on the way, could try so that `folkmoot log verify` says that all is well."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from typing_extensions import override

from folkmoot.domains.integrity.models import Decision
from folkmoot.edges.cli import verify_log
from folkmoot.edges.cli.verify_log import GOOD, TAMPERED, UNUSABLE, Check, Unusable
from folkmoot.infra.translog import api as translog
from folkmoot.infra.translog.models import LogEntry
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from tests.edges.cli.logs import decide, fill, on_entries, site, tampered

pytestmark = pytest.mark.usefixtures("same_clock")
URL = "https://town.example"


def findings(fetch: verify_log.Fetch) -> list[str]:
    check = Check(fetch)
    check.run()
    return check.findings


def on_list(change: Callable[[dict[str, Any]], object]) -> verify_log.Fetch:
    """The site with another list of decisions; `change` is given the newest of them."""

    def answered(path: str, found: Any) -> Any:
        if "decisions.json" in path:
            change(found["decisions"][0])
        return found

    return tampered(answered)


def test_a_log_that_stands_still_does_not_excuse_what_is_decided(clock: FrozenClock) -> None:
    fill(3)
    made = decide(50)
    clock.advance(timedelta(minutes=9))
    assert findings(site) == [], "it may wait for its place"
    clock.advance(timedelta(minutes=2))
    assert findings(site) == [f"missing: decision {made.id}, which the site lists, has no entry"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("treatment", "none"), ("clause", "bait"), ("automated", True), ("subject_kind", "note"), ("policy", "0")],
)
def test_a_list_that_tells_a_decision_otherwise_is_found(name: str, told: object) -> None:
    made = fill(2)
    assert findings(on_list(lambda one: one.update({name: told}))) == [
        f"changed: the site lists decision {made[-1].id} with another {name} than its entry"
    ]


def test_an_undoing_is_in_the_log_and_in_the_list(clock: FrozenClock) -> None:
    made = fill(2)
    Decision.objects.filter(id=made[0].id).update(undone_at=None)
    Decision.objects.filter(id=made[1].id).update(undone_at=clock.read())
    clock.advance(timedelta(minutes=11))
    assert findings(site) == [
        f"missing: the site lists decision {made[1].id} as undone, and the log does not say so",
        f"changed: the site lists decision {made[0].id} as one that stands; the log has it undone",
    ]


def test_entries_behind_the_signed_ones_do_not_count() -> None:
    fill(2)
    made = decide(60)
    behind = LogEntry.objects.get(id=made.log_entry)
    extra = {"sequence": 3, "id": str(behind.id), "body": bytes(behind.body).decode()}
    code, lines = verify_log.verify(on_entries(lambda entries: entries.append(extra)), URL)
    assert (code, lines) == (UNUSABLE, [f"{URL} cannot be checked: what the site calls its entries are none."])


def test_an_entry_that_says_a_thing_twice_is_found() -> None:
    with atomic_write():
        entry = translog.append("other", words="x")
    LogEntry.objects.filter(id=entry).update(body=f'{{"id":"{entry}","kind":"decision","kind":"other"}}'.encode())
    translog.sequence()
    assert findings(site) == ["changed: entry 0 is not the JSON of an entry"]


def test_the_report_holds_nothing_that_a_terminal_obeys() -> None:
    with atomic_write():
        translog.append("x\x1b[2J\nAll is well: ", decision="1")
        translog.append("decision_undone", decision="1")
    translog.sequence()
    code, lines = verify_log.verify(site, URL)
    assert code == TAMPERED
    assert all(line.isprintable() for line in lines), lines
    assert lines[2].startswith("  x?[2J?All is well:  ")


def test_findings_and_kinds_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_log, "_MOST_KEPT", 3)
    monkeypatch.setattr(verify_log, "_MOST_KINDS", 2)
    with atomic_write():
        for number in range(5):
            translog.append(f"kind-{number}", number=number)
            translog.append("decision_undone", decision=str(number))
    translog.sequence()
    check = Check(site)
    check.run()
    assert len(check.findings) == 3
    assert check.counts == {"kind-0": 1, "decision_undone": 5, "(others)": 4}


def test_an_empty_page_of_decisions_is_not_gone_on_from() -> None:
    fill(2)

    def answered(path: str, found: Any) -> Any:
        return {"decisions": [], "next_max_id": "777"} if "decisions.json" in path else found

    assert verify_log.verify(tampered(answered), URL)[0] == UNUSABLE


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        @override
        def log_message(self, *_arguments: object) -> None:
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _lead(handler: BaseHTTPRequestHandler, where: str) -> None:
    handler.send_response(302)
    handler.send_header("Location", where)
    handler.end_headers()


@pytest.mark.enable_socket
def test_a_site_leads_nowhere_else() -> None:
    asked: list[str] = []

    def inside(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        handler.send_response(200)
        handler.end_headers()

    with serving(inside) as other, serving(lambda handler: _lead(handler, f"{other}/secret")) as url:
        with pytest.raises(Unusable, match=f"leads away, to {other}/secret"):
            verify_log.over_http(url)("/transparency/log/key")
        assert asked == []


@pytest.mark.enable_socket
def test_a_site_may_lead_to_another_of_its_own_addresses() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/old":
            return _lead(handler, "/new")
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(json.dumps({"path": handler.path}).encode())
        return None

    with serving(answer) as url:
        assert verify_log.over_http(url)("/old") == {"path": "/new"}


@pytest.mark.enable_socket
def test_an_answer_that_drips_for_ever_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_log, "_MOST_SECONDS", 0.2)
    gone = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not gone.wait(0.02):
            handler.wfile.write(b" ")

    with serving(drip) as url:
        with pytest.raises(Unusable, match="does not come to an end"):
            verify_log.over_http(url)("/transparency/log/key")
        gone.set()


def test_without_any_of_that_all_is_well() -> None:
    fill(2)
    assert verify_log.verify(site, URL)[0] == GOOD
