import pytest

from folkmoot.infra.text import clean_text, length
from folkmoot.kernel.errors import Invalid

ISOLATE, POP_ISOLATE, EMBED, POP, OVERRIDE = "\u2067", "\u2069", "\u202b", "\u202c", "\u202e"


def clean(raw: str, limit: int = 100) -> str:
    return clean_text(raw, limit=limit, field="text")


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Cafe\u0301", "Café"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("one  \ntwo\t\n", "one\ntwo"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("a\n  \n\t\n \n\nb", "a\n\n\nb"),
        ("\n\n  indented", "  indented"),
        ("\ufeffbegin", "begin"),
        ("tab\tinside", "tab\tinside"),
        ("", ""),
    ],
)
def test_form(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (f"a{OVERRIDE}exe{POP}.txt", "aexe.txt"),
        (f"{ISOLATE}שלום\nnext", f"{ISOLATE}שלום{POP_ISOLATE}\nnext"),
        (f"{ISOLATE}שלום{POP_ISOLATE} ok", f"{ISOLATE}שלום{POP_ISOLATE} ok"),
        (f"{EMBED}x", f"{EMBED}x{POP}"),
        (f"x{POP}y{POP_ISOLATE}z", "xyz"),
        (f"{ISOLATE}a{EMBED}b{POP_ISOLATE}c", f"{ISOLATE}a{EMBED}b{POP_ISOLATE}c"),
        (f"{ISOLATE}a{POP}b", f"{ISOLATE}ab{POP_ISOLATE}"),
        (f"{OVERRIDE}{ISOLATE}a", f"{ISOLATE}a{POP_ISOLATE}"),
    ],
)
def test_directions_end_with_their_paragraph(raw: str, kept: str) -> None:
    assert clean(raw) == kept


def test_no_more_directions_than_a_reader_can_nest() -> None:
    assert clean(ISOLATE * 90 + "a", limit=1000) == ISOLATE * 60 + "a" + POP_ISOLATE * 60


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (
            "bell\x07",
            "The text contains a control character (U+0007) that cannot be shown. Please remove it.",
        ),
        ("nul\x00", "The text contains a control character (U+0000) that cannot be shown. Please remove it."),
        ("half \ud83d", "The text contains half of a character (U+D83D). Please type that character again."),
        ("x" * 101, "This is 101 characters long, and 100 is the most. Please shorten it."),
        ("x" * 900, "This is 900 characters long, and 100 is the most. Please shorten it."),
    ],
)
def test_refused(raw: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean(raw)
    assert (refused.value.safe, refused.value.field) == (sentence, "text")


def test_big_numbers_are_readable() -> None:
    with pytest.raises(Invalid) as refused:
        clean("y" * 5012, limit=5000)
    assert refused.value.safe == "This is 5,012 characters long, and 5,000 is the most. Please shorten it."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Ana", 3),
        ("👩‍👩‍👧", 1),
        ("🇩🇪🇫🇷", 2),
        ("👍🏽!", 2),
        ("हिन्दी", 3),
        ("e" + "\u0301" * 20, 13),
        ("\u0301a", 2),
    ],
)
def test_length_is_what_a_reader_counts(text: str, count: int) -> None:
    assert length(text) == count


def test_a_family_counts_once() -> None:
    assert clean("👩‍👩‍👧" * 10, limit=10) == "👩‍👩‍👧" * 10
