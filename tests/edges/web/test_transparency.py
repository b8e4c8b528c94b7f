"""The public log, demands, reports and statements as everybody meets them, by HTTP."""

import hashlib
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.models import Decision
from folkmoot.domains.transparency import api as transparency
from folkmoot.domains.transparency.api import DemandState
from folkmoot.infra.translog import api as translog
from folkmoot.kernel import clock
from tests import cast
from tests.domains.transparency.people import content, decided, publish, reported
from tests.edges.cli.logs import decide, fill
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of


def get(path: str, **query: str | int) -> Any:
    answer = Client().get(path, query)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.content)


def root_from(leaf: bytes, index: int, size: int, path: list[str]) -> str:
    """RFC 9162, section 2.1.3.2: the root that an inclusion proof leads to."""
    place, last, node = index, size - 1, leaf
    for one in map(bytes.fromhex, path):
        if place & 1 or place == last:
            node = hashlib.sha256(b"\x01" + one + node).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + one).digest()
        place, last = place >> 1, last >> 1
    assert last == 0
    return node.hex()


def roots_from(first: int, second: int, first_root: str, path: list[str]) -> tuple[str, str]:
    """RFC 9162, section 2.1.4.2: both roots that a consistency proof leads to."""
    proof = [bytes.fromhex(one) for one in path]
    if first & (first - 1) == 0:
        proof = [bytes.fromhex(first_root), *proof]
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = proof[0]
    for one in proof[1:]:
        if place & 1 or place == last:
            old, new = hashlib.sha256(b"\x01" + one + old).digest(), hashlib.sha256(b"\x01" + one + new).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = hashlib.sha256(b"\x01" + new + one).digest()
        place, last = place >> 1, last >> 1
    assert last == 0
    return old.hex(), new.hex()


def test_the_head_is_signed_by_the_key_that_is_served() -> None:
    fill(3)
    head, key = get("/transparency/log/head"), get("/transparency/log/key")
    assert (head["size"], key["algorithm"]) == (4, "Ed25519")
    message = f"folkmoot tree head\n{head['size']}\n{head['root']}\n{head['signed_at']}\n".encode()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(key["public_key"])).verify(
        bytes.fromhex(head["signature"]), message
    )


def test_every_entry_is_proved_from_outside() -> None:
    fill(6)
    head = get("/transparency/log/head")
    for entry in get("/transparency/log/entries")["entries"]:
        proof = get("/transparency/log/proof/inclusion", entry=entry["id"], size=head["size"])
        leaf = hashlib.sha256(b"\x00" + entry["body"].encode()).digest()
        assert (proof["index"], proof["leaf"]) == (entry["sequence"], leaf.hex())
        assert root_from(leaf, proof["index"], proof["size"], proof["path"]) == head["root"] == proof["root"]
        assert get("/transparency/log/proof/inclusion", index=entry["sequence"])["path"] == proof["path"]


def test_every_history_begins_with_every_earlier_one() -> None:
    fill(6)
    for second in range(1, 8):
        for first in range(1, second):
            proof = get("/transparency/log/proof/consistency", first=first, second=second)
            roots = (proof["first_root"], proof["second_root"])
            assert roots_from(first, second, proof["first_root"], proof["path"]) == roots
            assert roots == (translog.root_of(first).hex(), translog.root_of(second).hex())
    assert get("/transparency/log/proof/consistency", first=7)["path"] == []


def test_entries_come_in_pages() -> None:
    fill(4)
    first = get("/transparency/log/entries", start=0, limit=2)
    assert ([one["sequence"] for one in first["entries"]], first["next"]) == ([0, 1], 2)
    last = get("/transparency/log/entries", start=4, limit=3)
    assert ([one["sequence"] for one in last["entries"]], last["next"]) == ([4], None)
    assert get("/transparency/log/entries", start=99) == {"entries": [], "next": None}
    assert len(get("/transparency/log/entries", limit=999999999)["entries"]) == 5


def test_what_is_finished_may_be_kept_and_what_grows_may_not() -> None:
    fill(4)
    kept = "public, max-age=31536000, immutable"
    for path, expected in {
        "/transparency/log/entries?limit=2": kept,
        "/transparency/log/entries?limit=200": "public, max-age=1",
        "/transparency/log/proof/inclusion?index=0&size=3": kept,
        "/transparency/log/proof/inclusion?index=0": "public, max-age=1",
        "/transparency/log/head": "public, max-age=1",
    }.items():
        assert Client().get(path).headers["Cache-Control"] == expected


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("proof/inclusion", 422, "Please name an entry: entry=ID or index=PLACE."),
        ("proof/inclusion?index=x", 422, "index must be a whole number."),
        ("proof/inclusion?index=7", 404, "The log has no such entry."),
        ("proof/inclusion?entry=12345", 404, "The log has no such entry."),
        ("proof/inclusion?index=1&size=99", 422, "The log has 3 entries: a size is from 1 to 3."),
        ("proof/inclusion?index=2&size=1", 422, "This entry stands at place 2; size must be larger."),
        ("proof/consistency", 422, "Please give the smaller size: first=SIZE."),
        ("proof/consistency?first=0", 422, "first must be from 1 to 3."),
        ("proof/consistency?first=3&second=2", 422, "first must be from 1 to 2."),
        ("proof/consistency?first=-1", 422, "first must be a whole number."),
        ("entries?start=" + "9" * 40, 422, "start must be a whole number."),
    ],
)
def test_a_wrong_question_is_answered_in_json(path: str, status: int, text: str) -> None:
    fill(3, undo=False)
    answer = Client().get(f"/transparency/log/{path}")
    assert (answer.status_code, json.loads(answer.content)) == (status, {"error": text})


