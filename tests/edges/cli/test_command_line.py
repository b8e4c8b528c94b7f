"""The commands as an operator meets them: what they say, what they leave behind, how they end."""

import base64
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live import ROOT

Folkmoot = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.live
_OLGA = ("--name", "olga", "--email", "olga@moot.example", "--password-stdin")
_PASSWORD = "come to the moot\n"


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"port": "many"}, "FOLKMOOT_PORT is 'many': Expected `int`, got `str` - at `$.port`"),
        ({"port": "70000"}, "FOLKMOOT_PORT is 70000: it must be from 1 to 65535."),
        ({"prot": "8000"}, "FOLKMOOT_PROT is no setting of Folkmoot."),
        ({"proxies": "-1"}, "FOLKMOOT_PROXIES is -1: it counts proxies, so 0 or more."),
        (
            {"origin": "town.example"},
            "FOLKMOOT_ORIGIN is 'town.example': it must be like https://town.example, without a path.",
        ),
        (
            {"origin": "https://a.example?b"},
            "FOLKMOOT_ORIGIN is 'https://a.example?b': it must be like https://town.example, without a path.",
        ),
        ({"mail": "localhost"}, "FOLKMOOT_MAIL must be like smtp://user:password@host:587, or smtps://."),
        ({"web_processes": "0"}, "FOLKMOOT_WEB_PROCESSES is 0: it must be 1 or more."),
        (
            {"key_file": "data/key"},
            "FOLKMOOT_KEY_FILE lies inside the data folder; a backup of one must not open the other.",
        ),
    ],
)
def test_a_wrong_setting_is_one_line(folkmoot: Folkmoot, settings: dict[str, str], line: str) -> None:
    result = folkmoot("run", **settings)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"folkmoot: {line}\n")


@pytest.mark.parametrize("address", ["postgresql://host:many/name", "postgresql://[host/name", "mysql://host/name"])
def test_a_wrong_database_address_is_one_line(folkmoot: Folkmoot, address: str) -> None:
    result = folkmoot("migrate", database=address)
    line = "FOLKMOOT_DATABASE must be like postgresql://user:password@host:5432/name."
    assert (result.returncode, result.stderr) == (2, f"folkmoot: {line}\n")


def test_a_key_file_that_cannot_be_written_is_one_line(folkmoot: Folkmoot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = folkmoot("init", *_OLGA, stdin=_PASSWORD, key_file=f"{tmp_path}/file/key")
    line = f"The operator key {tmp_path}/file/key cannot be written: File exists."
    assert (result.returncode, result.stderr.splitlines()[-1]) == (2, f"folkmoot: {line}")


def test_a_database_that_does_not_answer_is_one_line(folkmoot: Folkmoot) -> None:
    assert folkmoot("init", *_OLGA, stdin=_PASSWORD).returncode == 0
    ana = ("create-account", "--name", "ana", "--email", "ana@moot.example", "--password-stdin")
    result = folkmoot(*ana, stdin=_PASSWORD, database="postgresql://nobody@127.0.0.1:1/none")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("folkmoot: The database did not do its part: connection")


def test_a_wrong_setting_in_the_file_is_one_line(folkmoot: Folkmoot, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "folkmoot.toml").write_text("port = 0\n")
    result = folkmoot("migrate")
    assert (result.returncode, result.stderr) == (2, "folkmoot: FOLKMOOT_PORT is 0: it must be from 1 to 65535.\n")


def test_a_folder_that_cannot_be_written_is_one_line(folkmoot: Folkmoot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = folkmoot("run", data=str(tmp_path / "file" / "data"))
    line = f"folkmoot: The data folder {tmp_path}/file/data cannot be written: Not a directory.\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", line)


@pytest.mark.parametrize("command", [("doctor",), ("demo",), ("backup", "../copies"), ("restore", "../copies/none")])
def test_a_data_folder_that_is_none_is_one_line(folkmoot: Folkmoot, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "key").write_bytes(base64.b64encode(bytes(32)))
    result = folkmoot(*command, data=f"{tmp_path}/file", key_file=f"{tmp_path}/key")
    line = f"The data folder {tmp_path}/file cannot be read: Not a directory."
    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"folkmoot: {line}\n")


def test_a_site_that_was_never_made_does_not_run(folkmoot: Folkmoot, tmp_path: Path) -> None:
    result = folkmoot("run")
    line = f"The operator key {tmp_path}/data.key is missing. `folkmoot init` makes one; a restore brings it."
    assert (result.returncode, result.stderr) == (2, f"folkmoot: {line}\n")


def test_a_taken_port_is_one_line(folkmoot: Folkmoot) -> None:
    assert folkmoot("init", *_OLGA, stdin=_PASSWORD).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = folkmoot("run", port=str(port))
    line = f"Port {port} is taken by another program. Stop that one, or set FOLKMOOT_PORT to a free port."
    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"folkmoot: {line}\n")


