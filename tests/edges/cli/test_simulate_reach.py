"""`folkmoot simulate reach`: what the rules do to reach, by the rules themselves."""

import gzip
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from folkmoot.edges.cli.app import app
from folkmoot.edges.cli.output import Stop
from folkmoot.edges.cli.simulate import rules
from folkmoot.edges.cli.simulate.comparing import compare, reduction
from folkmoot.edges.cli.simulate.files import made_up_claims, read_claims, read_graph
from folkmoot.edges.cli.simulate.rules import Standings, factors_of, takes_a_line
from folkmoot.edges.cli.simulate.shares import parsed
from folkmoot.edges.cli.simulate.world import Claim, Habits, Place, small_world
from tests.live import ROOT

POLICY = ROOT / "policies" / "default.yaml"


def simulate(*options: str, seed: int = 1) -> dict[str, Any]:
    result = CliRunner().invoke(
        app, ["simulate", "reach", "--quick", "--policy", str(POLICY), "--seed", str(seed), *options]
    )
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(next(line for line in result.output.splitlines() if line.startswith("{")))
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_the_default_policy_false_claims_reach_strangers_less_and_other_posts_do_not(seed: int) -> None:
    found = simulate(seed=seed)
    assert found["false_by_others"]["without"] > 100
    assert found["false_by_others"]["percent"] <= -80
    assert abs(found["other_posts"]["percent"]) <= 2
    assert found["surfaces"]["latest"]["false_by_followers"]["percent"] == 0


def test_the_same_seed_gives_the_same_to_the_last_view() -> None:
    assert simulate(seed=5) == simulate(seed=5)
    assert simulate(seed=5) != simulate(seed=6)


def test_a_factor_of_one_changes_nothing() -> None:
    found = simulate("--factor", "1")
    assert {change["percent"] for change in found.values() if "percent" in change} == {0}


def test_ranked_falls_to_the_factor() -> None:
    """For followers: strangers' copies fall further, because fewer are carried on."""
    claims, habits = made_up_claims(), Habits(shares=parsed("ranked=1"), boosts=0.0)
    reduced = reduction(claims, POLICY, factor=0.5, after=0)
    change = compare(small_world(400, 20, seed=1), claims, habits, reduced, seed=1).false_by_followers
    assert change.with_ / change.without == pytest.approx(0.5, rel=0.1)


def test_what_is_found_late_has_travelled_before() -> None:
    at_once, later = simulate(), simulate("--checked-after", "24")
    assert at_once["false_by_others"]["with"] < later["false_by_others"]["with"]
    assert later["false_by_others"]["with"] < later["false_by_others"]["without"]


def test_the_factors_are_the_policys() -> None:
    claims = (
        Claim("Gold is silver", is_false=True, tags=()),
        Claim("Gold is gold", is_false=False, tags=()),
        Claim("Like and share if you agree", is_false=True, tags=()),
    )
    assert factors_of(claims, POLICY) == pytest.approx((0.10, 1.0, 0.05))


def test_the_standings_are_those_of_the_site() -> None:
    whole = Standings().whole
    found = {place.name: whole(place, np.array([True, False])).tolist() for place in Place}
    assert found == {
        "LATEST": [True, False],
        "RANKED": [True, True],
        "BOOSTS": [False, False],
        "TAGS": [False, False],
        "EXPLORE": [False, False],
    }
    assert [place for place in Place if not takes_a_line(place)] == [Place.EXPLORE]
    assert rules.CANDIDATES == 400


def test_a_graph_and_claims_are_read_as_they_are_found(tmp_path: Path) -> None:
    graph, claims = tmp_path / "graph.txt.gz", tmp_path / "claims.csv"
    graph.write_bytes(gzip.compress(b"# friends\n0 7\n7 x\n"))
    claims.write_text('verdict,claim,subjects\nfalse,One,"a,b"\npants-fire,Two,\nbarely-true,Three,a\ntrue,Four,b\n')
    assert read_graph(graph).tolist() == [[0, 1], [1, 2]]
    assert [one.is_false for one in read_claims(claims, barely_true=False)] == [True, True, False, False]
    assert [one.is_false for one in read_claims(claims, barely_true=True)] == [True, True, True, False]
    assert read_claims(claims, barely_true=False)[0].tags == ("a", "b")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("1 2\n3\n", "graph:2: A line of a graph names two people, such as: 17 42"),
        ("# none\n", "graph holds no friendships."),
    ],
)
def test_a_graph_that_is_none_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "graph").write_text(content)
    with pytest.raises(Stop) as refused:
        read_graph(tmp_path / "graph")
    assert str(refused.value) == f"{tmp_path}/{sentence}"


def test_claims_without_a_column_or_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text("verdict,claim\nfalse,One\n")
    with pytest.raises(Stop, match=r"claims\.csv lacks the column subjects\."):
        read_claims(tmp_path / "claims.csv", barely_true=False)
    with pytest.raises(Stop, match=r"none\.csv cannot be read: No such file or directory\."):
        read_claims(tmp_path / "none.csv", barely_true=False)


def test_shares_are_completed_and_checked() -> None:
    assert parsed("latest=0.5,ranked=0.5") == (0.5, 0.5, 0, 0, 0)
    assert parsed("tags=0.2") == pytest.approx((0.2, 0.2, 0.2, 0.2, 0.2))
    for wrong, sentence in (
        ("latest=2", "A share is a number from 0 to 1, not '2'."),
        ("latest=x", "A share is a number from 0 to 1, not 'x'."),
        ("front=1", "There is no surface 'front'; there are latest, ranked, boosts, tags, explore."),
        ("latest=0.9,ranked=0.9", "The shares of all surfaces add to 1."),
    ):
        with pytest.raises(Stop) as refused:
            parsed(wrong)
        assert str(refused.value) == sentence


def test_without_files_or_a_made_up_town_it_says_what_is_missing() -> None:
    result = CliRunner().invoke(app, ["simulate", "reach"])
    assert isinstance(result.exception, Stop)
    assert str(result.exception) == "Please name a graph and claims, or let a small town be made up with --quick."


def test_the_curves_can_be_read_and_heard(tmp_path: Path) -> None:
    found = simulate("--out", str(tmp_path / "new"))
    assert json.loads((tmp_path / "new" / "reach.json").read_text()) == found
    drawn = ET.fromstring((tmp_path / "new" / "reach.svg").read_text())  # noqa: S314 - our own
    svg = "{http://www.w3.org/2000/svg}"
    assert drawn.get("aria-labelledby") == "title description"
    assert drawn.findtext(f"{svg}title") == "Views of claims rated false, by anybody but their authors' followers"
    assert f"{found['false_by_others']['without']:,} views" in (drawn.findtext(f"{svg}desc") or "")
    assert [line.get("class") for line in drawn.iter(f"{svg}polyline")] == ["without", "with"]
    assert "prefers-color-scheme: dark" in (drawn.findtext(f"{svg}style") or "")