def test_an_empty_log_says_so() -> None:
    answer = Client().get("/transparency/log/head")
    assert (answer.status_code, json.loads(answer.content)) == (404, {"error": "The log has no entries yet."})
    assert "It has no entries yet." in text_of(Client().get("/transparency/log"))


def test_every_decision_is_listed_with_its_entry() -> None:
    made = fill(5)
    first = get("/transparency/decisions.json", limit=3)
    rest = get("/transparency/decisions.json", limit=3, max_id=first["next_max_id"])
    listed = [*first["decisions"], *rest["decisions"]]
    assert [one["id"] for one in listed] == [str(one.id) for one in reversed(made)]
    assert [one["log_entry"] for one in listed] == [str(one.log_entry) for one in reversed(made)]
    assert (listed[0]["clause"], listed[0]["undone_at"]) == ("threats", None)
    assert listed[-1]["undone_at"] is not None
    assert rest["next_max_id"] is None


def test_the_log_is_read_in_words_page_by_page() -> None:
    fill(60)
    page = text_of(Client().get("/transparency/log"))
    assert "Decision" in page
    assert "About a post, decided by a person under the rule “threats”: removed." in page
    assert translog.public_key().hex() in page
    older = Client().get("/transparency/log?before=11").content.decode()
    assert older.count('class="num muted place"') == 11
    assert Client().get("/transparency/log?before=nonsense").status_code == 200


def test_a_persons_entry_has_its_proof_and_opens_for_them(browser: Browser) -> None:
    ana, mo = cast.ana(), cast.mo()
    made = decided(reported(publish("You will not live long")), "threats", "remove")
    entry = f"/transparency/entries/{made.log_entry}"
    assert "An entry that waits for its place" in text_of(Client().get(entry))
    translog.sequence()
    own = browser(ana).get(f"/decisions/{made.id}")
    assert f'href="{entry}"' in own.content.decode()
    salt = Decision.objects.get(id=made.id).salt
    commitment = hashlib.sha256(bytes.fromhex(salt) + f"post:{made.ref.id}".encode()).hexdigest()
    assert f"(printf {salt} | xxd -r -p; printf post:{made.ref.id}) | sha256sum" in text_of(own)
    page = text_of(Client().get(entry))
    assert commitment in page
    assert salt not in page
    assert "The proof" in page
    integrity.erase(ana.id)
    assert "Show that this entry is about yours" not in text_of(browser(mo).get(f"/decisions/{made.id}"))


def test_an_operator_registers_a_demand_and_everybody_reads_it(browser: Browser) -> None:
    olga, ref = browser(cast.olga()), publish()
    now = clock.now()
    form = {
        "authority": "Court of Somewhere", "country": "de", "legal_basis": "Article 1", "asks": "To hide a post",
        "subjects": f"https://town.example/@ana/{ref.id}\naccount:{cast.ana().id}",
        "received_at": f"{now:%Y-%m-%dT%H:%M}", "binding_until": "", "ban_until": "",
    }  # fmt: skip
    page = olga.post("/console/demands", form, follow=True)
    assert "The demand is on record, and in the public log." in text_of(page)
    assert f"post:{ref.id}, account:{cast.ana().id}" in text_of(page)
    (made,) = transparency.public_demands()
    listed = text_of(Client().get("/transparency/demands"))
    assert "Court of Somewhere (DE)" in listed
    olga.post(f"/console/demands/{made.id}/answer", {"state": "refused"})
    public = text_of(Client().get(f"/transparency/demands/{made.id}"))
    assert "Refused" in public
    assert "Posts and accounts 2" in public
    assert str(ref.id) not in public
    olga.post(f"/console/demands/{made.id}/answer", {"state": "withdrawn"})
    late = olga.post(f"/console/demands/{made.id}/answer", {"state": "complied"}, follow=True)
    assert "This demand is withdrawn; it cannot become complied." in text_of(late)
    assert olga.post(f"/console/demands/{made.id}/answer", {"state": "burnt"}).status_code == 422


