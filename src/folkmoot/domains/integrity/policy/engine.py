"""A checked policy, ready to be asked."""

import dataclasses
from dataclasses import dataclass

from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.policy.conditions import Conditions, context_of
from folkmoot.domains.integrity.policy.lists import LinkMatcher, WordMatcher, whole
from folkmoot.domains.integrity.policy.types import Clause, Lists


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The clauses that match, in their order, and the ids of those whose condition failed."""

    matched: tuple[Clause, ...]
    failed: tuple[str, ...]


class Policy:
    """The clauses of one version. Immutable; made by `loading.load_policy`."""

    def __init__(self, version: str, lists: Lists, clauses: tuple[Clause, ...]) -> None:
        self.version = version
        self.lists = lists
        self.clauses = clauses
        self._by_id = {clause.id: clause for clause in clauses}
        self._words = WordMatcher(lists)
        self._links = LinkMatcher(lists)
        kinds = {kind for clause in clauses for kind in clause.subjects}
        self._conditional = {kind: _conditional(clauses, kind) for kind in kinds}
        self._conditions = {
            kind: Conditions([clause.condition for clause in found]) for kind, found in self._conditional.items()
        }

    def clause(self, clause_id: str) -> Clause | None:
        return self._by_id.get(clause_id)

    def evaluate(self, facts: Facts) -> Evaluation:
        """Ask every clause about a subject of the kind `facts.kind`."""
        clauses = self._conditional.get(facts.kind, ())
        if not clauses:
            return Evaluation((), ())
        answers = self._conditions[facts.kind].evaluate(context_of(self._with_hits(facts)))
        pairs = list(zip(clauses, answers, strict=True))
        return Evaluation(
            matched=tuple(clause for clause, answer in pairs if answer),
            failed=tuple(clause.id for clause, answer in pairs if answer is None),
        )

    def _with_hits(self, facts: Facts) -> Facts:
        text = whole(facts.text)
        return dataclasses.replace(
            facts,
            text=text,
            links=tuple(map(whole, facts.links)),
            hashtags=tuple(map(whole, facts.hashtags)),
            word_lists=self._words.hits(text),
            link_lists=self._links.hits(facts.links),
        )


def _conditional(clauses: tuple[Clause, ...], kind: str) -> tuple[Clause, ...]:
    return tuple(clause for clause in clauses if clause.condition and kind in clause.subjects)
