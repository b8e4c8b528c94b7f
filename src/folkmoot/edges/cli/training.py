"""Training a text classifier from the command line: read, train, measure, say."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Example, TextModel
from folkmoot.edges.cli.output import MISCONFIGURED, Stop, say

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """What to train from, and where the model goes."""

    files: tuple[Path, ...]
    text: str
    label: str
    mapping: tuple[str, ...]
    from_decisions: bool
    out: Path
    seed: int


def run(order: Order) -> None:
    """Raises Stop with one line where it is impossible."""
    if not order.files and not order.from_decisions:
        raise Stop("Name a labelled file, or say --from-decisions.", MISCONFIGURED)
    rows, sources = _rows(order)
    try:
        trained = integrity.train_text(rows, name=order.out.stem, seed=order.seed, sources=sources, tell=say)
    except integrity.TooFewExamples as error:
        missing = ", ".join(f"{count} of “{name}”" for name, count in sorted(error.missing.items()))
        raise Stop(f"There are too few examples. Still needed: {missing}.") from None
    try:
        digest = integrity.save_text_model(trained.model, order.out)
    except OSError as error:
        raise Stop(f"{order.out} cannot be written: {error.strerror}.") from None
    for line in integrity.text_figures(trained).splitlines():
        say(line)
    say(f"{order.out} is written, digest {digest}. To use it: folkmoot integrity model use {order.out}")


def _rows(order: Order) -> tuple[list[Example], dict[str, str]]:
    mapping = dict(_pair(one) for one in order.mapping)
    rows: list[Example] = []
    sources: dict[str, str] = {}
    try:
        for file in order.files:
            rows += integrity.labelled_texts(file, text=order.text, label=order.label, mapping=mapping)
            sources[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    except integrity.LabelledError as error:
        raise Stop(str(error)) from None
    if order.from_decisions:
        found = integrity.decided_examples()
        say(f"{len(found):,} public posts that moderators decided about.")
        rows += found
        sources["decisions"] = hashlib.sha256("\n".join(sorted(one.text for one in found)).encode()).hexdigest()
    return rows, sources


def _pair(text: str) -> tuple[str, str]:
    label, sign, name = text.partition("=")
    known = {*integrity.SCORE_NAMES, "none"}
    if not sign or name not in known:
        raise Stop(f"--map {text}: write LABEL=CLASS, with one of {', '.join(sorted(known))}.", MISCONFIGURED)
    return label, name


def show_model() -> None:
    found = _checked(integrity.text_model_in_use)
    if found is None:
        say("The text classifier is off.")
        return
    _describe(found)


def use_model(file: Path) -> None:
    if str(file) == "shipped":
        integrity.use_shipped_text_model()
        say("The model that came with Folkmoot is in use.")
        return
    _describe(_checked(lambda: integrity.use_text_model(file)))


def turn_off() -> None:
    integrity.turn_text_model_off()
    say("The text classifier is off.")


def _checked(do: Callable[[], T]) -> T:
    try:
        return do()
    except integrity.ModelError as error:
        raise Stop(str(error)) from None


def _describe(model: TextModel) -> None:
    say(f"{model.name}, for {model.language}, digest {model.digest}")
    for target in model.targets:
        reach = "never proposes" if target.threshold > 1 else f"proposes from {target.threshold:.2f}"
        say(f"  scores.{target.name}: {reach}")
    learnt: Mapping[str, int] = model.made["learnt_from"]
    counts = ", ".join(f"{count:,} {label}" for label, count in sorted(learnt.items()))
    say(f"  learnt from {counts}; {model.made['held_out']:,} held out; seed {model.made['seed']}")