def test_a_wrong_form_keeps_what_was_typed(browser: Browser) -> None:
    form = {
        "authority": "A court",
        "country": "Germany",
        "legal_basis": "x",
        "asks": "y",
        "received_at": "2026-01-01T10:00",
    }
    page = browser(cast.olga()).post("/console/demands", form)
    assert page.status_code == 422
    form |= {"country": "DE", "subjects": "nowhere"}
    page = browser(cast.olga()).post("/console/demands", form)
    assert "“nowhere” is no address of a post." in text_of(page)
    assert 'value="A court"' in page.content.decode()
    assert transparency.public_demands() == ()


def test_a_sealed_demand_is_seen_by_operators_only_until_it_is_opened(browser: Browser) -> None:
    olga = browser(cast.olga())
    form = {
        "authority": "Secret Court", "country": "DE", "legal_basis": "x", "asks": "y",
        "received_at": f"{clock.now():%Y-%m-%dT%H:%M}", "ban_until": "2037-01-01T00:00",
    }  # fmt: skip
    olga.post("/console/demands", form)
    (made,) = transparency.all_demands(cast.olga().viewer)
    translog.sequence()
    everywhere = ("/transparency", "/transparency/log", "/transparency/demands", "/transparency/log/entries")
    assert not any("Secret Court" in Client().get(path).content.decode() for path in everywhere)
    assert "Sealed: a law forbids to tell what this is." in text_of(Client().get("/transparency/log"))
    assert Client().get(f"/transparency/demands/{made.id}").status_code == 404
    assert "Secret Court" in text_of(olga.get("/console/demands"))
    assert "is public now" in text_of(olga.post(f"/console/demands/{made.id}/open", follow=True))
    assert "Secret Court" in text_of(Client().get(f"/transparency/demands/{made.id}"))


def test_a_report_is_a_page_with_charts_a_csv_and_a_json() -> None:
    decided(reported(publish(), "threats"), "threats", "remove")
    transparency.register_demand(cast.olga().viewer, content=content())
    translog.sequence()
    name = transparency.quarters()[0].name
    assert name in Client().get("/transparency/reports").content.decode()
    page = Client().get(f"/transparency/reports/{name}")
    assert "1 flagged 1 acted on 0 looked at and left 1 strikes 0 appeals 1 demands by states" in text_of(page)
    assert "Threats and calls for harm 1" in text_of(page)
    assert '<rect width="100.0" height="6"/>' in page.content.decode()
    assert Client().get(f"/transparency/reports/{name}.csv").content.startswith(b"quarter,measure,dimension,key,number")
    told = json.loads(Client().get(f"/transparency/reports/{name}.json").content)
    assert (told["acted"]["total"], told["licence"]) == (1, "CC0-1.0")
    assert Client().get("/transparency/reports/1999-q1").status_code == 404
    landing = text_of(Client().get("/transparency"))
    assert "This quarter so far" in landing
    assert "Threats and calls for harm 1" in landing


def test_statements_are_public_as_csv_and_staff_look_them_over(browser: Browser) -> None:
    made = decided(reported(publish(), "threats"), "threats", "remove")
    translog.sequence()
    name = transparency.quarters()[0].name
    for path in ("/transparency/statements.csv", f"/transparency/statements.csv?quarter={name}"):
        lines = Client().get(path).content.decode().splitlines()
        assert (lines[0].startswith("uuid,decision_visibility"), len(lines)) == (True, 2)
    assert Client().get("/transparency/statements.csv?quarter=1999-q1").status_code == 404
    mo = browser(cast.mo())
    page = text_of(mo.get("/console/statements"))
    assert "1 statements, 0 that the database would refuse" in page
    one = json.loads(mo.get(f"/console/statements/{made.id}.json").content)
    assert one["category"] == "STATEMENT_CATEGORY_VIOLENCE"
    assert mo.get("/console/statements.csv").content.count(b"\r\n") == 2
    assert mo.get("/console/statements.json").content.startswith(b"PK")
    none = mo.get("/console/statements?since=2001-01-01&until=2001-02-01")
    assert "None in this time." in text_of(none)
    assert mo.get("/console/statements/77.json").status_code == 404


def test_states_in_words() -> None:
    made = transparency.register_demand(cast.olga().viewer, content=content())
    transparency.answer_demand(cast.olga().viewer, demand_id=made.id, state=DemandState.COMPLIED)
    decide(3)
    translog.sequence()
    page = text_of(Client().get("/transparency/log"))
    assert "A demand by a state (DE): Court of Somewhere." in page
    assert f"What came of demand {made.id}: complied." in page


def test_trusted_flaggers_are_named_where_they_agreed() -> None:
    olga = cast.olga().viewer
    for person, named in ((cast.ben(), True), (cast.carla(), False)):
        integrity.name_flagger(
            olga, account_id=person.id, clauses=(), name=f"Office of {person.handle}", link="", named=named
        )
    page = text_of(Client().get("/transparency"))
    assert "Office of ben" in page
    assert "Office of carla" not in page
    assert "Somebody who is not named" in page
