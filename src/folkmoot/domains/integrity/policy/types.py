"""The words of a policy."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Treatment(StrEnum):
    REMOVE = "remove"
    WITHHOLD = "withhold"
    """Gone for readers in the countries where a law or an order binds, and whole elsewhere."""
    HOLD = "hold"
    REDUCE = "reduce"
    INFORM = "inform"
    RESTRICT = "restrict"
    """For accounts: some deeds are closed for a time. What is there stays."""
    NONE = "none"
    """Somebody looked, and nothing is to be done. No clause names it; every clause allows it."""


class Limited(StrEnum):
    """What a restricted account may not do."""

    POST = "post"
    """Publish anything: posts, replies, boosts, quotes."""
    REPLY = "reply"
    """Reply to, quote or mention accounts that do not follow it."""
    MESSAGE = "message"
    """Begin direct messages to accounts that do not follow it."""
    REACT = "react"
    """Vote, favourite, rate."""


class Decides(StrEnum):
    PERSON = "person"
    AUTOMATION_PROPOSES = "automation_proposes"
    AUTOMATION = "automation"


_SEVERITIES = {1: 5, 2: 4, 3: 3, 5: 2}


@dataclass(frozen=True, slots=True)
class TreatmentTerms:
    """A treatment as a clause allows it, with what the clause says about it."""

    kind: Treatment
    factor: float | None = None
    hours: float | None = None
    text: str = ""
    needs_link: bool = False
    countries: tuple[str, ...] = ()
    """For a withholding: ISO 3166-1 alpha-2; the decider may name others."""
    limits: tuple[Limited, ...] = ()
    """For a restriction."""
    days: float | None = None
    """How long it lasts; None: until it is undone. A hold counts in hours."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a clause in one language, as an ISO 639 code such as "de" or "pt-br"."""

    language: str
    title: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule. `default` is what happens unless a decider chooses otherwise; its first is the one that is named.

    `title`, `text` and `reason` are in the policy's first language; `translations` has the others.
    """

    id: str
    title: str
    text: str
    ground: int
    subjects: frozenset[str]
    condition: str
    because: str
    reason: str
    treatments: tuple[TreatmentTerms, ...]
    default: tuple[Treatment, ...]
    decides: Decides
    strike: bool
    appeal: bool
    line: int
    where: tuple[str, ...] = ()
    """The countries in which it applies, as ISO 3166-1 alpha-2. Empty: everywhere."""
    translations: tuple[Wording, ...] = ()

    def in_language(self, language: str) -> Wording:
        """The words in a reader's language, or in the one without its region, or in the policy's first."""
        wanted = language.lower().replace("_", "-")
        for code in (wanted, wanted.partition("-")[0]):
            found = next((one for one in self.translations if one.language == code), None)
            if found is not None:
                return found
        return Wording("", self.title, self.text, self.reason)

    @property
    def default_terms(self) -> tuple[TreatmentTerms, ...]:
        """The terms of the default treatments, in their order."""
        return tuple(terms for kind in self.default for terms in self.treatments if terms.kind is kind)

    @property
    def severity(self) -> int:
        """How much waits for a decision under it, from 1 to 5: harm to persons first, as in the constitution."""
        return _SEVERITIES.get(self.ground, 1)

    def terms(self, kind: Treatment) -> TreatmentTerms | None:
        return next((terms for terms in self.treatments if terms.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Lists:
    """Named lists: `words` are taken literally, `patterns` are regular expressions, `links` are hosts.

    `hashes` are the names of hash banks that the conditions may ask for; what is in a bank lies in the database.
    """

    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    links: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hashes: tuple[str, ...] = ()

    @property
    def word_names(self) -> frozenset[str]:
        return frozenset(name for name, _ in (*self.words, *self.patterns))

    @property
    def link_names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.links)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a policy, where, and what to write instead."""

    path: Path
    line: int
    clause: str
    text: str

    def __str__(self) -> str:  # type: ignore[explicit-override]  # typing.override came with Python 3.12
        clause = f"clause {self.clause}: " if self.clause else ""
        return f"{self.path}:{self.line}: {clause}{self.text}"


class PolicyError(Exception):
    """A policy that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
