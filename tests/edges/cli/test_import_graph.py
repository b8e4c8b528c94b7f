"""`folkmoot import graph`: edge lists as they are found."""

from pathlib import Path

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import GraphCounts
from folkmoot.domains.residency import keys
from folkmoot.edges.cli.imports.graph import Options, import_file
from folkmoot.edges.cli.output import Stop
from folkmoot.kernel.viewer import Viewer
from tests import cast
from tests.edges.cli.importing import LONG_AGO, names, rejected, rejects_of, write


def import_graph(path: Path, *, undirected: bool = True, joined: str = "") -> int:
    return import_file(path, Options(undirected=undirected, joined=joined, rejects=rejects_of(path)))


def id_of(handle: str) -> int:
    found = accounts.account_by_name(handle)
    assert found is not None
    return found.id


def follows() -> set[tuple[str, str]]:
    """Who follows whom, by handle."""
    handles = {
        account_id: found.handle for account_id, found in accounts.accounts_by_ids(accounts.imported_ids()).items()
    }
    return {(handles[follower], handles[followee]) for follower in handles for followee in graph.followee_ids(follower)}


@pytest.mark.parametrize("separator", [" ", "   ", "\t", ",", ", "])
@pytest.mark.parametrize("zipped", [True, False])
def test_separators_comments_and_gzip(tmp_path: Path, separator: str, zipped: bool) -> None:
    lines = ["\ufeff# people of a town", "rosa{}jan", "", "% also a comment", "jan{}ines{}0.5"]
    content = "\r\n".join(line.replace("{}", separator) for line in lines)
    assert import_graph(write(tmp_path / "edges", content, zipped=zipped)) == 0
    assert follows() == {("rosa", "jan"), ("jan", "rosa"), ("jan", "ines"), ("ines", "jan")}


def test_one_direction_only(tmp_path: Path) -> None:
    assert import_graph(write(tmp_path / "edges", "rosa jan\n"), undirected=False) == 0
    assert follows() == {("rosa", "jan")}


def test_people_are_whole_accounts_without_a_login(tmp_path: Path) -> None:
    assert import_graph(write(tmp_path / "edges", "0 1\n0 2\n"), joined="2016-11-08T19:30:00Z") == 0
    assert names() == {"person_0", "person_1", "person_2"}
    zero = id_of("person_0")
    assert accounts.accounts_by_ids([zero])[zero].created_at == LONG_AGO
    assert accounts.viewer_for(zero) == Viewer()
    assert set(keys.of_many(accounts.imported_ids())) == set(accounts.imported_ids())
    assert graph.counts([zero]) == {zero: GraphCounts(followers=2, following=2)}


def test_counts_rejects_and_never_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = b"rosa jan\nrosa\nrosa Rosa\nrosa \xff\n,\nrosa jan\njan rosa\nrosa " + b"x" * 201 + b"\n"
    path = write(tmp_path / "edges", content)
    assert import_graph(path) == 3
    assert rejected(path) == [
        ("2", "It does not name two people."),
        ("3", "It joins somebody with themselves."),
        ("4", "It is not valid UTF-8."),
        ("5", "It does not name two people."),
        ("8", "A name is longer than 200 characters."),
    ]
    said = "2 follows from 3 edges imported, 0 were there already, 5 rejected"
    assert capsys.readouterr().out.splitlines() == ["Importing edges …", f"Done: {said} (see {rejects_of(path)})."]
    assert import_graph(path) == 0
    again = f"The content of {path} was imported before: {said}. Nothing was imported now.\n"
    assert capsys.readouterr().out == again
    assert import_graph(write(tmp_path / "more", "rosa jan\nrosa ines\n")) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Done: 2 follows from 2 edges imported, 2 were there already, 0 rejected."
    )


def test_a_member_follows_nobody_by_an_import(tmp_path: Path) -> None:
    ana = cast.ana()
    assert import_graph(write(tmp_path / "edges", "ana rosa\n")) == 0
    assert (graph.followee_ids(ana.id), graph.counts([ana.id])) == (frozenset(), {ana.id: GraphCounts()})


def test_the_site_began_with_its_first_member(tmp_path: Path) -> None:
    ana = cast.ana()
    assert import_graph(write(tmp_path / "edges", "rosa jan\n"), joined="2012-01-01") == 0
    assert accounts.site_began_at() == ana.account.created_at


@pytest.mark.parametrize(
    ("joined", "line"),
    [
        ("soon", '--joined: "soon" is not a time like 2016-11-08T19:30:00Z.'),
        ("2999-01-01", "--joined lies in the future."),
    ],
)
def test_a_time_that_is_none_is_one_line(tmp_path: Path, joined: str, line: str) -> None:
    with pytest.raises(Stop) as stop:
        import_graph(write(tmp_path / "edges", "rosa jan\n"), joined=joined)
    assert (str(stop.value), names()) == (line, set())
