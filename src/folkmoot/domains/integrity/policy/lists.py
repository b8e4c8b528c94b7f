"""Word, pattern and link lists, matched in time linear in the text."""

import functools
import unicodedata
from collections.abc import Iterable

import re2

from folkmoot.domains.integrity.policy.types import Lists
from folkmoot.domains.integrity.signals.folding import folded
from folkmoot.infra.text import canonical_host, is_address

_MEMORY = 64 * 1024 * 1024
_MOST_STEPS = 10_000
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LEVELLED = dict.fromkeys(map(ord, _INVISIBLE), "") | dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MEMORY
    return options


def pattern_problem(pattern: str) -> str | None:
    """Why a pattern cannot be used; None if it can."""
    try:
        compiled = re2.compile(pattern, _options())
    except re2.error as error:
        text = error.args[0] if error.args else error
        said = text.decode() if isinstance(text, bytes) else str(text)
        return said.replace("invalid repetition size:", "it repeats more than 1,000 times in all, at") + "."
    size = compiled.programsize
    if size > _MOST_STEPS:
        return f"it takes {size:,} steps, and {_MOST_STEPS:,} is the most. Repeat less, or name smaller sets of signs."
    return None


def matches_nothing(pattern: str) -> bool:
    """Whether a usable pattern is found even in an empty text, and so in every one."""
    return re2.search(pattern, "", _options()) is not None


def whole(text: str) -> str:
    """The text as UTF-8 can hold it: half surrogates become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def normalised(text: str) -> str:
    """The text as lists are matched: one form of each letter and of the apostrophe, without invisible signs."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_LEVELLED)


def _whole_word(word: str) -> str:
    spaced = r"\s+".join(re2.escape(part) for part in normalised(word).split())
    return rf"(?:^|[^\pL\pN_])(?:{spaced})(?:$|[^\pL\pN_])"


class WordMatcher:
    """All word and pattern lists of a policy as one set: one pass over the text finds the lists that it hits."""

    def __init__(self, lists: Lists) -> None:
        self._names: list[str] = []
        self._set = re2.Set.SearchSet(_options())
        for name, words in lists.words:
            self._add(name, map(_whole_word, words))
        for name, patterns in lists.patterns:
            self._add(name, patterns)
        if self._names:
            self._set.Compile()

    def _add(self, name: str, patterns: Iterable[str]) -> None:
        for pattern in patterns:
            self._set.Add(pattern)
            self._names.append(name)

    def hits(self, text: str) -> tuple[str, ...]:
        """The names of the lists that `text` hits, as it is written or with its disguises removed; sorted."""
        if not self._names or not text:
            return ()
        plain = normalised(text)
        found = set(self._set.Match(plain) or ())
        undisguised = folded(plain)
        if undisguised != plain:
            found.update(self._set.Match(undisguised) or ())
        return tuple(sorted({self._names[number] for number in found}))


class LinkMatcher:
    """Link lists: a host is hit by an entry that equals it or one of its parent domains, however either is written."""

    def __init__(self, lists: Lists) -> None:
        self._lists_of: dict[str, set[str]] = {}
        for name, hosts in lists.links:
            for host in hosts:
                self._lists_of.setdefault(canonical_host(host), set()).add(name)

    def hits(self, hosts: Iterable[str]) -> tuple[str, ...]:
        found: set[str] = set()
        for host in hosts if self._lists_of else ():
            for suffix in _suffixes(host):
                found |= self._lists_of.get(suffix, set())
        return tuple(sorted(found))


@functools.lru_cache(maxsize=4096)
def _suffixes(host: str) -> tuple[str, ...]:
    canonical = canonical_host(host)
    if is_address(canonical):
        return (canonical,)
    parts = canonical.split(".")
    return tuple(".".join(parts[start:]) for start in range(len(parts)))
