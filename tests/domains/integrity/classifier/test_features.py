"""Features: the same numbers for ever. A change here means a new version of features and of every model."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.integrity.classifier import features


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Hello   WORLD\n", "hello world"),
        ("ｈｅｌｌｏ wo\u200brld", "hello world"),
        ("RT @ana: look https://a.example/b?c=d", "@: look #/"),
        ("@ana@town.example paid 1,200 or 3.5", "@ paid 0 or 0"),
        ("Nooooooooo", "nooo"),
        ("don’t", "don't"),
        ("", ""),
    ],
)
def test_texts_are_brought_to_one_form(text: str, same: str) -> None:
    assert features.normalised(text) == same


def test_the_columns_of_a_text_never_change() -> None:
    found = features.pieces(["a bc", "привет 🙂"])
    assert found.rows.tolist() == [0] * 12 + [1] * 22
    assert found.columns[found.rows == 0].tolist() == [
        28999,
        51466,
        56096,
        69698,
        90846,
        100975,
        103490,
        121584,
        146429,
        158811,
        175732,
        188745,
    ]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_many_at_once_are_as_each_alone(texts: list[str]) -> None:
    plain = [features.normalised(text) for text in texts]
    together = features.pieces(plain)
    for row, text in enumerate(plain):
        alone = features.pieces([text])
        assert together.columns[together.rows == row].tolist() == alone.columns.tolist()


def test_long_texts_and_many_of_them_go_through_in_parts() -> None:
    texts = ["word " * 2_000, "x" * 200_000, *["a small text"] * 5_000]
    found = features.pieces(texts)
    assert found.rows.max() == len(texts) - 1
    assert np.array_equal(found.columns[found.rows == 2], found.columns[found.rows == len(texts) - 1])
    assert found.columns.max() < features.COLUMNS
