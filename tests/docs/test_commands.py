"""Every shell command in the README and the docs is run: here, or where its reason says.

Commands stand in blocks that begin with ```console, each on a line that begins with "$ ". The commands of a block
marked `console runnable` are run here, one after the other in a folder of their own, and succeed; the lines below a
command must come in its output.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from folkmoot.edges.cli.app import app
from tests.docs.pages import ROOT, Block, blocks, documents, prose
from tests.live import clean_environment

_REAL_DATA = "public sets, downloaded first; tests/edges/cli/test_import_posts.py and its like import small files"
_POLICY = "tests/edges/cli/test_policy_commands.py runs it on a site"
_HASHES = "needs a site and a file; tests/edges/cli/test_hashes.py runs it"
_SITE_ELSEWHERE = "the site is invented; tests/edges/cli/test_verify_log_alone.py checks one"
_ELSEWHERE = {
    ".venv/bin/folkmoot integrity hashes import shared.csv --bank terrorism": _HASHES,
    ".venv/bin/folkmoot integrity hashes add-text leaflet.txt --bank terrorism": _HASHES,
    ".venv/bin/folkmoot integrity hashes list": _HASHES,
    ".venv/bin/folkmoot integrity hashes export terrorism.json --bank terrorism": _HASHES,
    ".venv/bin/folkmoot search rebuild": "tests/domains/search/test_index.py runs it",
    ".venv/bin/folkmoot search rebuild --continue": "tests/domains/search/test_index.py builds on",
    "systemctl enable --now folkmoot": "needs a machine of its own; tests/deploy/test_examples.py checks the unit",
    "make run": "tests/edges/cli/test_supervisor.py runs what it runs, after the environment is made",
    "make install": "`make run` begins with it",
    "make test": "it runs this test",
    ".venv/bin/folkmoot init": "asks at the keyboard; tests/edges/cli/test_command_line.py answers by options",
    ".venv/bin/folkmoot run": "runs until it is stopped; see tests/edges/cli/test_supervisor.py",
    "RESILIENCE_ROUNDS=200 RESILIENCE_SEED=7 .venv/bin/python -m pytest tests/resilience/test_kill.py": (
        "half an hour; the suite runs it with 8 rounds"
    ),
    ".venv/bin/folkmoot doctor": "needs a site; docs/guides/operator.md runs it on one",
    ".venv/bin/folkmoot policy backtest town.yaml --since 30d": _POLICY,
    ".venv/bin/folkmoot policy publish town.yaml --shadow": _POLICY,
    ".venv/bin/folkmoot policy publish town.yaml": _POLICY,
    "export FOLKMOOT_DATA=try": "a setting, for the commands after it",
    "folkmoot log verify https://town.example --keep head.json": _SITE_ELSEWHERE,
    "folkmoot log verify https://town.example --keep town.json": _SITE_ELSEWHERE,
    "python verify_log.py https://town.example --keep head.json": _SITE_ELSEWHERE,
    ".venv/bin/folkmoot import graph facebook_combined.txt.gz --joined 2012-01-01": _REAL_DATA,
    ".venv/bin/folkmoot import posts IRAhandle_tweets_1.csv --text content --created-at publish_date "
    "--time-format '%m/%d/%Y %H:%M' --language language --shift-to-now --spread-over-people": _REAL_DATA,
    ".venv/bin/folkmoot import posts posts-ira.csv.gz --language language --shift-to-now "
    "--spread-over-people": _REAL_DATA,
    ".venv/bin/folkmoot import show person_1760 --limit 2": _REAL_DATA,
    ".venv/bin/folkmoot integrity train --from-decisions --out own.npz": (
        "needs decisions; tests/edges/cli/test_integrity.py trains from a file"
    ),
    ".venv/bin/folkmoot integrity model use own.npz": "tests/edges/cli/test_integrity.py uses one",
    ".venv/bin/folkmoot simulate reach --graph ego-facebook.txt.gz --claims claims-liar.csv.gz "
    "--out docs/images": "public sets; tests/edges/cli/test_simulate_reach.py runs it with --quick",
    "DJANGO_SETTINGS_MODULE=tests.settings PYTHONPATH=src:. .venv/bin/python -m django makemigrations errands": (
        "errands are invented; tests/architecture/test_models.py runs the command for the domains that there are"
    ),
}
_COMMENT = re.compile(r"\s{2,}# .*$")
_LANGUAGES = {"console", "console runnable", "json", "python", "yaml", "toml", "html", "text", "nginx"}
_INLINE = re.compile(r"`(?:sudo )?(?:\.venv/bin/)?(folkmoot|make) ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?[^`]*`")
_NOT_YET = {"capabilities.md"}


@dataclass(frozen=True, slots=True)
class Command:
    line: str
    output: tuple[str, ...]


def commands_of(body: str) -> list[Command]:
    """The commands of a block, with the lines of output that it shows."""
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((_COMMENT.sub("", line[2:]).strip(), []))
        elif line.strip():
            found[-1][1].append(line)
    return [Command(line, tuple(output)) for line, output in found]


def unknown_commands(text: str) -> list[str]:
    """Commands named in the text that neither `folkmoot` nor the Makefile has."""
    return [match[0] for match in _INLINE.finditer(text) if not _is_known(match[1], match[2], match[3])]


def _is_known(program: str, verb: str, second: str | None) -> bool:
    if program == "make":
        return re.search(rf"(?m)^{verb}:", (ROOT / "Makefile").read_text(encoding="utf-8")) is not None
    group = typer.main.get_command(app)
    command = getattr(group, "commands", {}).get(verb)
    inner = getattr(command, "commands", None)
    return command is not None and (inner is None or second is None or second in inner)


def test_every_block_says_what_it_is() -> None:
    assert [block.name for block in blocks() if block.info not in _LANGUAGES] == []


def test_every_block_of_commands_begins_with_one() -> None:
    consoles = [block for block in blocks() if block.info.startswith("console")]
    assert [block.name for block in consoles if not block.body.startswith("$ ")] == []


def test_every_command_is_run_or_has_its_reason() -> None:
    not_run = {command.line for block in blocks() if block.info == "console" for command in commands_of(block.body)}
    assert not_run == set(_ELSEWHERE)


@pytest.mark.live
@pytest.mark.parametrize(
    "block", [block for block in blocks() if block.info == "console runnable"], ids=lambda block: block.name
)
def test_runnable_commands_run(block: Block, tmp_path: Path) -> None:
    for name in ("policies", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    path = f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}"
    for command in commands_of(block.body):
        result = subprocess.run(
            ["bash", "-c", command.line], cwd=tmp_path, env=clean_environment() | {"PATH": path, "COLUMNS": "120"},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert result.returncode == 0, f"{command.line}\n{result.stdout}{result.stderr}"
        assert [line for line in command.output if line not in result.stdout] == [], result.stdout


@pytest.mark.parametrize("page", documents(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_named_command_exists(page: Path) -> None:
    if page.name not in _NOT_YET:
        assert unknown_commands(prose(page)) == []


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("`folkmoot run`, `folkmoot policy check FILE`, `make test`", []),
        ("`folkmoot fly`", ["`folkmoot fly`"]),
        ("`folkmoot policy burn`", ["`folkmoot policy burn`"]),
        ("`sudo make coffee`", ["`sudo make coffee`"]),
    ],
)
def test_a_command_that_is_not_there_is_caught(text: str, unknown: list[str]) -> None:
    assert unknown_commands(text) == unknown


def test_commands_are_read_with_their_output() -> None:
    assert commands_of("$ one two   # why\nsaid\n\n$ three\n") == [
        Command("one two", ("said",)),
        Command("three", ()),
    ]
