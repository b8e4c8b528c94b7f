"""Make the shipped model and its card again, from the public sets that the card names.

    python -m benchmarks.model_card [FOLDER]

FOLDER (else FOLKMOOT_REAL_DATA of the environment) has abuse-davidson-train.csv.gz, which the model learns from, and
hate-tweeteval-train.csv.gz and offensive-tweeteval-train.csv.gz, on which it is only measured. Writes the model into
the package and docs/models/abuse-en.md. The same data and versions give the same numbers.
"""

import hashlib
import os
import sys
from pathlib import Path
from typing import Final

from folkmoot.domains.integrity.classifier.model import Model

_ROOT = Path(__file__).resolve().parents[1]
_CARD = _ROOT / "docs" / "models" / "abuse-en.md"
_TEXT = Path(__file__).with_name("model_card.md")
_SEED: Final = 20260
_LEARN = "abuse-davidson-train.csv.gz"
_OUTSIDE = {"hate": "hate-tweeteval-train.csv.gz", "offence": "offensive-tweeteval-train.csv.gz"}

#: What the card says of sentences that nobody took from a set: (what it is, the sentence).
SENTENCES: Final = (
    ("an attack", "We should throw all these filthy immigrants out, they are animals and not people"),
    ("an attack, spelt to hide", "We should throw all these f1lthy 1mmigrants out, they are an1mals and not people"),
    ("news that quotes", "Police said the man had shouted “all faggots must die” before he was arrested on Sunday"),
    ("counter-speech", "Calling somebody a faggot or a dyke is disgusting and I will never be silent about it"),
    ("reclaimed", "We are queer, we are proud, and the dykes on bikes lead the parade again this year"),
    ("research", "Our paper counts how often the word nigger was printed in newspapers between 1900 and 1960"),
    ("sarcasm", "Oh sure, because women are so much safer when men make every decision for them. Brilliant."),
    ("an attack without any bad word", "Their kind does not belong in our town and somebody should make them leave"),
    ("a rude opinion", "This mayor is a lying piece of shit and the whole damn budget is a joke"),
    ("African-American English", "Finna go to da store wit my cousin, y'all want sumn to eat before we go home"),
    ("ordinary", "The market opens at nine on Saturday and there will be fresh bread and music by the river"),
    ("German", "Die Ausländer sollen alle verschwinden, das sind doch keine Menschen, die sind Dreck"),
    ("too short", "kill yourself"),
)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else os.environ.get("FOLKMOOT_REAL_DATA", ""))
    if not (folder / _LEARN).is_file():
        print(f"SKIPPED: there is no {folder / _LEARN}.")
        return 1
    from folkmoot.domains.integrity.classifier import card, evaluating, examples, installed, model, training

    file = folder / _LEARN
    rows = examples.read(file, text="text", label="label", mapping={"offensive": "offence"}, known=["hate", "offence"])
    sources = {"Davidson et al. 2017 (MIT), the part named " + _LEARN: hashlib.sha256(file.read_bytes()).hexdigest()}
    trained = training.train(rows, name="abuse-en-1", seed=_SEED, sources=sources, tell=print)
    digest = model.save(trained.model, installed.SHIPPED)
    made = model.load(installed.SHIPPED)
    figures = evaluating.evaluate(trained)
    parts = {
        "labelled": card.labelled_table(figures),
        "proposals": card.proposals_table(made, figures),
        "calibration": card.calibration_table(figures),
        "groups": card.groups_table(figures),
        "making": card.making_table(made, installed.SHIPPED.stat().st_size),
        "gap_hate": card.gap(figures, "hate", _groups()),
        "gap_offence": card.gap(figures, "offence", _groups()),
        "abstained": f"{figures.abstained:.1%}",
        "threshold": f"{made.targets[0].threshold:.2f}",
        "validated": "{precision:.2f} and {recall:.2f}".format(**made.made["cross_validated"]["hate"]),
        "outside": card.table(["Set", "Score", "Texts", "Of the class", "Proposed", "Precision", "Recall",
                               "Average precision", "Abstains"], [_outside(folder, made, one) for one in _OUTSIDE]),
        "sentences": card.table(["What it is", "Sentence", "hate", "offence", "Proposed"], _sentences(made)),
    }  # fmt: skip
    text = _TEXT.read_text(encoding="utf-8")
    for name, value in parts.items():
        text = text.replace("{" + name + "}", value)
    _CARD.parent.mkdir(exist_ok=True)
    _CARD.write_text(text, encoding="utf-8")
    print(f"{installed.SHIPPED} ({digest[:16]}…) and {_CARD} are written.")
    return 0


def _groups() -> tuple[str, str]:
    from folkmoot.domains.integrity.classifier.dialect import GROUPS

    return GROUPS[0], GROUPS[2]


def _outside(folder: Path, made: Model, name: str) -> list[str]:
    import numpy as np

    from folkmoot.domains.integrity.classifier import examples, figures, scoring

    rows = examples.read(folder / _OUTSIDE[name], text="text", label="label", mapping={"1": name}, known=[name])
    found = scoring.scores(made, [row.text for row in rows])
    values = np.array([one[name] for one in found])
    true = np.array([row.label == name for row in rows])
    threshold = next(target.threshold for target in made.targets if target.name == name)
    hits = figures.hits(values >= threshold, true)
    return [
        "SemEval 2019 task " + ("5" if name == "hate" else "6") + " (TweetEval)", name, f"{len(rows):,}",
        f"{hits.true:,}", f"{hits.said:,}", f"{hits.precision:.3f}", f"{hits.recall:.3f}",
        f"{figures.average_precision(values, true):.3f}", f"{float((values == 0).mean()):.1%}",
    ]  # fmt: skip


def _sentences(made: Model) -> list[list[str]]:
    from folkmoot.domains.integrity.classifier import scoring

    found = scoring.scores(made, [sentence for _, sentence in SENTENCES])
    return [
        [what, sentence, f"{one['hate']:.2f}", f"{one['offence']:.2f}", ", ".join(scoring.above(made, one)) or "–"]
        for (what, sentence), one in zip(SENTENCES, found, strict=True)
    ]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
