"""Run the published scorer of Community Notes (its core model) on a made-up input, and record both for our tests.

    git clone https://github.com/twitter/communitynotes
    git -C communitynotes checkout 273c895817a388e436d75e286fb20b7ad1c54736
    python -m venv published
    published/bin/pip install numpy==1.26.4 pandas==2.2.2 torch==2.1.2 scipy==1.11.4 scikit-learn pyarrow
    published/bin/python -m benchmarks.record_published_notes communitynotes/scoring/src OUT.json

Not part of the tests: it needs the published code and torch. Nothing of that code is changed. Its logging to a paid
service goes nowhere; the stable initialisation is off, because it needs the groups of people of one particular site.
All else is `MFCoreScorer` as published: prescoring, then final scoring.

It is recorded twice. "published" is with the published step sizes: from one random beginning to the next it stops at
places that differ by up to 0.03 on an input of this size. "patient" is the same code with a smaller step and a later
end (three arguments of its `MatrixFactorization`), which is where all beginnings lead.
"""

import argparse
import importlib
import importlib.metadata
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

from benchmarks.notes_input import HELPFUL, NOT_HELPFUL, SEED, Made, make

_COMMIT = "273c895817a388e436d75e286fb20b7ad1c54736"
_RATERS, _NOTES, _RATINGS = 300, 120, 6_000
_SCORER_SEED = 1
_PATIENT = {"initLearningRate": 0.01, "noInitLearningRate": 0.01, "convergence": 1e-9}
_CREATED = 1_700_000_000_000
_HOUR = 3_600_000
_LATE = 72 * _HOUR
_LEVELS = {HELPFUL: "HELPFUL", NOT_HELPFUL: "NOT_HELPFUL"}


def main(arguments: Sequence[str]) -> int:
    """Record; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("published", type=Path, help="the folder scoring/src of the published code")
    parser.add_argument("out", type=Path)
    given = parser.parse_args(arguments)
    made = make(raters=_RATERS, notes=_NOTES, ratings=_RATINGS)
    recorded = _recorded(made, Published(given.published))
    given.out.write_text(json.dumps(recorded, separators=(",", ":")).replace('],"', '],\n"') + "\n", encoding="utf-8")
    print(f"{given.out}: {len(recorded['patient']['notes'])} notes scored")
    return 0


class Published:
    """The published code, imported from its folder."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(folder))
        sys.modules["wandb"] = MagicMock()
        logging.disable(logging.INFO)
        self.pandas: Any = importlib.import_module("pandas")
        self.names: Any = importlib.import_module("scoring.constants")
        self.core: Any = importlib.import_module("scoring.mf_core_scorer")

    def scored(self, made: Made, *, patient: bool) -> tuple[Any, Any, Any]:
        """Prescoring's and final scoring's results, and the global intercept."""
        scorer = self.core.MFCoreScorer(seed=_SCORER_SEED, pseudoraters=False, useStableInitialization=False, threads=1)
        if patient:
            for name, value in _PATIENT.items():
                setattr(scorer._mfRanker, f"_{name}", value)  # noqa: SLF001 - the scorer passes no arguments on
        given = {
            "noteTopics": self.pandas.DataFrame({self.names.noteIdKey: [], self.names.noteTopicKey: []}),
            "ratings": self._ratings(made),
            "noteStatusHistory": self._history(made),
            "userEnrollment": self._enrolment(made),
        }
        before = scorer.prescore(self.names.PrescoringArgs(**given))
        for table in (before.scoredNotes, before.helpfulnessScores):
            table[self.names.scorerNameKey] = scorer.get_name()
        final = scorer.score_final(
            self.names.FinalScoringArgs(
                **given,
                prescoringNoteModelOutput=before.scoredNotes,
                prescoringRaterModelOutput=before.helpfulnessScores,
                prescoringMetaOutput=self.names.PrescoringMetaOutput({scorer.get_name(): before.metaScores}),
                empiricalTotals=None,
            )
        )
        return before, final, before.metaScores.globalIntercept

    def _ratings(self, made: Made) -> Any:
        """Nobody gives reasons: the filters by reasons have nothing to do."""
        names = self.names
        table = self.pandas.DataFrame(
            {
                names.noteIdKey: [note for note, *_ in made.ratings],
                names.raterParticipantIdKey: [rater for _, rater, *_ in made.ratings],
                names.helpfulNumKey: [level for *_, level, _ in made.ratings],
                names.helpfulnessLevelKey: [_LEVELS.get(level, "SOMEWHAT_HELPFUL") for *_, level, _ in made.ratings],
                names.createdAtMillisKey: [_CREATED + (_HOUR if early else _LATE) for *_, early in made.ratings],
            }
        )
        for tag in [*names.helpfulTagsTSVOrder, *names.notHelpfulTagsTSVOrder]:
            table[tag] = 0
        table[names.ratingSourceBucketedKey] = names.ratingSourceDefaultValueTsv
        table[names.highVolumeRaterKey] = False
        table[names.correlatedRaterKey] = False
        return table

    def _history(self, made: Made) -> Any:
        names, count = self.names, len(made.authors)
        return self.pandas.DataFrame(
            {
                names.noteIdKey: range(count),
                names.noteAuthorParticipantIdKey: made.authors,
                names.createdAtMillisKey: [_CREATED] * count,
                names.classificationKey: [names.notesSaysTweetIsMisleadingKey] * count,
                names.currentLabelKey: [names.needsMoreRatings] * count,
                names.lockedStatusKey: [None] * count,
                names.timestampMillisOfNoteMostRecentNonNMRLabelKey: [float("nan")] * count,
            }
        )

    def _enrolment(self, made: Made) -> Any:
        names = self.names
        return self.pandas.DataFrame(
            {names.participantIdKey: range(len(made.camps)), names.modelingGroupKey: [1.0] * len(made.camps)}
        )


