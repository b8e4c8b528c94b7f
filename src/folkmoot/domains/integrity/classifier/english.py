"""Whether a text is in English enough for a model that has read only English. Pure, quick, and easily wrong."""

from collections.abc import Sequence
from typing import Final

from folkmoot.domains.integrity.classifier import features

FEWEST_WORDS: Final = 3
LANGUAGE: Final = "en"
_SHARE: Final = 0.12

# Words that nearly every English text has some of, with the spellings of informal and of African-American English;
# those that are as common in another large language (die, was, in, me, no, a) are left out.
_COMMON: Final = frozenset(
    """
    the of and to that is it for you i on with he be at by this had not are but from or have an they which one were
    all her she there would their we him been has when who will more if out so said what up its about into than them
    can only other new some could time these two may then do first any my now such like our over man even most made
    after also did many before must through back years where much your way well down should because each just those
    people how too little state good very make world still own see work long get here between both life being under
    never day same another know us don't dont it's its i'm im can't cant that's thats you're youre want think need
    got go going gonna wanna let's ain't aint y'all yall ya yo dat dis dem da tha wit ur u dont lol bro cuz cause
    tho tryna finna bout ima imma em gotta
    """.split()
)
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
