"""Making a model from the command line: files to examples, examples to a model, a model to its table of figures.

scikit-learn is loaded when a function here is called, and not before.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from folkmoot.domains.integrity.classifier import card, evaluating, examples, installed, training
from folkmoot.domains.integrity.classifier import model as models
from folkmoot.domains.integrity.classifier.examples import Example
from folkmoot.domains.integrity.classifier.model import Model, ModelError
from folkmoot.domains.integrity.classifier.training import Trained
from folkmoot.domains.integrity.signals import names


def labelled_texts(file: Path, *, text: str, label: str, mapping: Mapping[str, str]) -> list[Example]:
    """See examples.read; the classes are the scores that conditions may ask for. Raises LabelledError."""
    return examples.read(file, text=text, label=label, mapping=mapping, known=names.SCORES)


def train_text(
    rows: Sequence[Example],
    *,
    name: str,
    seed: int,
    sources: Mapping[str, str],
    tell: Callable[[str], None],
) -> Trained:
    """See training.train. Raises TooFew."""
    return training.train(rows, name=name, seed=seed, sources=sources, tell=tell)


def save_text_model(model: Model, file: Path) -> str:
    """Write a model; returns its digest. Raises OSError."""
    return models.save(model, file)


def text_figures(trained: Trained) -> str:
    """Open the held-out texts, once, and say in tables what the model is worth."""
    figures = evaluating.evaluate(trained)
    parts = [
        card.labelled_table(figures),
        card.proposals_table(trained.model, figures),
        card.calibration_table(figures),
        card.groups_table(figures),
    ]
    return "\n\n".join(parts)


def use_text_model(file: Path) -> Model:
    """Score with this model from now on. Raises ModelError, also for one with classes that no condition may ask for."""
    found = models.load(file)
    unknown = sorted(set(found.names) - set(names.SCORES))
    if unknown:
        raise ModelError(f"{file} has the class {unknown[0]}, which no condition can ask for.")
    return installed.use(file)
