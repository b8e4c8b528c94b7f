"""The scorer beside the published one, on the same input: twitter/communitynotes@273c895, MFCoreScorer.

The recording is made by benchmarks/record_published_notes.py, which says how. "patient" is the published code walking
to the end of its way; "published" is the same with its own, larger step, which stops early: there two of its random
beginnings differ among themselves by up to 0.012 in the intercepts of notes and 0.028 in factors on this input.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks import notes_input
from folkmoot.domains.notes.scoring.rules import Status, judge
from folkmoot.domains.notes.scoring.scorer import Outcome, Rated, score

CLOSE = 0.01
_FILE = Path(__file__).resolve().parents[2] / "contracts" / "notes_published.json"
_STATUS = {"CURRENTLY_RATED_HELPFUL": Status.SHOWN, "CURRENTLY_RATED_NOT_HELPFUL": Status.NOT_SHOWN}


@cache
def recorded() -> Any:
    return json.loads(_FILE.read_text(encoding="utf-8"))


@cache
def ours() -> Outcome:
    rated = [Rated(note, rater, level, bool(early)) for note, rater, level, early in recorded()["ratings"]]
    return score(rated, dict(enumerate(recorded()["authors"])))


def test_the_recording_is_of_the_stated_version_and_input() -> None:
    made = notes_input.make(raters=300, notes=120, ratings=6_000)
    assert recorded()["scorer"].startswith("twitter/communitynotes@273c895817a388e436d75e286fb20b7ad1c54736,")
    assert [tuple(row) for row in recorded()["ratings"]] == [(n, r, level, int(e)) for n, r, level, e in made.ratings]
    assert tuple(recorded()["authors"]) == made.authors


def test_every_note_has_the_published_intercept_and_factor() -> None:
    notes = recorded()["patient"]["notes"]
    assert {row[0] for row in notes} == set(ours().notes)
    assert len(notes) == 100
    for note, intercept, factor, *_ in notes:
        assert ours().notes[note].intercept == pytest.approx(intercept, abs=CLOSE)
        assert ours().notes[note].factor == pytest.approx(factor, abs=CLOSE)


def test_every_rater_has_the_published_intercept_and_factor() -> None:
    raters = recorded()["patient"]["raters"]
    assert len(raters) == 219
    for rater, intercept, factor in raters:
        assert ours().raters[rater].intercept == pytest.approx(intercept, abs=CLOSE)
        assert ours().raters[rater].factor == pytest.approx(factor, abs=CLOSE)
    assert ours().middle == pytest.approx(recorded()["patient"]["global_intercept"], abs=CLOSE)


@pytest.mark.parametrize("run", ["published", "patient"])
def test_the_same_raters_are_let_in_for_the_same_agreement(run: str) -> None:
    first = recorded()[run]["first_round"]
    assert {row[0]: row[4] for row in first} == {rater: one.counts for rater, one in ours().raters.items()}
    for rater, _, _, agreement, _ in first:
        assert ours().raters[rater].agreement == pytest.approx(agreement, abs=1e-5)


@pytest.mark.parametrize("run", ["published", "patient"])
def test_every_note_gets_the_published_status(run: str) -> None:
    expected = {row[0]: _STATUS.get(row[3], Status.NEEDS_MORE) for row in recorded()[run]["notes"]}
    assert {note: judge(one, shown=False).status for note, one in ours().notes.items()} == expected
    assert sum(status is Status.SHOWN for status in expected.values()) == 30
    assert sum(status is Status.NOT_SHOWN for status in expected.values()) == 16


def test_with_its_own_step_the_published_scorer_says_the_same_intercepts() -> None:
    for note, intercept, factor, *_ in recorded()["published"]["notes"]:
        assert ours().notes[note].intercept == pytest.approx(intercept, abs=CLOSE)
        assert ours().notes[note].factor == pytest.approx(factor, abs=0.03)
