"""What somebody typed, as what is asked for. Pure, and never refuses: what is no operator is words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from folkmoot.domains.search.documents import HAS, IS, in_language, naming, tag_word, tagged
from folkmoot.domains.search.expressions import Term, mark
from folkmoot.domains.search.words import spaced, words

MOST_PIECES = 20
_SHORTEST_BEGINNING = 2
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PIECE = re.compile(r'(?P<minus>-)?(?:(?P<name>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S+))')
_HANDLE = re.compile(r"@?([A-Za-z0-9_.-]+(?:@[A-Za-z0-9.:-]+)?)", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(slots=True)
class Query:
    """`authors` and `not_authors` are names, "me" for whoever asks. `until` is the first day that is too late.

    `library`: only what the viewer keeps.
    """

    wanted: list[Term] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    not_authors: list[str] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    library: bool = False
    plain: str = ""
    """The words alone, as they were typed: for people and tags."""

    operators: int = 0
    """How many pieces are no words: then it asks for posts only."""

    @property
    def is_plain(self) -> bool:
        """Whether it may also be the beginning of a name or a tag."""
        return bool(self.plain) and not self.operators and not self.unwanted

    @property
    def asks(self) -> bool:
        """Whether it asks for anything at all. To leave something out is no question."""
        return bool(self.wanted or self.authors or self.since or self.until or self.library)


def parse(raw: str) -> Query:
    """Never raises. The first 20 pieces count."""
    query = Query()
    plain = []
    for number, piece in enumerate(_PIECE.finditer(raw.translate(_QUOTES))):
        if number >= MOST_PIECES:
            break
        if _operator(query, piece):
            query.operators += 1
        else:
            _words(query, piece)
            plain.append(piece[0].strip('"'))
    query.plain = " ".join(filter(None, plain))
    return query


def _operator(query: Query, piece: re.Match[str]) -> bool:
    """Apply the piece if it is an operator with a value that it knows."""
    name, value = (piece["name"] or "").lower(), piece["bare"] or piece["quoted"] or ""
    known = _OPERATORS.get(name)
    return known is not None and known(query, value, bool(piece["minus"]))


def _from(query: Query, value: str, without: bool) -> bool:
    found = _HANDLE.fullmatch(value)
    if found is None:
        return False
    (query.not_authors if without else query.authors).append(found[1].lower())
    return True


def _one_of(names: tuple[str, ...]) -> "Callable[[Query, str, bool], bool]":
    def apply(query: Query, value: str, without: bool) -> bool:
        if value.lower() not in names:
            return False
        (query.unwanted if without else query.wanted).append(mark(value.lower()))
        return True

    return apply


def _language(query: Query, value: str, without: bool) -> bool:
    if _LANGUAGE.fullmatch(value) is None:
        return False
    (query.unwanted if without else query.wanted).append(in_language(value.lower()))
    return True


def _in(query: Query, value: str, without: bool) -> bool:
    if value.lower() != "library" or without:
        return False
    query.library = True
    return True


def _dates(*, from_next: bool | None, to_next: bool | None) -> "Callable[[Query, str, bool], bool]":
    """Which of the two days, the named one or the next, is the first one and the first too late; None: no bound."""

    def apply(query: Query, value: str, without: bool) -> bool:
        day = _day(value)
        if day is None or without:
            return False
        next_day = day + timedelta(days=1)
        if from_next is not None:
            query.since = max(filter(None, [query.since, next_day if from_next else day]))
        if to_next is not None:
            query.until = min(filter(None, [query.until, next_day if to_next else day]))
        return True

    return apply


_OPERATORS: dict[str, Callable[[Query, str, bool], bool]] = {
    "from": _from,
    "has": _one_of(HAS),
    "is": _one_of(IS),
    "language": _language,
    "in": _in,
    "before": _dates(from_next=None, to_next=False),
    "after": _dates(from_next=True, to_next=None),
    "during": _dates(from_next=False, to_next=True),
}


def _day(value: str) -> date | None:
    """A day that a calendar has, and has a next one."""
    try:
        day = date.fromisoformat(value) if _DATE.fullmatch(value) else None
    except ValueError:
        return None
    return day if day is not None and day < date.max else None


def _words(query: Query, piece: re.Match[str]) -> None:
    """Words of the piece: in quotes exactly these, else the last may go on. A tag and a name are themselves."""
    text = f"{piece['name']}:" * bool(piece["name"]) + (piece["bare"] or piece["quoted"] or "")
    into = query.unwanted if piece["minus"] else query.wanted
    if piece["quoted"] is None and text.startswith("#") and tag_word(text[1:]):
        into.append(tagged(text[1:]))
    elif piece["quoted"] is None and text.startswith("@") and (name := _HANDLE.fullmatch(text)):
        into.append(naming(name[1].partition("@")[0].lower()))
    elif found := words(text):
        into.append(Term(tuple(found), prefix=piece["quoted"] is None and _may_go_on(found[-1])))


def _may_go_on(word: str) -> bool:
    return len(word) >= _SHORTEST_BEGINNING or not spaced(word)
