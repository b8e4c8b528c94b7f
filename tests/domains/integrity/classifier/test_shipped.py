"""The model that is shipped: what the card says is what it does."""

import re

import pytest

from benchmarks.model_card import SENTENCES
from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.classifier import installed, model, scoring, training
from folkmoot.kernel.refs import SubjectKind, account_ref, post_ref
from tests.architecture.source import ROOT
from tests.domains.integrity.people import ANA_ID, facts

CARD = (ROOT / "docs" / "models" / "abuse-en.md").read_text(encoding="utf-8")
ATTACK = "fuck all these faggots and niggers, white trash race traitors"


@pytest.fixture(scope="module")
def shipped() -> model.Model:
    return model.load(installed.SHIPPED)


def test_the_card_is_of_this_model_and_the_seal_is_from_before_the_measurement(shipped: model.Model) -> None:
    assert f"`{shipped.digest}`" in CARD
    assert f"`{shipped.made['sealed']}`" in CARD
    assert training.seal(shipped) == shipped.made["sealed"]
    assert installed.SHIPPED.stat().st_size < 1_500_000
    assert (shipped.names, shipped.language) == (("hate", "offence"), "en")


def test_the_policy_proposes_at_the_threshold_of_the_card(shipped: model.Model) -> None:
    clause = api.current_policy().clause("attack-on-people")
    assert clause is not None
    assert clause.condition == f"scores.hate >= {shipped.targets[0].threshold}"
    assert clause.decides is api.Decides.AUTOMATION_PROPOSES


def test_the_card_has_figures_by_class_and_by_group_beside_the_floor() -> None:
    for row in ("hate", "offence", "none", "weighted"):
        assert re.search(rf"(?m)^\| {row} \|(?: [\d.]* \|){{7}}$", CARD), row
    for group in ("African-American English (proxy)", "reclaimed words", "all others"):
        assert CARD.count(f"| {group} |") == 2


def test_the_sentences_of_the_card_get_the_scores_that_it_gives(shipped: model.Model) -> None:
    found = scoring.scores(shipped, [sentence for _, sentence in SENTENCES])
    for (what, sentence), scores in zip(SENTENCES, found, strict=True):
        assert f"| {what} | {sentence} | {scores['hate']:.2f} | {scores['offence']:.2f} |" in CARD


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("", ()), ("kill yourself", ()), (ATTACK, ("de",)), ("\ud800\x00" * 100, ()), ("🙂 " * 2_000, ()),
        ("Die Ausländer sollen alle verschwinden, das sind doch keine Menschen", ()),
        ("Все они грязные твари и их надо выгнать из города", ()), ("1 2 3 4 5 6 7", ()),
    ],
)  # fmt: skip
def test_it_abstains(shipped: model.Model, text: str, languages: tuple[str, ...]) -> None:
    assert scoring.scores(shipped, [text], [languages]) == [{"hate": 0.0, "offence": 0.0}]


def test_many_at_once_are_scored_as_each_alone(shipped: model.Model) -> None:
    texts = [sentence for _, sentence in SENTENCES]
    assert scoring.scores(shipped, texts) == [scoring.scores(shipped, [text])[0] for text in texts]


def test_the_detector_measures_posts_and_never_people(shipped: model.Model) -> None:
    detector = api.TextClassifier()
    assert (detector.inline, detector.subjects, detector.version) == (
        False, frozenset({SubjectKind.POST}), shipped.digest[:16],
    )  # fmt: skip
    subject = api.Subject(post_ref(1), ANA_ID, facts(text=ATTACK, languages=("en",)))
    ((hate, offence),) = detector.signals([subject])
    assert (hate.name, offence.name) == ("hate", "offence")
    assert 0 < hate.value <= 1
    assert hate.detail == {"threshold": shipped.targets[0].threshold}
    assert account_ref(1).kind not in detector.subjects
