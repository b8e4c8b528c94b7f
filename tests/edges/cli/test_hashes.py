"""Hash banks on the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.cli.app import app
from folkmoot.edges.cli.output import Stop
from tests import cast
from tests.infra.test_pdq import PUBLISHED

MANIFESTO = "Rise with us, brothers of the black hand, and bring fire to the markets of those who live there."


@pytest.fixture
def run() -> Callable[..., str]:
    def command(*arguments: str) -> str:
        result = CliRunner().invoke(app, ["integrity", "hashes", *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.output

    return command


def counts() -> dict[str, int]:
    return {bank.name: bank.total for bank in integrity.hash_banks(cast.olga().viewer)}


def test_a_file_is_imported_listed_and_exported(run: Callable[..., str], tmp_path: Path) -> None:
    cast.olga()
    file = tmp_path / "shared.txt"
    file.write_text("".join(f"pdq {one}\n" for one in PUBLISHED))
    assert run("import", str(file), "--bank", "terrorism") == "terrorism: 10 hashes added, 0 were there already.\n"
    assert run("import", str(file), "--bank", "terrorism") == "terrorism: 0 hashes added, 10 were there already.\n"
    assert run("list") == "terrorism: 10 pdq\n"
    out = tmp_path / "bank.json"
    assert run("export", str(out), "--bank", "terrorism") == f"terrorism is written to {out}.\n"
    assert run("import", str(out), "--bank", "copy") == "copy: 10 hashes added, 0 were there already.\n"


def test_a_bad_file_is_refused_by_line(run: Callable[..., str], tmp_path: Path) -> None:
    cast.olga()
    file = tmp_path / "bad.txt"
    file.write_text(f"pdq {PUBLISHED[0]}\npdq 12\n")
    with pytest.raises(Stop) as caught:
        run("import", str(file), "--bank", "terrorism")
    assert str(caught.value) == (
        f"{file} was not imported:\nline 2: '12' is no pdq hash. It needs 64 hexadecimal digits."
    )
    assert counts() == {}


def test_what_is_not_there_is_said(run: Callable[..., str], tmp_path: Path) -> None:
    with pytest.raises(Stop, match="no operator yet"):
        run("list")
    cast.olga()
    assert "There are no banks yet" in run("list")
    with pytest.raises(Stop, match="There is no bank nowhere"):
        run("export", str(tmp_path / "x.csv"), "--bank", "nowhere")
    with pytest.raises(Stop, match="cannot be read"):
        run("import", str(tmp_path / "missing.csv"), "--bank", "terrorism")


def test_a_text_is_added_as_hashes(run: Callable[..., str], tmp_path: Path) -> None:
    cast.olga()
    file = tmp_path / "leaflet.txt"
    file.write_text(MANIFESTO)
    assert run("add-text", str(file), "--bank", "terrorism") == "terrorism: 2 hashes added, 0 were there already.\n"
    assert integrity.banks_of_texts([MANIFESTO.upper(), "Something else"]) == [("terrorism",), ()]
