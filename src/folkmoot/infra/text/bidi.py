"""Invisible characters that turn the direction of text (UAX 9), so that none of them reaches beyond its
paragraph.

Overrides (LRO, RLO) make letters read backwards and serve only to deceive: they are taken out, with their
end. Embeddings and isolates are what right-to-left keyboards and apps put around names: they stay, and those
left open are closed at the end of the paragraph. An end without a beginning is taken out. The text is mended
and not refused, because who pastes such a character never sees it.
"""

import re

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LRO, _RLO, _PDF, _PDI = "\u202d", "\u202e", "\u202c", "\u2069"
_DEPTH = 60
_OVERRIDE, _TOO_DEEP = "override", "too deep"


def balance(text: str) -> str:
    """Mend every paragraph (line) of `text`."""
    if not _TURNING.search(text):
        return text
    return "\n".join(_balance_line(line) for line in text.split("\n"))


def _balance_line(line: str) -> str:
    """`ends` holds what will close each character that is open, or why it was taken out."""
    ends: list[str] = []
    mended = _TURNING.sub(lambda found: _keep(found.group(), ends), line)
    return mended + "".join(end for end in reversed(ends) if end in {_PDF, _PDI})


def _keep(character: str, ends: list[str]) -> str:
    if character == _PDI:
        return _close_isolate(ends)
    if character == _PDF:
        return _close_embedding(ends)
    if character in {_LRO, _RLO}:
        ends.append(_OVERRIDE)
        return ""
    if len(ends) >= _DEPTH:
        ends.append(_TOO_DEEP)
        return ""
    ends.append(_PDI if character >= "\u2066" else _PDF)
    return character


def _close_isolate(ends: list[str]) -> str:
    """The end of an isolate also ends what was opened inside it."""
    if _PDI not in ends[:_DEPTH]:
        return ""
    while ends.pop() != _PDI:
        pass
    return _PDI


def _close_embedding(ends: list[str]) -> str:
    if not ends or ends[-1] == _PDI:
        return ""
    return _PDF if ends.pop() == _PDF else ""
