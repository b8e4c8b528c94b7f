"""Finds mentions, hashtags and addresses in one pass from left to right.

What was found is never looked at again, and no look ahead is longer than a constant, so the time is in
proportion to the text. Scripts that write without spaces (Chinese, Japanese, Thai, …) may stand right before
an @, a # or an address.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from linkify_it import LinkifyIt

from folkmoot.infra.text.types import Hashtag, Link, Mention, MentionName, Parsed, Plain, Segment

LONGEST_LINK = 2048
LONGEST_TAG = 100
MOST_LINKS = 500
"""Further addresses in one text stay text."""

_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W{_SPACELESS}]"
_CANDIDATE = re.compile(rf"(?<!{_LETTER})(?:https?://|(?<![/=@#+%&])[@#])", re.IGNORECASE)
_MENTION = re.compile(
    rf"""
    @(?P<name>[a-z0-9_](?:[a-z0-9_.-]{{0,98}}[a-z0-9_])?)
    (?:@(?P<domain>\w(?:[\w.-]{{0,251}}\w)?(?::[0-9]{{1,5}})?))?
    (?!{_LETTER})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORD_MARKS = {"Mn", "Mc"}
_INSIDE_WORDS = {"_", "\u200c", "\u200d", "\u00b7"}
_NOT_AT_AN_END = "。、，．！？：；）」』】》〉"
_linkify = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False})


def segments(text: str) -> Iterator[Segment]:
    """Cut `text` into what it refers to and what lies between; joined again, the `raw` parts are the text."""
    done = position = links = 0
    while found := _CANDIDATE.search(text, position):
        segment = _segment_at(text, found.start(), found.group(), may_link=links < MOST_LINKS)
        if segment is None:
            position = found.end()
            continue
        if done < found.start():
            yield Plain(text[done : found.start()])
        yield segment
        links += isinstance(segment, Link)
        done = position = found.start() + len(segment.raw)
    if done < len(text):
        yield Plain(text[done:])


@functools.lru_cache(maxsize=1)  # a post is read for whom it names, and then rendered
def cut(text: str) -> tuple[Segment, ...]:
    """The same, all at once."""
    return tuple(segments(text))


def parse(text: str) -> Parsed:
    """Whom and what a text refers to. Mentions and hashtags inside addresses (of mail, too) do not count."""
    return collect(cut(text))


def collect(found: Iterable[Segment]) -> Parsed:
    mentions: dict[MentionName, None] = {}
    hashtags: dict[str, None] = {}
    links: dict[str, None] = {}
    for segment in found:
        match segment:
            case Mention():
                mentions[segment.name] = None
            case Hashtag():
                hashtags[segment.tag] = None
            case Link():
                links[segment.raw] = None
            case Plain():
                pass
    return Parsed(tuple(mentions), tuple(hashtags), tuple(links))


def link_at(text: str, start: int) -> Link | None:
    """The address that begins at `start` with its scheme, if there is one."""
    window = text[start : start + LONGEST_LINK]
    scheme = window.find(":") + 1
    tail = _linkify.test_schema_at(window, "http:", scheme)
    return Link(window[: scheme + tail].rstrip(_NOT_AT_AN_END)) if tail else None


def may_begin_at(text: str, start: int) -> bool:
    """Whether an address may stand here: not right behind a letter."""
    return _CANDIDATE.match(text, start) is not None


def _segment_at(text: str, start: int, sign: str, *, may_link: bool) -> Segment | None:
    if sign == "@":
        return _mention_at(text, start)
    if sign == "#":
        return _hashtag_at(text, start)
    return link_at(text, start) if may_link else None


def _mention_at(text: str, start: int) -> Mention | None:
    found = _MENTION.match(text, start)
    if found is None:
        return None
    domain = found["domain"]
    return Mention(found.group(), MentionName(found["name"].lower(), domain and domain.lower()))


def _hashtag_at(text: str, start: int) -> Hashtag | None:
    """Longer than the limit, it is no tag at all: half a word would be the wrong one."""
    end = start + 1
    stop = min(len(text), end + LONGEST_TAG + 1)
    while end < stop and _in_a_word(text[end]):
        end += 1
    word = text[start + 1 : end].rstrip("\u200c\u200d\u00b7")
    if end == start + LONGEST_TAG + 2 or not any(character.isalpha() for character in word):
        return None
    return Hashtag("#" + word, unicodedata.normalize("NFC", word.casefold()))


def _in_a_word(character: str) -> bool:
    return character.isalnum() or character in _INSIDE_WORDS or unicodedata.category(character) in _WORD_MARKS
