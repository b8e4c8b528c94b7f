"""`folkmoot integrity`: train, choose a model, read fact-checks from a file."""

import csv
import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.domains.integrity.classifier import installed, model

Folkmoot = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.live
_GOOD = "the bread at the market was fresh and we all sang by the river until the sun went down"
_BAD = "you are all vermin and we should throw your kind out of the town with your filthy gods"


def labelled(file: Path, count: int) -> Path:
    chance = random.Random(1)
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["tweet", "class"])
        for text, label in ((_GOOD, "fine"), (_BAD, "offensive")):
            rows.writerows((" ".join(chance.sample(text.split(), 9)), label) for _ in range(count))
    return file


def test_a_model_is_trained_shown_used_and_turned_off(folkmoot: Folkmoot, tmp_path: Path) -> None:
    file, out = labelled(tmp_path / "texts.csv", 75), tmp_path / "own.npz"
    columns = ("--text", "tweet", "--label", "class", "--map", "offensive=offence", "--map", "fine=none")
    result = folkmoot("integrity", "train", str(file), *columns, "--out", str(out), "--seed", "4")
    assert (result.returncode, result.stderr) == (0, "")
    said = result.stdout.splitlines()
    assert said.index(next(line for line in said if line.startswith("Sealed before"))) < said.index(
        next(line for line in said if line.startswith("| Label"))
    )
    assert said[-1].startswith(f"{out} is written, digest {model.load(out).digest}.")
    assert folkmoot("integrity", "model", "use", str(out)).stdout.startswith("own, for en, digest ")
    assert "  scores.offence: proposes from " in folkmoot("integrity", "model", "show").stdout
    assert folkmoot("integrity", "model", "off").stdout == "The text classifier is off.\n"
    assert folkmoot("integrity", "model", "use", "shipped").stdout == "The model that came with Folkmoot is in use.\n"
    assert model.load(installed.SHIPPED).digest in folkmoot("integrity", "model", "show").stdout


def test_what_cannot_be_trained_is_one_line(folkmoot: Folkmoot, tmp_path: Path) -> None:
    file = labelled(tmp_path / "few.csv", 5)
    columns = ("--text", "tweet", "--label", "class")
    lines = {
        ("integrity", "train"): "Name a labelled file, or say --from-decisions.",
        ("integrity", "train", "x", "--map", "a"): "--map a: write LABEL=CLASS, with one of ",
        ("integrity", "train", "absent.csv"): "absent.csv cannot be read: No such file or directory.",
        ("integrity", "train", str(file), *columns): f"{file}:2: the label “fine” is no class. Say what it means: ",
        ("integrity", "train", str(file), *columns, "--map", "fine=none", "--map", "offensive=hate"): (
            "There are too few examples. Still needed: 4"
        ),
        ("integrity", "model", "use", str(file)): f"{file} is damaged, or is no model: its digest does not fit.",
    }
    for arguments, line in lines.items():
        result = folkmoot(*arguments)
        assert result.returncode in {1, 2}, arguments
        assert result.stderr.startswith(f"folkmoot: {line}"), result.stderr


def test_fact_checks_come_from_a_file(folkmoot: Folkmoot, tmp_path: Path) -> None:
    assert folkmoot("migrate").returncode == 0
    entry = {
        "@type": "ClaimReview", "claimReviewed": "The river runs uphill on Sundays", "url": "https://facts.example/1",
        "reviewRating": {"alternateName": "False"},
    }  # fmt: skip
    file = tmp_path / "checks.json"
    file.write_text(json.dumps([entry, entry | {"url": "javascript:alert(1)"}]), encoding="utf-8")
    result = folkmoot("integrity", "claims", "import", str(file))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "checks.json: 1 fact-checks are known from here.", "  1 skipped: no usable address",
    ]  # fmt: skip
    file.write_text("<html>", encoding="utf-8")
    result = folkmoot("integrity", "claims", "import", str(file))
    assert (result.returncode, result.stderr) == (
        1, f"folkmoot: {file} has no fact-checks. It is not JSON in UTF-8 (JSONDecodeError).\n",
    )  # fmt: skip
