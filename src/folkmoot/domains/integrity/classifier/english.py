"""Whether a text is in English enough for a model that has read only English. Pure, quick, and easily wrong."""

from collections.abc import Sequence
from typing import Final

from folkmoot.domains.integrity.classifier import features

FEWEST_WORDS: Final = 3
LANGUAGE: Final = "en"
_SHARE: Final = 0.12

# Words that nearly every English text has some of, with the spellings of informal and of African-American English;
# those that are as common in another large language (die, was, in, me, no, a) are left out.
_COMMON_WORDS = """
    about after ain't aint all also an and another any are at back be because been before being between both
    bout bro but by can can't cant cause could cuz da dat day dem did dis do don't dont down each em even finna
    first for from get go going gonna good got gotta had has have he her here him how i i'm if im ima imma into
    is it it's its just know let's life like little lol long made make man many may more most much must my need
    never new not now of on one only or other our out over own people said same see she should so some state
    still such tha than that that's thats the their them then there these they think this tho those through time
    to too tryna two u under up ur us very wanna want way we well were what when where which who will wit with
    work world would y'all ya yall years yo you you're your youre
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_LATIN_LIMIT = 0x250


def readable(text: str, languages: Sequence[str] = ()) -> bool:
    """Whether a model for English may speak about a normalised text.

    Not where its author names other languages only, where it has fewer than three words, where most letters are not
    Latin, or where fewer than one word in eight is a common English one.
    """
    if languages and not any(code.lower().split("-")[0] == LANGUAGE for code in languages):
        return False
    said = [word for word in features.words(text) if not word.isdigit()]
    if len(said) < FEWEST_WORDS:
        return False
    letters = [sign for sign in text if sign.isalpha()]
    foreign = sum(ord(sign) >= _LATIN_LIMIT for sign in letters)
    return foreign * 2 < len(letters) and sum(word in _COMMON for word in said) >= _SHARE * len(said)
