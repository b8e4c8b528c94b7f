"""One contract for every detector, and what each of ours finds."""

import time
from collections.abc import Sequence

import pytest

from folkmoot.domains.integrity.api import DETECTORS, Detector, Signal, Subject, shortened
from folkmoot.domains.integrity.banks.keeping import FILE_BANKS
from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.policy.lists import LinkMatcher, WordMatcher
from folkmoot.domains.integrity.policy.types import Lists
from folkmoot.domains.integrity.signals import copies, language, links, names, registry
from folkmoot.domains.integrity.signals.folding import folded, is_disguised
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.wiring import providers
from tests.domains.integrity import people

MOST_SECONDS = 2.0
TEXTS = [
    "",
    " ",
    "The market at the old bridge opens at nine on Saturday, bring your own bags and a neighbour.",
    "x" * 300_000,
    "a " * 150_000,
    "w1ll k1ll " * 30_000,
    "@" * 100_000,
    "https://" * 20_000,
    "\ud800 half a surrogate \udfff",
    "e\u0301" * 2_000 + "\u200b\u200d\u202e\ufeff\x00",
    "Z\u0351\u036b\u0343a\u030a\u0312lgo " * 3_000,
    "👩‍👩‍👧‍👦🏳️‍🌈" * 2_000,
    "مرحبا بكم في السوق القديم يوم السبت",
    "рауреl is not pаypal",
    "\u0e01" * 9_000,
]
HOSTS = ("", ".", "..", "xn--", "xn--\u00e9", "a" * 400, "0x7f.1", "[::1]", "999.999.999.999", "\ud800.example")


@pytest.fixture(autouse=True)
def _registered() -> None:
    providers.connect()


def every() -> list[Detector]:
    providers.connect()
    return [*registry.detectors(), FILE_BANKS]


def subjects(detector: Detector, texts: Sequence[str]) -> list[Subject]:
    kind = min(detector.subjects)
    return [
        Subject(SubjectRef(kind, new_id()), 100 + number, Facts(kind=kind.value, text=text, links=HOSTS))
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize("detector", every(), ids=lambda one: one.name)
def test_every_detector_keeps_the_contract(detector: Detector) -> None:
    asked = subjects(detector, TEXTS)
    if detector is copies.COPIES:
        copies.remember(asked)
    began = time.process_time()
    together = list(detector.signals(asked))
    assert time.process_time() - began < MOST_SECONDS
    assert list(detector.signals(asked)) == together
    assert [detector.signals([subject])[0] for subject in asked] == together
    assert list(detector.signals([])) == []
    assert SubjectKind.ACCOUNT not in detector.subjects
    assert detector.name
    assert detector.version
    for signal in (signal for signals in together for signal in signals):
        assert names.is_known(signal.name)
        assert 0 <= signal.value <= 1
        assert all(isinstance(value, int | float | str | bool) for value in signal.detail.values())


def look(name: str, text: str = "", links: tuple[str, ...] = ()) -> tuple[Signal, ...]:
    (detector,) = (one for one in DETECTORS if one.name == name)
    return tuple(detector.signals([Subject(people.POST, people.ANA_ID, people.facts(text=text, links=links))])[0])


@pytest.mark.parametrize(
    ("host", "value"),
    [
        ("example.com", 0),
        ("bücher.example", 0),
        ("правда.рф", 0),
        ("127.0.0.1", 0.5),
        ("0x7f.1", 0.5),
        ("2130706433", 0.5),
        ("[2001:db8::1]", 0.5),
        ("pаypal.com", 0.9),
        ("xn--pypal-4ve.com", 0.9),
        ("xn--99999999999", 0.9),
    ],
)
def test_a_link_that_hides_where_it_leads(host: str, value: float) -> None:
    assert links.deceptiveness(host) == value
    assert look("deceptive-links", links=(host,)) == ((Signal("deceptive_link", value, {"links": 1}),) if value else ())


@pytest.mark.parametrize(
    ("hosts", "count"),
    [
        (("bit.ly", "example.com"), 1),
        (("BIT.LY.", "www.tinyurl.com", "t.co"), 3),
        (("notbit.ly", "bit.ly.example", "youtu.be"), 0),
        ((), 0),
    ],
)
def test_shorteners_are_counted_however_they_are_written(hosts: tuple[str, ...], count: int) -> None:
    assert shortened(hosts) == count


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("I w1ll k1ll y0u", "I will kill you"),
        ("i will k i l l you", "i will kill you"),
        ("i will k.i.l.l you", "i will kill you"),
        ("i will kіll уоu", "i will kill you"),
        ("Мы будем рады вас видеть", "Мы будем рады вас видеть"),
        ("in 2025, 30 people", "in 2025, 30 people"),
        ("Great!!!", "Great!!!"),
        ("", ""),
    ],
)
def test_disguises_are_removed_and_nothing_else(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("word", "disguised"), [("k1ll", True), ("kіll", True), ("covid19", False), ("mp3", False), ("слово", False)]
)
def test_what_counts_as_a_disguised_word(word: str, disguised: bool) -> None:
    assert is_disguised(word) is disguised


def test_disguise_is_the_share_of_disguised_words() -> None:
    assert look("disguise", "y0u w1ll k1ll me") == (Signal("disguise", 0.75, {"words": 3}),)
    assert look("disguise", "see https://x.example/a1b2c3") == ()


def test_repetition_is_the_share_of_words_said_before() -> None:
    assert look("repetition", "buy now " * 20) == (Signal("repetition", 0.95, {"words": 40}),)
    assert look("repetition", "buy now " * 9) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The market opens at nine and we have bread for all of you.", "en"),
        ("Der Markt öffnet um neun, und wir haben Brot für alle.", "de"),
        ("Le marché est ouvert et il y a du pain pour vous.", "fr"),
        ("El mercado abre a las nueve y hay pan para todos.", "es"),
        ("Рынок откроется в девять, и у нас есть хлеб для всех.", "ru"),
        ("Ринок відкриється, і ми маємо хліб для всіх.", "uk"),
        ("السوق يفتح في التاسعة من كل يوم", "ar"),
        ("市場は九時に開きます。パンもあります。", "ja"),
        ("시장은 아홉 시에 엽니다", "ko"),
        ("Η αγορά ανοίγει στις εννέα", "el"),
        ("ok", ""),
        ("https://the.example/and/of/in", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language.detect(text)[0] == code


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("I will kill you", True),
        ("i w1ll k1ll y0u", True),
        ("I will k.i.l.l you", True),
        ("i will kіll уou", True),
        ("I\u200b will ki\u00adll you", True),
        ("The bill will kill your idea", False),
        ("i w1ll k1ll " * 20_000, False),
    ],
)
def test_word_lists_see_through_disguises(text: str, hit: bool) -> None:
    lists = Lists(words=(("threats", ("i will kill you",)),))
    assert WordMatcher(lists).hits(text) == (("threats",) if hit else ())


@pytest.mark.parametrize(
    ("host", "hit"),
    [
        ("phishing.example", True),
        ("login.PHISHING.example.", True),
        ("notphishing.example", False),
        ("phishing.example.com", False),
        ("xn--bcher-kva.example", True),
        ("bücher.example", True),
        ("0x7f.0.0.1", True),
        ("", False),
    ],
)
def test_link_lists_match_a_host_however_it_is_written(host: str, hit: bool) -> None:
    lists = Lists(links=(("bad", ("phishing.example", "BÜCHER.example", "127.0.0.1")),))
    assert LinkMatcher(lists).hits([host]) == (("bad",) if hit else ())
