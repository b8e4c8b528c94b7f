"""A checked policy, ready to be asked."""

import dataclasses
from dataclasses import dataclass

from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.policy.conditions import Conditions, context_of, numbers_of
from folkmoot.domains.integrity.policy.lists import LinkMatcher, WordMatcher, whole
from folkmoot.domains.integrity.policy.types import Clause, Lists


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The clauses that match, in their order, and the ids of those whose condition failed."""

    matched: tuple[Clause, ...]
    failed: tuple[str, ...]
    numbers: tuple[tuple[tuple[str, str], ...], ...] = ()
    """For each clause that matches the facts that its condition asked for, as (name, value)."""


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
        conditions = self._conditions[facts.kind]
        whole_facts = self.with_hits(facts)
        answers = conditions.evaluate(context_of(whole_facts, conditions.names))
        matched = [place for place, answer in enumerate(answers) if answer]
        return Evaluation(
            matched=tuple(clauses[place] for place in matched),
            failed=tuple(clauses[place].id for place, answer in enumerate(answers) if answer is None),
            numbers=tuple(numbers_of(whole_facts, conditions.asked[place]) for place in matched),
        )

    def with_hits(self, facts: Facts) -> Facts:
        """The facts with the lists that they hit, and in words that every string can hold."""
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
