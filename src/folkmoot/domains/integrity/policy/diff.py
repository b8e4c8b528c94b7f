"""What changed from one version of a policy to another, clause by clause, in words that members read."""

from collections.abc import Callable
from dataclasses import dataclass

from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.policy.types import Clause, Decides, TreatmentTerms


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`name` says in plain words what changed; `before` or `after` is "" where there was or is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    clause_id: str
    title: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PolicyDiff:
    """`lists` are changes of word, pattern and link lists: the entries that went, the entries that came."""

    old: str
    new: str
    added: tuple[Clause, ...]
    removed: tuple[Clause, ...]
    changed: tuple[ClauseChange, ...]
    lists: tuple[FieldChange, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.lists)


_DECIDERS = {
    Decides.PERSON: "a person",
    Decides.AUTOMATION_PROPOSES: "automation proposes, a person decides",
    Decides.AUTOMATION: "automation, and a person can undo it",
}
_FIELDS: dict[str, Callable[[Clause], str]] = {
    "Title": lambda clause: clause.title,
    "Text": lambda clause: clause.text,
    "Reason given": lambda clause: clause.reason,
    "Other languages": lambda clause: "; ".join(
        f"{one.language}: {one.title}. {one.text}" for one in clause.translations
    ),
    "Clause of the constitution": lambda clause: str(clause.ground),
    "About": lambda clause: ", ".join(sorted(clause.subjects)),
    "What is looked for": lambda clause: clause.condition or "nothing; people report it",
    "Said to the person concerned": lambda clause: clause.because,
    "What may follow": lambda clause: "; ".join(map(treatment_words, clause.treatments)),
    "What usually follows": lambda clause: " and ".join(clause.default),
    "Countries": lambda clause: ", ".join(clause.where) or "everywhere",
    "Who decides": lambda clause: _DECIDERS[clause.decides],
    "Strike": lambda clause: _yes(clause.strike),
    "Appeal": lambda clause: _yes(clause.appeal),
}


def compare(old: Policy, new: Policy) -> PolicyDiff:
    """Clauses are the same where their ids are."""
    before = {clause.id: clause for clause in old.clauses}
    after = {clause.id: clause for clause in new.clauses}
    changes = (_change(before[key], clause) for key, clause in after.items() if key in before)
    return PolicyDiff(
        old=old.version,
        new=new.version,
        added=tuple(clause for key, clause in after.items() if key not in before),
        removed=tuple(clause for key, clause in before.items() if key not in after),
        changed=tuple(change for change in changes if change.fields),
        lists=_lists(old, new),
    )


def treatment_words(terms: TreatmentTerms) -> str:
    """A treatment with its terms, such as "reduce to 0.5 for 30 days"."""
    said = [terms.kind.value]
    if terms.factor is not None:
        said.append(f"to {terms.factor:g}")
    if terms.hours is not None:
        said.append(f"for {terms.hours:g} hours")
    if terms.countries:
        said.append(f"in {', '.join(terms.countries)}")
    if terms.limits:
        said.append(f"from {', '.join(terms.limits)}")
    if terms.text:
        said.append(f"with “{terms.text}”")
    if terms.days is not None:
        said.append(f"for {terms.days:g} days")
    return " ".join(said)


def _change(old: Clause, new: Clause) -> ClauseChange:
    pairs = ((name, say(old), say(new)) for name, say in _FIELDS.items())
    fields = tuple(FieldChange(name, before, after) for name, before, after in pairs if before != after)
    return ClauseChange(new.id, new.title, fields)


def _lists(old: Policy, new: Policy) -> tuple[FieldChange, ...]:
    found = []
    for kind in ("words", "patterns", "links"):
        before, after = dict(getattr(old.lists, kind)), dict(getattr(new.lists, kind))
        for name in sorted(before.keys() | after.keys()):
            gone = [each for each in before.get(name, ()) if each not in after.get(name, ())]
            came = [each for each in after.get(name, ()) if each not in before.get(name, ())]
            if gone or came or (name in before) != (name in after):
                found.append(FieldChange(f"{kind}: {name}", ", ".join(gone), ", ".join(came)))
    return tuple(found)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
