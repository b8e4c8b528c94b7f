"""Detectors that run whenever a post is screened. Pure, and linear in the text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from folkmoot.domains.integrity.signals.folding import is_disguised
from folkmoot.domains.integrity.signals.links import deceptiveness
from folkmoot.domains.integrity.signals.types import Signal, Subject
from folkmoot.kernel.refs import SubjectKind

_MOST = 20_000
_WORD = re.compile(r"[\w@$!|]+")
_LINK = re.compile(r"https?://\S+|www\.\S+")
_FEWEST_WORDS = 20


@dataclass(frozen=True, slots=True)
class InlineDetector:
    """A detector made of one function of one subject."""

    name: str
    version: str
    look: Callable[[Subject], tuple[Signal, ...]]
    subjects: frozenset[SubjectKind] = frozenset({SubjectKind.POST})
    inline: bool = True

    def signals(self, subjects: Sequence[Subject], /) -> list[tuple[Signal, ...]]:
        return [self.look(subject) for subject in subjects]


def _deceptive_links(subject: Subject) -> tuple[Signal, ...]:
    worst = max(map(deceptiveness, subject.facts.links), default=0.0)
    return (Signal("deceptive_link", worst, {"links": len(subject.facts.links)}),) if worst else ()


def _disguise(subject: Subject) -> tuple[Signal, ...]:
    words = _words(subject)
    disguised = sum(map(is_disguised, words)) if is_disguised(" ".join(words)) else 0
    return (Signal("disguise", disguised / len(words), {"words": disguised}),) if disguised else ()


def _repetition(subject: Subject) -> tuple[Signal, ...]:
    """The share of words that stand there already; what is said twice in twenty words is nothing yet."""
    words = _words(subject)
    if len(words) < _FEWEST_WORDS:
        return ()
    repeated = 1 - len({word.casefold() for word in words}) / len(words)
    return (Signal("repetition", repeated, {"words": len(words)}),)


def _words(subject: Subject) -> tuple[str, ...]:
    return _words_of(subject.facts.text[:_MOST])


@lru_cache(maxsize=1)  # detectors ask one after the other of the same text
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_LINK.sub(" ", text)))


DECEPTIVE_LINKS = InlineDetector("deceptive-links", "1", _deceptive_links)
DISGUISE = InlineDetector("disguise", "1", _disguise)
REPETITION = InlineDetector("repetition", "1", _repetition)
