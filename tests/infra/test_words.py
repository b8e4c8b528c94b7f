"""Sentences and numbers in the language of whoever reads."""

import gettext as standard
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from folkmoot.infra.words import number, said
from folkmoot.kernel.sentences import sentence
from tests.messages import catalogues
from tests.messages.extracting import Text

_GERMAN = {
    Text("This is {count} long."): ("Das ist {count} lang.",),
    Text("{count} post", "{count} posts"): ("{count} Beitrag", "{count} Beiträge"),
    Text("picture"): ("Bild",),
}


class _German(standard.GNUTranslations):
    def to_language(self) -> str:
        return "de"


@pytest.fixture(autouse=True)
def _german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    compiled = catalogues.compiled(catalogues._written("de", _GERMAN), "de")
    # Django keeps the catalogues that it has read in a private place; its stubs do not know it.
    monkeypatch.setitem(vars(trans_real)["_translations"], "de", _German(BytesIO(compiled)))
    with translation.override("de"):
        yield


def test_values_are_put_into_the_translation() -> None:
    assert said(sentence("This is {count} long.", count=10000)) == "Das ist 10.000 lang."


def test_counting_follows_the_language() -> None:
    assert said(sentence("{count} post", plural="{count} posts", count=1)) == "1 Beitrag"
    assert said(sentence("{count} post", plural="{count} posts", count=1234)) == "1.234 Beiträge"


def test_values_may_be_sentences_themselves() -> None:
    assert said(sentence("This is {count} long.", count=sentence("picture"))) == "Das ist Bild lang."
    assert said(sentence("This is {count} long.", count="picture")) == "Das ist picture lang."


def test_plain_words_are_looked_up_and_unknown_ones_stay() -> None:
    assert [said(text) for text in ("picture", "a {thing} nobody translated", "")] == [
        "Bild",
        "a {thing} nobody translated",
        "",
    ]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "12,345.5"), ("de", "12.345,5"), ("es", "12.345,5"), ("ar", "12,345.5")]
)
def test_numbers_are_written_as_the_language_does(language: str, text: str) -> None:
    with translation.override(language):
        assert number(12345.5) == text


def test_digits_after_the_point_are_kept() -> None:
    assert [number(0.1, 2), number(0.125, 2), number(10000.4, 0)] == ["0,10", "0,13", "10.000"]