def test_init_makes_a_private_site_with_one_operator(folkmoot: Folkmoot, tmp_path: Path) -> None:
    made = folkmoot("init", *_OLGA, stdin=_PASSWORD)
    assert made.returncode == 0, made.stderr
    assert made.stdout.splitlines()[-1] == (
        "olga is the operator of this site. `folkmoot run` starts it; `folkmoot doctor` says what it lacks."
    )
    modes = {name: (tmp_path / name).stat().st_mode & 0o777 for name in ("data", "data.key", "data/folkmoot.sqlite3")}
    assert modes == {"data": 0o700, "data.key": 0o600, "data/folkmoot.sqlite3": 0o600}
    again = folkmoot("init", "--name", "max", "--email", "max@moot.example", "--password-stdin", stdin=_PASSWORD)
    assert (again.returncode, again.stderr) == (
        1,
        "folkmoot: This site has an operator already. `folkmoot create-account --role operator` makes another.\n",
    )
    assert folkmoot("doctor").returncode == 0


def test_nobody_at_the_keyboard(folkmoot: Folkmoot) -> None:
    result = folkmoot("init", "--name", "olga")
    assert (result.returncode, result.stderr) == (
        2,
        "folkmoot: E-mail address is missing, and nobody is at the keyboard: give --email.\n",
    )


def test_create_account_says_what_is_wrong(folkmoot: Folkmoot) -> None:
    assert folkmoot("init", *_OLGA, stdin=_PASSWORD).returncode == 0
    ana = ("create-account", "--name", "ana", "--email", "ana@moot.example", "--password-stdin")
    short = folkmoot(*ana, stdin="short\n")
    assert (short.returncode, short.stderr) == (1, "folkmoot: A password needs at least 10 characters.\n")
    created = folkmoot(*ana, stdin=_PASSWORD)
    assert (created.returncode, created.stdout) == (0, "ana may sign in now, as member.\n")
    twice = folkmoot(*ana, stdin=_PASSWORD)
    assert (twice.returncode, twice.stderr) == (1, "folkmoot: This name is taken. Please choose another.\n")


def test_migrate_says_what_it_does_and_refuses_a_newer_schema(folkmoot: Folkmoot, tmp_path: Path) -> None:
    *first, last = folkmoot("migrate").stdout.splitlines()
    assert [line.split("'")[1] for line in first] == ["keys", "vault_home", "default"]
    assert last == "Published version 1 of the policy."
    assert folkmoot("migrate").stdout == "The databases are up to date.\n"
    with sqlite3.connect(tmp_path / "data" / "vault" / "home.sqlite3") as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '9999_later', 'now')")
    database.close()
    refused = folkmoot("migrate")
    line = (
        "The database 'vault_home' was made by a newer Folkmoot (it has jobs.9999_later). "
        "Install that version, or restore a backup of this one."
    )
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", f"folkmoot: {line}\n")


def test_a_demo_stays_on_this_machine_and_is_kept(folkmoot: Folkmoot, tmp_path: Path) -> None:
    assert folkmoot("demo").returncode == 0
    kept = folkmoot("demo", "--if-empty")
    assert (kept.returncode, kept.stdout) == (0, f"There is a site in {tmp_path}/data already; it stays as it is.\n")
    opened = folkmoot("run", bind="0.0.0.0")  # noqa: S104 - refused
    assert (opened.returncode, opened.stderr) == (
        1,
        "folkmoot: This is a demo: it stays on this machine, and FOLKMOOT_BIND is 0.0.0.0.\n",
    )


def test_a_demo_that_was_interrupted_is_made_anew(folkmoot: Folkmoot, tmp_path: Path) -> None:
    assert folkmoot("demo").returncode == 0
    (tmp_path / "data" / "demo.unfinished").touch()
    again = folkmoot("demo", "--if-empty")
    assert again.returncode == 0, again.stderr
    assert again.stdout.splitlines()[0] == "The demo was not finished last time; starting again."
    assert not (tmp_path / "data" / "demo.unfinished").exists()


def test_a_demo_never_enters_a_real_site(folkmoot: Folkmoot, tmp_path: Path) -> None:
    assert folkmoot("init", *_OLGA, stdin=_PASSWORD).returncode == 0
    refused = folkmoot("demo")
    line = f"There is a site in {tmp_path}/data already. A demo needs an empty folder: set FOLKMOOT_DATA."
    assert (refused.returncode, refused.stderr) == (1, f"folkmoot: {line}\n")
    assert not (tmp_path / "data" / "folkmoot.toml").exists()


def test_policy_check_names_file_and_line(folkmoot: Folkmoot, tmp_path: Path) -> None:
    usable = folkmoot("policy", "check", str(ROOT / "policies" / "default.yaml"))
    assert (usable.returncode, usable.stdout) == (0, f"{ROOT}/policies/default.yaml can be used.\n")
    (tmp_path / "broken.yaml").write_text("version: [\n")
    broken = folkmoot("policy", "check", "broken.yaml")
    assert broken.returncode == 1
    first, second = broken.stderr.splitlines()
    assert first == "folkmoot: The policy cannot be used:"
    assert second.startswith("broken.yaml:")


def test_a_site_does_not_run_by_a_broken_policy(folkmoot: Folkmoot, tmp_path: Path) -> None:
    assert folkmoot("init", *_OLGA, stdin=_PASSWORD).returncode == 0
    refused = folkmoot("run", policy=str(tmp_path / "none.yaml"))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"folkmoot: The policy cannot be used:\n{tmp_path}/none.yaml:")
