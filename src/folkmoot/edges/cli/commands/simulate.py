import json
from pathlib import Path
from typing import Annotated

import typer

from folkmoot.edges.cli.output import Stop, console, say
from folkmoot.edges.cli.site import set_up
from folkmoot.infra.config import current

app = typer.Typer(help="Models that show what the rules of the community do.", no_args_is_help=True)


@app.callback()
def simulate() -> None:
    """Models that show what the rules of the community do."""


@app.command("reach")
def reach(
    *,
    graph: Annotated[Path | None, typer.Option(help="Who is whose friend: two ids a line, plain or gzip.")] = None,
    claims: Annotated[
        Path | None, typer.Option(help="CSV with the columns verdict, claim and subjects, plain or gzip.")
    ] = None,
    policy: Annotated[Path | None, typer.Option(help="The policy; else that of the site.")] = None,
    seed: Annotated[int, typer.Option(help="Of all that is drawn by chance.", min=0)] = 1,
    share: Annotated[
        str, typer.Option(help="How much of all reading happens where; what is not named gets what is left.")
    ] = "latest=0.4,ranked=0.3,boosts=0.1,tags=0.1,explore=0.1",
    days: Annotated[int, typer.Option(help="How long people read.", min=1, max=60)] = 7,
    readings: Annotated[int, typer.Option(help="How often each of them reads a day.", min=1, max=50)] = 3,
    readers: Annotated[int | None, typer.Option(help="How many of all people read; else all.", min=1)] = None,
    boosts: Annotated[
        float, typer.Option(help="How probably a reader carries on what is met, true or not.", min=0, max=1)
    ] = 0.01,
    ordinary: Annotated[float, typer.Option(help="Other posts for each claim.", min=0, max=1000)] = 10.0,
    factor: Annotated[
        float | None, typer.Option(help="Reduce claims rated false by this, instead of the policy's factor.",
                                   min=0, max=1)
    ] = None,
    checked_after: Annotated[
        int, typer.Option(help="Hours from a claim's publication until it is found false.", min=0)
    ] = 0,
    barely_true: Annotated[bool, typer.Option("--barely-true", help="Count “barely true” as false, too.")] = False,
    out: Annotated[Path | None, typer.Option(help="A folder for reach.json and reach.svg.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="A small made-up town instead of files.")] = False,
) -> None:  # fmt: skip
    """Replay reading on a graph of people, without and with the policy's reduction, and compare the views.

    False is what has the verdict false or pants-fire. Both runs use the same
    chances. Prints a table, then the same as JSON. It needs no site.
    """
    set_up()
    from folkmoot.edges.cli.simulate import comparing, files, shares
    from folkmoot.edges.cli.simulate.drawing import draw
    from folkmoot.edges.cli.simulate.world import Habits, small_world

    if not quick and (graph is None or claims is None):
        raise Stop("Please name a graph and claims, or let a small town be made up with --quick.")
    told = files.read_claims(claims, barely_true=barely_true) if claims else files.made_up_claims()
    pairs = files.read_graph(graph) if graph else small_world(400, 20, seed=seed)
    habits = Habits(shares.parsed(share), days=days, readings_a_day=readings, boosts=boosts, ordinary=ordinary)
    reduction = comparing.reduction(told, policy or current().policy, factor=factor, after=checked_after)
    outcome = comparing.compare(pairs, told, habits, reduction, seed=seed, readers=readers)
    console().print(outcome.table())
    for sentence in outcome.sentences():
        say(sentence)
    figures = json.dumps(outcome.as_json())
    say(figures)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / "reach.json").write_text(figures + "\n", encoding="utf-8")
        (out / "reach.svg").write_text(draw(outcome), encoding="utf-8")
        say(f"Written: {out / 'reach.json'} and {out / 'reach.svg'}.")
