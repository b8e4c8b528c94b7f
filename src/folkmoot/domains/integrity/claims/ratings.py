"""What a fact-check found, in one of four words. Pure."""

import math
import re
from enum import StrEnum
from typing import Final


class Rating(StrEnum):
    FALSE = "false"
    MISLEADING = "misleading"
    TRUE = "true"
    OTHER = "other"
    """Unproven, satire, an opinion, or words that are not known here."""


class OffScale(ValueError):
    """The number lies outside the scale that the fact-check itself names."""


PROPOSED: Final = (Rating.FALSE, Rating.MISLEADING)
"""Only these lead to a proposal."""

# In this order: "partly false" is misleading and "not true" is false before "true" is looked for.
_OTHER: Final = (
    r"unprove|unverif|unsupport|satire|opinion|no rating|research in progress|unbelegt|satira|sátira|"
    r"(?:mostly|largely)[ -](?:true|correct|accurate)"
)
_MISLEADING: Final = (
    r"mislead|context|(?:mostly|part\w*|barely|half|partially)[ -](?:false|true)|mixture|mixed|distort|"
    r"exaggerat|altered|manipulat|cherry|spins|irreführend|teilweise|größtenteils|trompeur|plutôt faux|en partie|"
    r"engañ|engan|fuorviant|parzialmente|misbruik|misleidend"
)
_FALSE: Final = (
    r"not true|untrue|\bfalse|pants.on.fire|\bfake|fabricat|hoax|incorrect|inaccurate|\bwrong|bogus|debunk|"
    r"scam|falsch|\bfaux|\bfals[oae]|onwaar|\bunwahr|four pinocchios|fałsz|ложь|неправда|كاذب|زائف|yanlış"
)
_WORDS: Final = (
    (Rating.OTHER, _OTHER),
    (Rating.MISLEADING, _MISLEADING),
    (Rating.FALSE, _FALSE),
    (Rating.TRUE, r"\btrue|correct|accurate|\brichtig|\bwahr|\bvrai|verdader|verdadeir|\bvero\b|\bwaar|правда|doğru"),
)
_PATTERNS: Final = tuple((rating, re.compile(pattern)) for rating, pattern in _WORDS)
_FALSE_SHARE: Final = 0.125
_MISLEADING_SHARE: Final = 0.5
_TRUE_SHARE: Final = 0.75


def rating_of(words: str, value: float | None, worst: float | None, best: float | None) -> Rating:
    """By the words where they are known, else by the place on the scale from `worst` (false) to `best` (true).

    A scale that is not stated goes from 1 to 5, as schema.org says. Raises OffScale.
    """
    plain = words.casefold()
    for rating, pattern in _PATTERNS:
        if pattern.search(plain):
            return rating
    if value is None:
        return Rating.OTHER
    return _placed(value, 1.0 if worst is None else worst, 5.0 if best is None else best)


def _placed(value: float, worst: float, best: float) -> Rating:
    if not all(map(math.isfinite, (value, worst, best, best - worst))) or not worst <= value <= best or worst == best:
        raise OffScale(f"{value} is not from {worst} to {best}")
    share = (value - worst) / (best - worst)
    if share <= _FALSE_SHARE:
        return Rating.FALSE
    if share <= _MISLEADING_SHARE:
        return Rating.MISLEADING
    return Rating.TRUE if share >= _TRUE_SHARE else Rating.OTHER
