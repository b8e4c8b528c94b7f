"""Mark the words that were looked for where they stand in a text. Pure."""

import re
import unicodedata
from collections.abc import Collection

from folkmoot.domains.search.words import fold, spaced

_PIECES = re.compile(r"(<[^>]*>|&[^;\s]{1,32};)")


def mark_words(html: str, terms: Collection[tuple[str, bool]]) -> str:
    """Safe HTML with `<mark>` around each word of `terms` (see `SearchResults.terms`); tags and entities stay."""
    whole = {word for word, _ in terms if spaced(word)}
    beginnings = tuple(word for word, goes_on in terms if goes_on)
    parts = [word for word, _ in terms if not spaced(word)]
    if not terms:
        return html
    pieces = _PIECES.split(html)
    return "".join(
        piece if place % 2 else _marked(piece, whole, beginnings, parts) for place, piece in enumerate(pieces)
    )


def _marked(text: str, whole: Collection[str], beginnings: tuple[str, ...], parts: Collection[str]) -> str:
    found = []
    for run in _runs(text):
        word = fold(run)
        wanted = word in whole or (bool(beginnings) and word.startswith(beginnings))
        found.append(f"<mark>{run}</mark>" if wanted and word else _marked_parts(run, parts))
    return "".join(found)


def _marked_parts(run: str, parts: Collection[str]) -> str:
    """Pairs of signs inside a run of a script without spaces; neighbours are marked together."""
    hit = [False] * len(run)
    for part in parts:
        for match in re.finditer(f"(?={re.escape(part)})", run):
            hit[match.start() : match.start() + len(part)] = [True] * len(part)
    marked, open_now = "", False
    for sign, is_hit in zip(run, hit, strict=True):
        marked += "<mark>" * (is_hit and not open_now) + "</mark>" * (open_now and not is_hit) + sign
        open_now = is_hit
    return marked + "</mark>" * open_now


def _runs(text: str) -> list[str]:
    """The text cut into words and what stands between them."""
    runs: list[str] = []
    before = None
    for sign in text:
        inside = unicodedata.category(sign)[0] in "LNM" or sign in "\u200c\u200d"
        kind = "word" if inside else sign if unicodedata.category(sign) == "So" else "between"
        if kind == before and kind in {"word", "between"}:
            runs[-1] += sign
        else:
            runs.append(sign)
        before = kind
    return runs
