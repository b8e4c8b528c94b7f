"""The .po and .mo files: read, written and compiled, the same for the same texts on every machine."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typing_extensions import override

from tests.messages.extracting import SOURCE, Text

LOCALE = SOURCE / "locale"
LANGUAGES = ("ar", "de", "es")
Forms = tuple[str, ...]
"""A translation: one form, or as many as the language has plurals."""


_ARABIC = "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)"
"""In the order of everybody else's Arabic files (zero, one, two, few, many, other), which is not Babel's."""


class _Plain(Catalog):
    """A catalogue whose head names no person, machine or time."""

    @property
    @override
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    @property
    @override
    def plural_expr(self) -> str:
        return _ARABIC if str(self.locale) == "ar" else super().plural_expr


def translations(language: str) -> dict[Text, Forms]:
    """What is translated so far, without what is marked as fuzzy. Empty where there is no file yet."""
    return _read(po_bytes(language), language) if (LOCALE / language).exists() else {}


def plurals_of(language: str) -> int:
    return _Plain(locale=language, fuzzy=False).num_plurals


def po_bytes(language: str) -> bytes:
    return (LOCALE / language / "LC_MESSAGES" / "django.po").read_bytes()


def mo_bytes(language: str) -> bytes:
    return (LOCALE / language / "LC_MESSAGES" / "django.mo").read_bytes()


def write(language: str, wanted: Iterable[Text], known: Mapping[Text, Forms]) -> None:
    """Both files of a language, with exactly the wanted texts."""
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "django.po").write_bytes(_written(language, {text: known.get(text, ()) for text in wanted}))
    (folder / "django.mo").write_bytes(compiled(po_bytes(language), language))


def compiled(po: bytes, language: str) -> bytes:
    """The .mo of a .po."""
    catalogue = _filled(language, _read(po, language))
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def _written(language: str, entries: Mapping[Text, Forms]) -> bytes:
    target = BytesIO()
    write_po(target, _filled(language, entries), width=100, no_location=True, sort_output=True, include_lineno=False)
    return target.getvalue()


def _filled(language: str, entries: Mapping[Text, Forms]) -> Catalog:
    catalogue = _Plain(locale=language, header_comment=f"# Folkmoot in {language}.", fuzzy=False)
    for text, forms in entries.items():
        key = (text.singular, text.plural) if text.plural else text.singular
        said = forms or ("",) * (catalogue.num_plurals if text.plural else 1)
        catalogue.add(key, said if text.plural else said[0], context=text.context or None)
    return catalogue


def _read(po: bytes, language: str) -> dict[Text, Forms]:
    found: dict[Text, Forms] = {}
    messages: Any = read_po(BytesIO(po), locale=language)
    for message in messages:
        singular, plural = message.id if isinstance(message.id, tuple) else (message.id, "")
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if singular and all(forms) and not message.fuzzy:
            found[Text(singular, plural, message.context or "")] = tuple(forms)
    return found
