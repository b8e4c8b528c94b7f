"""`folkmoot policy …` as an operator meets it, on a site of the test's own."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.domains.integrity.policies import clause, policy
from tests.live import ROOT

Folkmoot = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.live
_OLGA = ("--name", "olga", "--email", "olga@moot.example", "--password-stdin")
_PASSWORD = "come to the moot\n"


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_a_policy_is_published_tried_listed_and_compared(folkmoot: Folkmoot, tmp_path: Path) -> None:
    first = str(tmp_path / write(tmp_path, "first.yaml", policy("1")))
    made = folkmoot("init", *_OLGA, stdin=_PASSWORD, policy=first)
    assert "Published version 1 of the policy." in made.stdout.splitlines(), made.stderr
    assert "Published" not in folkmoot("migrate", policy=first).stdout

    second = policy("2", clause(condition="mention_count > 30"))
    tried = folkmoot("policy", "publish", write(tmp_path, "second.yaml", second), "--shadow", policy=first)
    assert tried.stdout == (
        "Version 2 is tried in shadow: /console/policy shows what it would do. Nothing acts on it.\n"
    )
    published = folkmoot("policy", "publish", "second.yaml", policy=first)
    assert published.stdout == "Version 2 is in force. What changed: /rules/versions/2\n"
    listed = [line.split()[:2] for line in folkmoot("policy", "list", policy=first).stdout.splitlines()]
    assert listed == [["2", "published"], ["1", "past"]]

    changed = folkmoot("policy", "diff", "1", "second.yaml", policy=first).stdout.splitlines()
    assert changed[:4] == [
        "~ flooding: Spam",
        "    What is looked for",
        "      - mention_count > 20",
        "      + mention_count > 30",
    ]
    assert folkmoot("policy", "diff", "2", "2", policy=first).stdout == "Nothing changed from 2 to 2.\n"
    assert "never changes" in folkmoot("policy", "publish", write(tmp_path, "other.yaml", policy("2"))).stderr


def test_a_site_stops_where_its_file_changed_and_its_version_did_not(folkmoot: Folkmoot, tmp_path: Path) -> None:
    file = str(tmp_path / write(tmp_path, "town.yaml", policy("1")))
    folkmoot("init", *_OLGA, stdin=_PASSWORD, policy=file)
    write(tmp_path, "town.yaml", policy("1", clause(title="Other")))
    result = folkmoot("run", policy=file)
    assert result.returncode == 1
    assert f"folkmoot: {file}: Version 1 has been stored with other words since" in result.stderr
    assert "Write another one at the top, such as version: 2, and publish that." in result.stderr
    write(tmp_path, "town.yaml", policy("1", clause(condition="spamminess > 1")))
    broken = folkmoot("migrate", policy=file)
    assert (broken.returncode, broken.stderr.splitlines()[0]) == (1, "folkmoot: The policy cannot be used:")


def test_a_backtest_as_table_and_as_json(folkmoot: Folkmoot, tmp_path: Path) -> None:
    assert folkmoot("demo").returncode == 0
    every = policy("2", clause("short", title="Short", condition="size(text) < 40"))
    file = write(tmp_path, "new.yaml", every)
    table = folkmoot("policy", "backtest", file, "--since", "3000d").stdout.splitlines()
    assert table[0].endswith("UTC: version 2 against version 1, which is in force.")
    assert table[2].split() == ["clause", "now", "would", "newly", "lost", "agree", "nothing", "open"]
    assert table[3].split()[0] == "short"
    data = json.loads(folkmoot("policy", "backtest", file, "--since", "3000d", "--limit", "50", "--json").stdout)
    assert (data["looked"], data["complete"], data["new"]) == (50, False, "2")
    (short,) = [one for one in data["clauses"] if one["clause_id"] == "short"]
    assert short["newly"] == short["would_match"] > 0
    assert short["samples"][0]["path"] == f"/posts/{short['samples'][0]['post_id']}"
    wrong = folkmoot("policy", "backtest", file, "--since", "soon")
    assert (wrong.returncode, wrong.stderr) == (
        2, "folkmoot: --since is 'soon'. Write days or hours, such as 30d or 12h.\n",
    )  # fmt: skip


def test_trying_ends(folkmoot: Folkmoot, tmp_path: Path) -> None:
    folkmoot("init", *_OLGA, stdin=_PASSWORD)
    folkmoot("policy", "publish", write(tmp_path, "new.yaml", policy("2")), "--shadow")
    assert folkmoot("policy", "end-shadow").stdout == "No version is tried in shadow.\n"
    assert folkmoot("policy", "list").stdout.split()[:2] == ["2", "past"]
    assert (ROOT / "policies" / "default.yaml").is_file()
