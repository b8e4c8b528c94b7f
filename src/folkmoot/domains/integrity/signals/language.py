"""In what language a text is written, beside what its author states. Pure.

A small recogniser of our own: the script decides where one language has it almost to itself, and the most frequent
function words decide among languages that share one. It says nothing about short or mixed texts, and about languages
that it does not know; docs/adr/0017 gives its figures.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from folkmoot.domains.integrity.signals import names
from folkmoot.domains.integrity.signals.types import Signal, Subject
from folkmoot.kernel.refs import SubjectKind

_MOST = 2_000
_FEWEST_LETTERS = 12
_FEWEST_WORDS = 2
_LEAD = 1.5
_PASSING = re.compile(r"https?://\S+|www\.\S+|[@#]\S+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MOST_OF = 0.6

_SCRIPTS = {
    "GREEK": "el", "HEBREW": "he", "THAI": "th", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "TAMIL": "ta", "TELUGU": "te", "BENGALI": "bn", "GUJARATI": "gu", "KHMER": "km",
    "CJK": "zh", "DEVANAGARI": "hi",
}  # fmt: skip
_WORDS = {
    "en": "the and to of in is that for it you on with this are be was have not they at but his from my your what "
    "just about will when who all we if how do can has he she their there would could should them been than "
    "a i no do so me as us or an by its",
    "de": "der die das und ist nicht ich ein eine mit auf für dem den von zu sich auch es wir sie im war wie aber "
    "noch nur bei oder wenn nach einen einem einer wird sind haben hat werden über kein keine mehr schon",
    "fr": "le la les et est pas une des du que qui dans pour sur avec ce il elle je vous nous au aux ne plus mais sont "
    "été cette ont être fait par leur comme ou où",
    "es": "el la los las y es no una del que en para con por se lo su un como más pero sus al está este esta muy "
    "hay son todo fue cuando porque también ya nos",
    "it": "il lo la gli di che non è una per con del della dei sono si come più ma anche nel nella questo questa ha "
    "hanno alla dal cosa perché ci mi al",
    "pt": "o os a as e é não uma do da dos das que em para com por se no na mais como mas foi ao são ele ela você "
    "isso muito também já seu sua está um",
    "nl": "de het een en is niet van op dat voor met zijn ik je maar er aan ook te bij of naar dit wat heeft worden "
    "wordt nog wel hebben geen over als",
    "pl": "i w na z się nie do jest to że o jak ale po za od czy tak przez co są już być tylko dla może ma",
    "tr": "ve bir bu da de için ile ne çok var yok daha gibi ama olan olarak kadar ben sen o mi ki diye değil",
    "sv": "och att det som en på är av för med den till inte om ett jag har de vi kan men var från ska eller",
    "id": "yang dan di ini itu dengan untuk tidak dari dalam akan pada ke ada juga saya kita bisa sudah karena",
    "ru": "и в не на что я с как это по но он а за из у же то так для вы от мы все о ты его она к бы было только "
    "если нет есть уже или когда меня мне их при до",
    "uk": "і в не на що я з як це по але він та за із у ж то так для ви від ми всі до ти його вона б було тільки "
    "якщо ні є вже або коли мене мені їх при й",
    "bg": "и в не на че с като това по но той за от са се да е ще до си как има или при най един само още",
    "ar": "في من على إلى أن هذا هذه التي الذي عن مع لا ما كان قد كل بعد هو هي أو لم إن و يا",
    "fa": "در به از که این را با است برای آن یک خود تا کرد بر هم نیز می شد ما",
    "ur": "کے میں کی ہے اور سے کا کو نے پر یہ ہیں کہ بھی اس تو ایک",
}  # fmt: skip
_LETTERS = ((frozenset("ыэъё"), ("uk",)), (frozenset("ыэё"), ("bg",)), (frozenset("іїєґ"), ("ru", "bg")))
_LANGUAGES_OF = {
    word: frozenset(code for code, words in _WORDS.items() if word in words.split())
    for words in _WORDS.values()
    for word in words.split()
}

_NONE: frozenset[str] = frozenset()


def detect(text: str) -> tuple[str, float]:
    """ISO 639-1 and how surely, from 0 to 1; ("", 0.0) where nothing can be said."""
    plain = unicodedata.normalize("NFC", _PASSING.sub(" ", text[:_MOST])).casefold()
    scripts = _scripts(plain)
    letters = sum(scripts.values())
    own = _by_script(scripts, letters)
    if own[0]:
        return own
    if letters < _FEWEST_LETTERS:
        return "", 0.0
    return _by_words(_WORD.findall(plain), _impossible(plain))


def _scripts(text: str) -> dict[str, int]:
    """How many letters of each script. A text repeats few letters often: each is looked up once."""
    if text.isascii():
        return {"LATIN": sum(map(str.isalpha, text))}
    found: dict[str, int] = {}
    for letter, times in Counter(text).items():
        if letter.isalpha():
            script = _script_of(letter)
            found[script] = found.get(script, 0) + times
    return found


@functools.lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]


def _by_script(scripts: Mapping[str, int], letters: int) -> tuple[str, float]:
    """Japanese mixes three scripts: its syllables decide. One letter more than half of an own script is enough."""
    syllables = scripts.get("HIRAGANA", 0) + scripts.get("KATAKANA", 0)
    of_japanese = syllables + scripts.get("CJK", 0)
    if syllables and of_japanese > letters * _MOST_OF and syllables * 10 > letters:
        return "ja", min(1.0, of_japanese / letters)
    for script, times in scripts.items():
        if script in _SCRIPTS and times > letters * _MOST_OF and letters > 1:
            return _SCRIPTS[script], times / letters
    return "", 0.0


def _impossible(plain: str) -> frozenset[str]:
    """The languages that do without a letter that stands in the text."""
    return frozenset(code for letters, codes in _LETTERS if not letters.isdisjoint(plain) for code in codes)


def _by_words(words: Sequence[str], impossible: frozenset[str]) -> tuple[str, float]:
    """A word that several languages share counts for each of them with its part."""
    points: dict[str, float] = {}
    known = 0
    for word in words:
        languages = _LANGUAGES_OF.get(word, _NONE)
        if not (languages := languages - impossible if impossible else languages):
            continue
        known += 1
        for code in languages:
            points[code] = points.get(code, 0.0) + 1 / len(languages)
    ranked = sorted(points.items(), key=lambda pair: (-pair[1], pair[0]))
    if known < _FEWEST_WORDS or not ranked:
        return "", 0.0
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    first = ranked[0][1]
    return (ranked[0][0], first / (first + second)) if first >= second * _LEAD else ("", 0.0)


class Language:
    """The language of a text, stored so that the conditions of rules can ask for `detected_language`."""

    name = "language"
    version = "1"
    inline = True
    subjects = frozenset({SubjectKind.POST})

    def signals(self, subjects: Sequence[Subject], /) -> list[tuple[Signal, ...]]:
        return [_signal(*detect(subject.facts.text)) for subject in subjects]


def _signal(code: str, surely: float) -> tuple[Signal, ...]:
    return (Signal(names.LANGUAGE, surely, {"language": code}),) if code else ()


LANGUAGE = Language()
