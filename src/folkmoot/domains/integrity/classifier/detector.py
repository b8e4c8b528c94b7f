"""The classifier as a detector: deferred, because a post does not wait for it, and about posts only."""

import logging
from collections.abc import Sequence
from typing import Final

from folkmoot.domains.integrity.classifier import installed, scoring
from folkmoot.domains.integrity.classifier.model import Model, ModelError, Target
from folkmoot.domains.integrity.signals import names
from folkmoot.domains.integrity.signals.types import Signal, Subject
from folkmoot.kernel.refs import SubjectKind

logger = logging.getLogger(__name__)
_PLACES: Final = 4


class TextClassifier:
    """Gives a score for each class of the model in use; nothing where it abstains or is turned off."""

    name = "text-classifier"
    inline = False
    subjects = frozenset({SubjectKind.POST})

    @property
    def version(self) -> str:
        model = _model()
        return model.digest[:16] if model else "off"

    def signals(self, subjects: Sequence[Subject], /) -> Sequence[tuple[Signal, ...]]:
        model = _model()
        if model is None:
            return [()] * len(subjects)
        texts = [subject.facts.text for subject in subjects]
        found = scoring.scores(model, texts, [subject.facts.languages for subject in subjects])
        known = [target for target in model.targets if target.name in names.SCORES]
        return [tuple(_signal(target, one[target.name]) for target in known if one[target.name]) for one in found]


def _signal(target: Target, value: float) -> Signal:
    return Signal(target.name, round(value, _PLACES), {"threshold": target.threshold})


def _model() -> Model | None:
    try:
        return installed.in_use()
    except ModelError:
        logger.exception("the text classifier is silent: its model cannot be used")
        return None
