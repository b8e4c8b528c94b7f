"""Files of hashes: what is read, what is written, and what a bad file is told."""

import json

import pytest

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.api import BadFile, Entry, HashKind
from folkmoot.domains.integrity.banks import formats
from folkmoot.domains.integrity.models import BankHash, HashBank
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.kernel.errors import Forbidden, Invalid
from tests.domains.integrity.people import MO, OLGA
from tests.infra.test_pdq import PUBLISHED

PDQ = PUBLISHED[0]
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MD5 = "098f6bcd4621d373cade4e832627b4f6"
CSV = (
    "signal_type,signal_str,collab,category,tags\n"
    f"pdq,{PDQ},Sample Signals,POSITIVE_CLASS,flag one\n"
    f"video_md5,{MD5.upper()},Sample Signals,POSITIVE_CLASS,\n"
    f"pdq,{PUBLISHED[1]},Sample Signals,NEGATIVE_CLASS,\n"
)
UPDATES = {
    "data": [
        {
            "id": "4711",
            "indicator": PDQ,
            "type": "HASH_PDQ",
            "creation_time": 1714000000,
            "last_updated": 1714000001,
            "should_delete": False,
            "descriptors": {"data": [{"description": "seen in May", "status": "MALICIOUS"}]},
        },
        {"id": "4712", "indicator": SHA, "type": "HASH_SHA256", "should_delete": True},
        {"id": "4713", "indicator": MD5, "type": "HASH_MD5"},
    ]
}
BODIES = [{"pdq": PDQ, "note": "reviewed", "metadata": {"content_id": "c-9"}}, {"video_md5": MD5}]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (CSV, [Entry(HashKind.PDQ, PDQ, "flag one"), Entry(HashKind.MD5, MD5)]),
        ("\ufeff" + CSV.replace("\n", "\r\n"), [Entry(HashKind.PDQ, PDQ, "flag one"), Entry(HashKind.MD5, MD5)]),
        (
            f"# ours\npdq {PDQ}\n\nsha256 {SHA}\npdq {PDQ}\n",
            [Entry(HashKind.PDQ, PDQ), Entry(HashKind.SHA256, SHA)],
        ),
        (
            json.dumps(UPDATES),
            [Entry(HashKind.PDQ, PDQ, "seen in May", "4711"), Entry(HashKind.MD5, MD5, "", "4713")],
        ),
        (json.dumps(BODIES), [Entry(HashKind.PDQ, PDQ, "reviewed", "c-9"), Entry(HashKind.MD5, MD5)]),
    ],
)
def test_what_is_read(text: str, entries: list[Entry]) -> None:
    assert formats.read(text) == entries


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["line 1: The file is empty."]),
        ("signal_type,signal_str,collab,category,tags\n", ["line 1: The file has no hashes."]),
        (
            "signal_type,hash\npdq,1\n",
            ["line 1: The columns are signal_type, hash. Write: signal_type, signal_str, collab, category, tags."],
        ),
        (
            f"signal_type,signal_str\npdq,{PDQ}\npdq,beef\nphotodna,1\npdq\n",
            [
                "line 3: 'beef' is no pdq hash. It needs 64 hexadecimal digits.",
                "line 4: 'photodna' is no type of hash. Use one of: pdq, sha256, md5, text_sha256, text_print.",
                "line 5: The line must have 5 columns: signal_type, signal_str, collab, category, tags.",
            ],
        ),
        ("[1]", ["line 1: Each entry must be an object."]),
        ("[{}]", ["line 1: The entry has no hash. Write indicator and type, or a type with its hash."]),
        ('{"data": 3}', ["line 1: The JSON must be a list, or have one under “data”."]),
        ('{"data": [\n{"id"', ["line 2: This is no JSON: Expecting ':' delimiter."]),
        ("[" * 200_000, ["line 1: This is nested too deeply."]),
        (
            '[{"indicator": null, "type": ["x"]}]',
            ["line 1: \"['x']\" is no type of hash. Use one of: pdq, sha256, md5, text_sha256, text_print."],
        ),
        ('[{"indicator": 5, "type": "HASH_MD5"}]', ["line 1: '5' is no md5 hash. It needs 32 hexadecimal digits."]),
    ],
)
def test_a_bad_file_says_where_and_why_and_adds_nothing(text: str, problems: list[str]) -> None:
    with pytest.raises(BadFile) as caught:
        api.import_hashes(OLGA, bank="terrorism", text=text)
    assert [str(one) for one in caught.value.problems] == problems
    assert not HashBank.objects.exists()


def test_a_flood_of_mistakes_is_cut_at_fifty() -> None:
    with pytest.raises(BadFile) as caught:
        formats.read("pdq x\n" * 10_000)
    assert len(caught.value.problems) == 50


def test_importing_again_adds_nothing() -> None:
    assert api.import_hashes(OLGA, bank="terrorism", text=CSV) == api.Imported(added=2, present=0)
    events = OutboxEvent.objects.filter(kind="integrity.bank_grew").count()
    assert api.import_hashes(OLGA, bank="terrorism", text=CSV) == api.Imported(added=0, present=2)
    assert BankHash.objects.count() == 2
    assert OutboxEvent.objects.filter(kind="integrity.bank_grew").count() == events == 1


@pytest.mark.parametrize("as_json", [False, True])
def test_what_is_exported_can_be_imported_elsewhere(as_json: bool) -> None:
    api.import_hashes(OLGA, bank="terrorism", text=CSV)
    text = api.export_hashes(OLGA, bank="terrorism", as_json=as_json)
    assert api.import_hashes(OLGA, bank="copy", text=text) == api.Imported(added=2, present=0)
    assert {(one.name, one.total) for one in api.hash_banks(OLGA)} == {("terrorism", 2), ("copy", 2)}


def test_the_csv_that_is_written() -> None:
    api.import_hashes(OLGA, bank="terrorism", text=CSV)
    assert api.export_hashes(OLGA, bank="terrorism", as_json=False) == (
        "signal_type,signal_str,collab,category,tags\n"
        f"pdq,{PDQ},terrorism,POSITIVE_CLASS,flag one\n"
        f"md5,{MD5},terrorism,POSITIVE_CLASS,\n"
    )


def test_only_operators_see_and_fill_banks() -> None:
    for attempt in (
        lambda: api.import_hashes(MO, bank="terrorism", text=CSV),
        lambda: api.create_bank(MO, name="terrorism"),
        lambda: api.add_text(MO, bank="terrorism", text="x" * 60),
        lambda: api.hash_banks(MO),
        lambda: api.enable_bank(MO, name="terrorism", enabled=False),
        lambda: api.export_hashes(MO, bank="terrorism", as_json=True),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert not HashBank.objects.exists()


@pytest.mark.parametrize("name", ["", "Terror", "a" * 41, "a b", "../x"])
def test_a_bank_has_a_plain_name(name: str) -> None:
    with pytest.raises(Invalid):
        api.import_hashes(OLGA, bank=name, text=CSV)
    assert not HashBank.objects.exists()


def test_a_text_that_is_too_short_is_no_known_material() -> None:
    api.create_bank(OLGA, name="terrorism")
    with pytest.raises(Invalid) as caught:
        api.add_text(OLGA, bank="terrorism", text="Good morning everybody!")
    assert caught.value.safe == "The text needs 40 letters or more, or it would match by chance."
    assert not BankHash.objects.exists()
