"""What scoring context notes costs: seconds and memory of one scoring, and what a scoring that has nothing to do costs.

    python -m benchmarks.notes [--quick]

The ratings are generated (seed in benchmarks/notes_input.py): two camps and people between them. Claims, for 100,000
ratings by 3,000 people on 2,000 notes: at most 20 seconds of CPU time, and under 300 MB more than before. With
`--quick` 5,000 ratings are scored and nothing is claimed. The exit code is 1 where a claim does not hold.
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence

from benchmarks.notes_input import SEED, make
from folkmoot.domains.notes.scoring.rules import Status, judge
from folkmoot.domains.notes.scoring.scorer import Rated, score

_FULL = (3_000, 2_000, 100_000)
_QUICK = (200, 100, 5_000)
_MOST_SECONDS = 20.0
_MOST_MEGABYTES = 300.0


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"only {_QUICK[2]:,} ratings")
    quick = parser.parse_args(arguments).quick
    raters, notes, ratings = _QUICK if quick else _FULL
    made = make(raters=raters, notes=notes, ratings=ratings)
    rated = [Rated(*row) for row in made.ratings]
    before, began = _megabytes(), time.process_time()
    outcome = score(rated, dict(enumerate(made.authors)))
    seconds, megabytes = time.process_time() - began, _megabytes() - before
    shown = sum(judge(one, shown=False).status is Status.SHOWN for one in outcome.notes.values())
    print(f"ratings  {ratings:,} by {raters:,} on {notes:,} notes, seed {SEED}")
    print(f"scored   {len(outcome.notes):,} notes, {shown:,} of them shown, {outcome.counting:,} raters counted")
    print(f"time     {seconds:.1f} s of CPU time (at most {_MOST_SECONDS:.0f})")
    print(f"memory   {megabytes:.0f} MB more than before (at most {_MOST_MEGABYTES:.0f})")
    return 0 if quick or (seconds <= _MOST_SECONDS and megabytes <= _MOST_MEGABYTES) else 1


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
