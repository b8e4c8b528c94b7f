"""The names of everything that can be measured. The policy's validator accepts these and no others. Pure."""

import re

SCORES = {
    "abuse": "how surely the text insults somebody",
    "copied": "how much of the text others posted within a day",
    "deceptive_link": "how likely a link hides where it leads",
    "disguise": "the share of words that are spelt to get past lists",
    "fraud": "how much the text is like those that moderators here found to cheat people",
    "harassment": "how much the text is like those that moderators here found to harass a person",
    "hate": "how surely the text attacks people for what they are",
    "offence": "how surely readers call the text offensive, which is no ground for anything here",
    "repetition": "how much of the text says the same over again",
    "terrorism": "how much the text is like those that moderators here found to serve terrorism",
    "threats": "how much the text is like those that moderators here found to threaten",
}
"""The scores that conditions may ask for as `scores.NAME`, each from 0 to 1; 0 where nothing measured it."""

CLAIMS = "claims"
LANGUAGE = "language"
SIMILAR = "similar"
_BANK = "bank."
_BANK_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_FACTS = frozenset({CLAIMS, LANGUAGE, SIMILAR})


def bank_signal(bank: str) -> str:
    """The name of the signal that something matches this hash bank."""
    return _BANK + bank


def bank_of(name: str) -> str | None:
    """The bank that a signal speaks of; None for any other signal."""
    bank = name.removeprefix(_BANK)
    return bank if bank != name and _BANK_NAME.fullmatch(bank) else None


def is_known(name: str) -> bool:
    """Whether a signal may have this name."""
    return name in SCORES or name in _FACTS or bank_of(name) is not None
