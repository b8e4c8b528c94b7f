"""Fill the demo community: the town of Exmoor-on-Sea, through the same commands that people use."""

import os
import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from folkmoot.kernel import clock, ids

_SEED = 1214  # the year of the oldest folkmoot that the town's library has papers of


def fill(say: Callable[[str], None]) -> None:
    """Make the people, what they wrote in the last two weeks, and what was decided. `say` is told what is done.

    The clock is moved through those weeks, so that every id and every time is as if it had happened then.
    """
    from folkmoot.edges.cli.demo.appeals import decide_about_ana
    from folkmoot.edges.cli.demo.context import add_context
    from folkmoot.edges.cli.demo.decisions import decide
    from folkmoot.edges.cli.demo.desk import lay_out
    from folkmoot.edges.cli.demo.events import plan_events
    from folkmoot.edges.cli.demo.groups import gather
    from folkmoot.edges.cli.demo.openness import be_open
    from folkmoot.edges.cli.demo.people import settle
    from folkmoot.edges.cli.demo.posts import write
    from folkmoot.edges.cli.demo.readers import let_read
    from folkmoot.edges.cli.demo.town import Town
    from folkmoot.infra import worker

    chance = random.Random(_SEED)  # noqa: S311 - the same town every time, and no secret
    with clock.frozen(clock.now()) as moved:
        town = Town(moved, chance)
        settle(town, say)
        written = write(town)
        for plan in (decide, decide_about_ana, lay_out, add_context, be_open, gather, plan_events):
            plan(town)
        town.plan(town.now - timedelta(minutes=5), partial(let_read, town))
        say(f"  {written} posts in threads, with polls and pictures; this takes some seconds …")
        say(f"  {town.happen()} deeds: posts, votes, boosts, reports, decisions")
    ids.renumber(os.getpid())
    worker.drain()
    say("  Feeds and notifications")
