"""`python -m tests.messages update|check|missing LANGUAGE|take LANGUAGE FILE`.

update: write the .po and .mo files anew with the texts of the source; translations that exist stay.
check: say how much is missing in each language and what is wrong; ends with 1 where something is wrong.
missing: print as JSON what waits for a translation, under the file that it is in.
take: read such a JSON file, filled in, into the language's files. Refuses what `check` would call wrong.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.messages import catalogues
from tests.messages.checking import faults
from tests.messages.extracting import Text, texts

_SEPARATOR = "\x04"
"""Between the context and the text, as in .mo files."""


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update"]:
            return _update()
        case ["check"]:
            return _check()
        case ["missing", language]:
            return _missing(language)
        case ["take", language, file]:
            return _take(language, Path(file))
    _print(__doc__ or "")
    return 2


def _update() -> int:
    wanted = texts()
    for language in catalogues.LANGUAGES:
        catalogues.write(language, wanted, catalogues.translations(language))
    return _check()


def _check() -> int:
    wanted, wrong = set(texts()), 0
    for language in catalogues.LANGUAGES:
        known = catalogues.translations(language)
        _print(f"{language}: {len(wanted & known.keys())} of {len(wanted)} texts")
        for fault in faults(language, known):
            wrong = 1
            _print(f"  {fault}")
    return wrong


def _missing(language: str) -> int:
    known = catalogues.translations(language)
    by_file: dict[str, dict[str, Any]] = defaultdict(dict)
    for text, files in texts().items():
        if text not in known:
            key = f"{text.context}{_SEPARATOR}{text.singular}" if text.context else text.singular
            counted = {"plural": text.plural, "forms": [""] * catalogues.plurals_of(language)}
            by_file[files[0]][key] = counted if text.plural else ""
    _print(json.dumps(dict(sorted(by_file.items())), ensure_ascii=False, indent=1))
    return 0


def _take(language: str, file: Path) -> int:
    wanted = {(text.context, text.singular): text for text in texts()}
    given: dict[Text, tuple[str, ...]] = {}
    for key, value in _flat(json.loads(file.read_text(encoding="utf-8"))):
        context, _, singular = key.rpartition(_SEPARATOR)
        forms = tuple(value["forms"]) if isinstance(value, dict) else (value,)
        if (text := wanted.get((context, singular))) is None:
            _print(f"  not in the source: {singular}")
        elif all(forms):
            given[text] = forms
    wrong = list(faults(language, given))
    for fault in wrong:
        _print(f"  {fault}")
    good = {text: forms for text, forms in given.items() if not list(faults(language, {text: forms}))}
    catalogues.write(language, wanted.values(), catalogues.translations(language) | good)
    _print(f"{language}: took {len(good)} of {len(given)} translations")
    return 1 if wrong else 0


def _flat(given: dict[str, Any]) -> list[tuple[str, Any]]:
    """The entries, whether or not they stand under their files."""
    inner = [list(value.items()) if _is_file(value) else [(key, value)] for key, value in given.items()]
    return [entry for entries in inner for entry in entries]


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and "forms" not in value


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
