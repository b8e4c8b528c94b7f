"""The translation files hold what the source says, and say it rightly."""

from io import BytesIO

import pytest
from babel.support import NullTranslations, Translations

from tests.messages import COMPLETE, catalogues, checking, extracting, python_strings
from tests.messages.extracting import Text

every_language = pytest.mark.parametrize("language", catalogues.LANGUAGES)


@every_language
def test_each_mo_is_what_its_po_compiles_to(language: str) -> None:
    assert catalogues.compiled(catalogues.po_bytes(language), language) == catalogues.mo_bytes(language)


@every_language
def test_translations_have_the_values_tags_and_plurals_of_the_english_text(language: str) -> None:
    assert list(checking.faults(language, catalogues.translations(language))) == []


@every_language
def test_nothing_is_marked_as_unsure_and_nothing_names_a_place_or_a_time(language: str) -> None:
    lines = catalogues.po_bytes(language).decode().splitlines()
    assert [line for line in lines if line.startswith(("#:", "#~", "#, fuzzy")) or "-Date:" in line] == []


@pytest.mark.parametrize("language", COMPLETE)
def test_complete_languages_lack_nothing(language: str) -> None:
    assert sorted(extracting.texts().keys() - catalogues.translations(language).keys()) == []


def test_no_text_with_values_in_it_is_handed_to_translators() -> None:
    places = [
        f"{path.relative_to(extracting.SOURCE)}:{line}"
        for path in sorted(extracting.SOURCE.rglob("*.py"))
        for line in python_strings.hidden(path)
        if "cli" not in path.parts and "mastodon" not in path.parts
    ]
    assert places == []


def test_plurals_and_contexts_survive_being_written_and_compiled() -> None:
    texts = {
        Text("%(count)d post", "%(count)d posts"): ("a", "b", "c", "d", "e", "f"),
        Text("Open", context="a state"): ("g",),
        Text("Open"): ("h",),
    }
    po = catalogues._written("ar", texts)
    assert catalogues._read(po, "ar") == texts
    compiled = Translations(BytesIO(catalogues.compiled(po, "ar")))
    assert isinstance(compiled, NullTranslations)
    assert [compiled.ngettext("%(count)d post", "", count) for count in (0, 1, 2, 3, 11, 100)] == list("abcdef")
    assert compiled.gettext("Open") == "h"
    assert compiled.pgettext("a state", "Open") == "g"


@pytest.mark.parametrize(
    ("english", "forms", "fault"),
    [
        (Text("%(name)s follows you"), ("%(nam)s folgt dir",), "its values are ['%(nam)s']"),
        (Text("See <b>it</b>"), ("Sieh <b>es",), "its tags are ['<b>']"),
        (Text("Yes"), (" Ja",), "it begins or ends with other white space"),
        (Text("%(count)d post", "%(count)d posts"), ("ein Beitrag",), "1 forms"),
    ],
)
def test_what_would_break_a_page_is_called_a_fault(english: Text, forms: tuple[str, ...], fault: str) -> None:
    assert list(checking.faults("de", {english: forms})) == [f"{english.singular!r}: {fault}"]


def test_a_language_may_say_one_without_its_number() -> None:
    text = Text("%(count)d post", "%(count)d posts")
    assert list(checking.faults("de", {text: ("ein Beitrag", "%(count)d Beiträge")})) == []


def test_templates_are_read_whole() -> None:
    source = (
        '{% translate "A" context "b" %}<p title="{% translate \'C\' %}">'
        "{% blocktranslate count n=x %}one{% plural %}{{ n }} of {{ y }}{% endblocktranslate %}"
    )
    assert list(extracting.in_template(source, "x.html")) == [
        Text("A", context="b"),
        Text("C"),
        Text("one", "%(n)s of %(y)s"),
    ]
