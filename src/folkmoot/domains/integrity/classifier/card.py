"""Write the model card: every number in it was measured."""

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.domains.integrity.classifier import features
from folkmoot.domains.integrity.classifier.evaluating import Figures
from folkmoot.domains.integrity.classifier.figures import GroupErrors, Hits
from folkmoot.domains.integrity.classifier.model import Model

Rows = Sequence[Sequence[str]]


def table(head: Sequence[str], rows: Rows) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def labelled_table(figures: Figures) -> str:
    """Precision, recall and F1 of each label, beside the floor."""
    rows = [
        [name, *_prf(ours), *_prf(figures.floor_labelled[name]), str(ours.true)]
        for name, ours in figures.labelled.items()
    ]
    both = ["", "", _share(figures.weighted_f1), "", "", _share(figures.floor_weighted_f1), str(figures.texts)]
    head = ["Label", "Precision", "Recall", "F1", "Floor: precision", "recall", "F1", "Texts"]
    return table(head, [*rows, ["weighted", *both]])


def proposals_table(model: Model, figures: Figures) -> str:
    """What happens at the thresholds."""
    rows = []
    for target in model.targets:
        hits = figures.proposed[target.name]
        said = ", ".join(f"{count} {label}" for label, count in figures.really[target.name].items()) or "nothing"
        rows.append([target.name, f"{target.threshold:.2f}", *_prf(hits), said])
    return table(["Score", "Threshold", "Precision", "Recall", "F1", "What people had called the proposed texts"], rows)


def calibration_table(figures: Figures) -> str:
    rows = [
        [name, *(_share(one[key]) for key in _CALIBRATION)] for name, one in figures.calibration.items()
    ]  # fmt: skip
    head = ["Score", "ECE", "Floor: ECE", "Brier", "Floor: Brier", "Average precision", "Floor: average precision"]
    return table(head, rows)


def groups_table(figures: Figures) -> str:
    """False proposals by dialect group, beside the floor."""
    rows = []
    for name, groups in figures.groups.items():
        floor = {one.group: one for one in figures.floor_groups[name]}
        rows += [_group_row(name, one, floor[one.group]) for one in groups]
    head = ["Score", "Group", "Texts not of the class", "Proposed", "False proposals", "Floor", "Abstains"]
    return table(head, rows)


def gap(figures: Figures, name: str, groups: Sequence[str]) -> str:
    """The difference of the false proposals of two groups, in points of a hundred, ours and the floor's."""
    ours, floor = ({one.group: one.rate for one in found[name]} for found in (figures.groups, figures.floor_groups))
    return (
        f"{(ours[groups[0]] - ours[groups[1]]) * 100:+.1f} (floor {(floor[groups[0]] - floor[groups[1]]) * 100:+.1f})"
    )


def making_table(model: Model, size: int) -> str:
    made: Mapping[str, Any] = model.made
    learnt = ", ".join(f"{count:,} {label}" for label, count in sorted(made["learnt_from"].items()))
    sources = "; ".join(f"{name}, SHA-256 `{digest[:16]}…`" for name, digest in made["sources"].items())
    pieces = f"words, pairs of words, runs of 3 to 5 characters, hashed into {features.COLUMNS:,} columns"
    rows = [
        ["Language", model.language],
        ["Learnt from", f"{learnt}; {sources}"],
        ["Held out", f"{made['held_out']:,} texts, chosen by hash of their group of near-duplicates"],
        ["Features", f"version {features.VERSION}: {pieces}"],
        ["Seed", str(made["seed"])],
        ["Sealed before the held-out texts were opened", f"`{made['sealed']}`"],
        ["Digest of the file", f"`{model.digest}`"],
        ["Size", f"{size:,} bytes"],
    ]  # fmt: skip
    return table(["", ""], rows)


_CALIBRATION = ("ece", "floor_ece", "brier", "floor_brier", "average_precision", "floor_average_precision")


def _group_row(name: str, ours: GroupErrors, floor: GroupErrors) -> list[str]:
    return [
        name, ours.group, f"{ours.innocent:,}", str(ours.proposed), f"{ours.rate:.2%}", f"{floor.rate:.2%}",
        f"{ours.abstained:.1%}",
    ]  # fmt: skip


def _prf(hits: Hits) -> list[str]:
    return [_share(hits.precision), _share(hits.recall), _share(hits.f1)]


def _share(value: float) -> str:
    return f"{value:.3f}"