def _recorded(made: Made, published: Published) -> dict[str, Any]:
    return {
        "scorer": f"twitter/communitynotes@{_COMMIT}, MFCoreScorer, seed {_SCORER_SEED}",
        "libraries": {name: importlib.metadata.version(name) for name in ("torch", "numpy", "pandas")},
        "input": f"benchmarks.notes_input.make(raters={_RATERS}, notes={_NOTES}, ratings={_RATINGS}, seed={SEED})",
        "authors": made.authors,
        "ratings": [[note, rater, level, int(early)] for note, rater, level, early in made.ratings],
        "published": _output(published, made, patient=False),
        "patient": _output(published, made, patient=True) | {"arguments": _PATIENT},
    }


def _output(published: Published, made: Made, *, patient: bool) -> dict[str, Any]:
    before, final, middle = published.scored(made, patient=patient)
    names = published.names
    return {
        "global_intercept": round(float(middle), 5),
        "notes": _rows(
            final.scoredNotes,
            [
                names.noteIdKey,
                names.coreNoteInterceptKey,
                names.coreNoteFactor1Key,
                names.coreRatingStatusKey,
                names.coreActiveRulesKey,
            ],
        ),
        "raters": _rows(
            final.helpfulnessScores,
            [names.raterParticipantIdKey, names.coreRaterInterceptKey, names.coreRaterFactor1Key],
        ),
        "first_round": _rows(
            before.helpfulnessScores,
            [
                names.raterParticipantIdKey,
                names.internalFirstRoundRaterInterceptKey,
                names.internalFirstRoundRaterFactor1Key,
                names.raterAgreeRatioKey,
                names.aboveHelpfulnessThresholdKey,
            ],
        ),
    }


def _rows(table: Any, columns: list[str]) -> list[list[Any]]:
    """The rows that have numbers, ordered by id."""
    kept = table[columns].dropna(subset=columns[1:3]).sort_values(columns[0])
    return [[int(row[0]), *map(_plain, row[1:])] for row in kept.itertuples(index=False)]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return bool(value)
    return None if value != value else round(float(value), 5)  # noqa: PLR0124 - only NaN is unlike itself


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
