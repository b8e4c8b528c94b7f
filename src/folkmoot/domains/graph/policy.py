"""Which words of which filters a text meets; what tags and titles may look like. Pure."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import re2

from folkmoot.domains.graph.types import FilterContext, FilterMatch, FilterView
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

LIST_TITLE_LIMIT = 100
FILTER_TITLE_LIMIT = 200
KEYWORD_LIMIT = 200
NOTE_LIMIT = 2_000
TAG_LIMIT = 100
MOST_LISTS = 100
MOST_LIST_MEMBERS = 1_000
MOST_FILTERS = 100
MOST_KEYWORDS = 200
MOST_FOLLOWED_TAGS = 500
MOST_FOLLOWS = 10_000
MOST_LANGUAGES = 100
LANGUAGE_LIMIT = 12
MOST_FILTER_POSTS = 500
MOST_SECONDS = 10 * 366 * 86_400

# These scripts write words without spaces: next to their letters a word may begin or end anywhere.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_EDGE = rf"(?:[^\pL\pM\pN_]|[{_UNSPACED}])"


@dataclass(frozen=True, slots=True)
class _Needle:
    """A keyword ready to be looked for; without a pattern it is found inside words, too."""

    keyword: str
    folded: str
    pattern: Any


def filter_matches(
    filters: Iterable[FilterView],
    text: str,
    context: FilterContext | None,
    post_id: int | None,
    *,
    now: datetime,
) -> tuple[FilterMatch, ...]:
    """The filters that apply in `context` (None: in any) and meet the text, or name the post itself.

    The case of letters and the way that accents are encoded do not matter. Takes time in proportion to the text.
    """
    folded: str | None = None
    found = []
    for own in filters:
        if (own.expires_at is not None and own.expires_at <= now) or (
            context is not None and context not in own.contexts
        ):
            continue
        folded = _folded(text) if folded is None else folded
        keywords = tuple(needle.keyword for needle in _needles(own) if _meets(needle, folded))
        posts = (post_id,) if post_id is not None and post_id in own.post_ids else ()
        if keywords or posts:
            found.append(FilterMatch(own, keywords, posts))
    return tuple(found)


def _applies(own: FilterView, context: FilterContext | None, now: datetime) -> bool:
    lasts = own.expires_at is None or own.expires_at > now
    return lasts and (context is None or context in own.contexts)


@lru_cache(maxsize=4096)
def _needles(own: FilterView) -> tuple[_Needle, ...]:
    return tuple(_needle(keyword.keyword, keyword.whole_word) for keyword in own.keywords)


def _needle(keyword: str, whole_word: bool) -> _Needle:
    folded = _folded(keyword)
    return _Needle(keyword, folded, _whole(folded) if whole_word and folded else None)


def _whole(folded: str) -> Any:
    """RE2 looks at each letter once, whatever the keyword; it knows no look-around, and none is needed."""
    before = rf"(?:^|{_EDGE})" if _in_word(folded[0]) else ""
    after = rf"(?:$|{_EDGE})" if _in_word(folded[-1]) else ""
    return re2.compile(f"{before}{re2.escape(folded)}{after}")


@lru_cache(maxsize=1024)
def _in_word(character: str) -> bool:
    return bool(re2.fullmatch(r"[\pL\pM\pN_]", character)) and not re2.fullmatch(f"[{_UNSPACED}]", character)


def _meets(needle: _Needle, folded: str) -> bool:
    if not needle.folded or needle.folded not in folded:
        return False
    return needle.pattern is None or needle.pattern.search(folded) is not None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def tag_key(raw: str) -> str:
    """A hashtag as it is compared, without its #. Raises Invalid."""
    tag = unicodedata.normalize("NFC", raw.strip().removeprefix("#").casefold())
    if not 1 <= len(tag) <= TAG_LIMIT or any(character.isspace() or not character.isprintable() for character in tag):
        raise Invalid("This does not look like a hashtag.", field="tag")
    return tag


def checked_languages(raw: Collection[str]) -> list[str]:
    """Codes of languages as they are compared, each once; what is empty is left out. Raises Invalid."""
    codes = list(dict.fromkeys(code.strip().replace("_", "-").lower() for code in raw if code.strip()))
    if len(codes) > MOST_LANGUAGES or not all(_is_language(code) for code in codes):
        raise Invalid("A language is written like en, de or pt-BR.", field="languages")
    return codes


def _is_language(code: str) -> bool:
    return code.isascii() and code.replace("-", "").isalnum() and len(code) <= LANGUAGE_LIMIT


def language_codes(stored: str) -> tuple[str, ...]:
    """The codes of a follow, as they are stored."""
    return tuple(stored.split(",")) if stored else ()


def title(raw: str, *, limit: int) -> str:
    """A name that people give to what is theirs: one line, not empty. Raises Invalid."""
    text = " ".join("".join(mark if mark.isprintable() else " " for mark in raw).split())
    if not 1 <= len(text) <= limit:
        raise Invalid(sentence("Please give a name of 1 to {limit} characters.", limit=limit), field="title")
    return text


def keyword(raw: str) -> str:
    """A word or phrase to filter. Raises Invalid."""
    text = " ".join("".join(mark if mark.isprintable() else " " for mark in raw).split())
    if not 1 <= len(text) <= KEYWORD_LIMIT or not _folded(text):
        raise Invalid(
            sentence("Please give a word or phrase of 1 to {keyword_limit} characters.", keyword_limit=KEYWORD_LIMIT),
            field="keyword",
        )
    return text


def contexts(raw: Collection[FilterContext]) -> list[str]:
    """Where a filter applies: at least one place. Raises Invalid."""
    if not raw:
        raise Invalid("Please say where the filter applies.", field="context")
    return [context.value for context in FilterContext if context in raw]
