"""What people decided here, as labelled texts: the community's own examples."""

from typing import Final

from folkmoot.domains.integrity import providers
from folkmoot.domains.integrity.classifier.examples import NONE, Example
from folkmoot.domains.integrity.models import Decision
from folkmoot.kernel.refs import SubjectKind

CLASSES: Final = {
    "attack-on-people": "hate",
    "fraud": "fraud",
    "harassment": "harassment",
    "terrorism": "terrorism",
    "threats": "threats",
}
"""The clauses that a score exists for. Nothing is learnt from clauses about falsehood, offence or behaviour."""

_BATCH: Final = 500


def decided_examples() -> list[Example]:
    """Texts of public posts that a person decided about, each once, by the newest decision that stands.

    The class is the clause's; "nothing to do" is no class. Deleted and erased posts, and those that are not public,
    are not read.
    """
    rows = Decision.objects.filter(subject_kind=SubjectKind.POST.value, automated=False, undone_at=None)
    labels: dict[int, str] = {}
    for subject_id, clause_id, treatment in rows.order_by("id").values_list("subject_id", "clause_id", "treatment"):
        if treatment == "none":
            labels[subject_id] = NONE
        elif clause_id in CLASSES:
            labels[subject_id] = CLASSES[clause_id]
        else:
            labels.pop(subject_id, None)
    return [example for ids in _batches(sorted(labels)) for example in _texts(ids, labels)]


def _batches(ids: list[int]) -> list[list[int]]:
    return [ids[first : first + _BATCH] for first in range(0, len(ids), _BATCH)]


def _texts(ids: list[int], labels: dict[int, str]) -> list[Example]:
    known = providers.known_many(SubjectKind.POST, ids)
    texts = {one: known[one].facts.text for one in ids if one in known}
    return [Example(text, labels[one]) for one, text in texts.items() if text]
