"""Two runs with the same chances."""

from collections.abc import Sequence
from pathlib import Path

from folkmoot.edges.cli.simulate.outcome import Outcome
from folkmoot.edges.cli.simulate.replay import Replay
from folkmoot.edges.cli.simulate.rules import Reduction, factors_of
from folkmoot.edges.cli.simulate.world import Claim, Habits, Ints, make_world


def reduction(claims: Sequence[Claim], policy_file: Path, *, factor: float | None, after: int) -> Reduction:
    """What the policy does to each claim, or `factor` to those rated false."""
    if factor is None:
        return Reduction(factors_of(claims, policy_file), after)
    return Reduction(tuple(factor if one.is_false else 1.0 for one in claims), after)


def compare(
    pairs: Ints, claims: Sequence[Claim], habits: Habits, reduced: Reduction, *, seed: int, readers: int | None = None
) -> Outcome:
    world = make_world(pairs, claims, habits, seed=seed, readers=readers)
    return Outcome(Replay(world, habits, None).run(), Replay(world, habits, reduced).run())
