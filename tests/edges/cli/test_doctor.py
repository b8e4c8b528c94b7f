import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from folkmoot.domains.accounts import api as accounts
from folkmoot.infra import operator_key
from folkmoot.infra.config import Config
from folkmoot.infra.health import clocks, disks, owners
from folkmoot.infra.health.files import alive_file
from folkmoot.infra.health.finding import Finding, Level
from folkmoot.infra.health.machine import check_machine
from folkmoot.infra.health.running import check_running
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.jobs.models import Job
from folkmoot.kernel import clock
from folkmoot.kernel.sentences import Sentence
from folkmoot.kernel.viewer import Role


@pytest.fixture
def healthy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """The settings of a site of which nothing is wrong, on a machine whose clock and disk are good."""
    monkeypatch.setattr(clocks, "kernel_knows", lambda: True)
    monkeypatch.setattr(disks, "write_through", lambda _folder: 0.001)
    (tmp_path / "data").mkdir(mode=0o700)
    operator_key.create(tmp_path / "data.key")
    return Config(
        data=tmp_path / "data",
        origin="https://town.example",
        mail="smtp://folkmoot:secret@mail.town.example:587",
    )


def _changed(config: Config, **changes: object) -> Config:
    return Config(**{name: getattr(config, name) for name in config.__struct_fields__} | changes)


def _complaints(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level is not Level.OK]


def test_a_healthy_machine_has_no_complaints(healthy: Config) -> None:
    assert _complaints(list(check_machine(healthy))) == []


def test_every_finding_can_be_translated(healthy: Config) -> None:
    bare = _changed(healthy, data=healthy.data / "none", mail="", origin="", debug=True)
    findings = [finding for config in (healthy, bare) for finding in [*check_machine(config), *check_running(config)]]
    assert [finding.what for finding in findings if not isinstance(finding.what, Sentence)] == []


def test_more_files_of_another_user_than_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / name for name in ("a", "b", "c", "d", "e")]
    monkeypatch.setattr(owners, "_foreign", lambda _data: iter(files))
    found = owners.check_owners(tmp_path)
    assert found.what == "These files belong to another user than the data folder: a, b, c and 2 more."


def test_it_needs_no_django(healthy: Config) -> None:
    """The machine is looked at where nothing is set up yet, or Django itself is what is broken."""
    script = (
        "import sys; sys.modules['django'] = None; from pathlib import Path; "
        "from folkmoot.infra.config import Config; from folkmoot.infra.health.machine import check_machine; "
        f"print(list(check_machine(Config(data=Path({str(healthy.data)!r}))))[0].what)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout == "The public address is http://localhost:8000, which works on this machine only.\n"


def test_no_mail(healthy: Config) -> None:
    assert _complaints(list(check_machine(_changed(healthy, mail="")))) == [
        Finding(
            Level.WARN,
            f"No mail goes out: it lies in {healthy.data / 'mail'}, and e-mail confirmation is off.",
            "Set FOLKMOOT_MAIL, for example smtp://user:password@mail.example:587.",
        )
    ]


def test_no_public_address(healthy: Config) -> None:
    assert _complaints(list(check_machine(_changed(healthy, origin="")))) == [
        Finding(
            Level.WARN,
            "The public address is http://localhost:8000, which works on this machine only.",
            "Set FOLKMOOT_ORIGIN before anybody joins: it is part of every account's name.",
        )
    ]


def test_open_to_others_without_a_proxy(healthy: Config) -> None:
    [complaint] = _complaints(list(check_machine(_changed(healthy, bind="0.0.0.0"))))  # noqa: S104 - never bound
    assert complaint.what == "The web server listens on 0.0.0.0, port 8000, without encryption of its own."
    assert _complaints(list(check_machine(_changed(healthy, bind="0.0.0.0", proxies=1)))) == []  # noqa: S104


def test_others_may_read_the_data(healthy: Config) -> None:
    healthy.data.chmod(0o750)
    assert _complaints(list(check_machine(healthy))) == [
        Finding(
            Level.FAIL,
            f"Other users of this machine may look into the data folder {healthy.data}.",
            f"chmod 700 {healthy.data}",
        )
    ]


def test_others_may_read_the_key(healthy: Config) -> None:
    healthy.operator_key_file.chmod(0o644)
    [complaint] = _complaints(list(check_machine(healthy)))
    assert (complaint.level, complaint.mend) == (Level.FAIL, f"chmod 600 {healthy.operator_key_file}")


def test_a_damaged_key(healthy: Config) -> None:
    healthy.operator_key_file.write_text("AAAA")
    [complaint] = _complaints(list(check_machine(healthy)))
    key = healthy.operator_key_file
    assert complaint.what == f"The operator key {key} is damaged: it must hold 32 bytes in base64."


def test_a_clock_behind_the_data(healthy: Config) -> None:
    file = healthy.data / "folkmoot.sqlite3"
    file.touch()
    os.utime(file, (4_000_000_000, 4_000_000_000))
    [complaint] = _complaints(list(check_machine(healthy)))
    assert complaint.what == "The clock of this machine is behind the data."


def test_nothing_keeps_the_clock(healthy: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "kernel_knows", lambda: False)
    assert _complaints(list(check_machine(healthy))) == [
        Finding(
            Level.WARN,
            "Nothing keeps the clock of this machine right.",
            "Keep it by NTP: systemd-timesyncd or chrony.",
        )
    ]


@pytest.mark.parametrize(
    ("seconds", "level", "says"),
    [
        (0.5, Level.OK, "agrees with that of this machine"),
        (-90.0, Level.WARN, "is 90 seconds behind that of this machine"),
        (3.0, Level.WARN, "is 3 seconds ahead of that of this machine"),
    ],
)
def test_the_clock_of_a_database(seconds: float, level: Level, says: str) -> None:
    found = clocks.skew("default", seconds)
    assert (found.level, found.what) == (level, f"The clock of the database 'default' {says}.")


@pytest.mark.parametrize(("seconds", "level"), [(0.004, Level.OK), (0.05, Level.WARN), (0.3, Level.FAIL)])
def test_a_slow_disk(seconds: float, level: Level) -> None:
    found = disks.speed(seconds)
    assert (found.level, found.what) == (
        level,
        f"The disk of the data folder takes {seconds * 1000:.1f} ms to keep a write.",
    )


def test_the_disk_is_really_tried(tmp_path: Path) -> None:
    assert 0 < disks.write_through(tmp_path, times=3) < 30
    missing = disks.check_disk(tmp_path / "missing")
    assert (missing.level, missing.what) == (
        Level.FAIL,
        f"Nothing can be written to {tmp_path / 'missing'}: No such file or directory.",
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_files_of_another_user(healthy: Config) -> None:
    (healthy.data / "media").mkdir()
    for name in ("media/oar.png", "folkmoot.sqlite3-wal", "folkmoot.sqlite3"):
        (healthy.data / name).touch()
        os.chown(healthy.data / name, 65534, -1)
    [complaint] = _complaints(list(check_machine(healthy)))
    named = "folkmoot.sqlite3, folkmoot.sqlite3-wal"
    assert complaint == Finding(
        Level.FAIL,
        f"These files belong to another user than the data folder: {named}.",
        f"chown -R {os.geteuid()} {healthy.data}, and run every command as that user.",
    )


def test_a_site_without_operator_and_worker(healthy: Config) -> None:
    assert _complaints(list(check_running(healthy))) == [
        Finding(Level.FAIL, "Nobody is the operator of this site.", "`folkmoot init` makes the first one."),
        Finding(Level.WARN, "The worker does not run.", "Start the site: `folkmoot run`."),
        Finding(Level.WARN, "The process of streaming does not run.", "Start the site: `folkmoot run`."),
    ]


@pytest.fixture
def running(healthy: Config) -> Config:
    accounts.create_account(handle="olga", email="olga@x.example", password="come to the moot", role=Role.OPERATOR)
    alive_file(healthy).touch()
    healthy.streaming_alive_file.touch()
    return healthy


def test_a_running_site_has_no_complaints(running: Config) -> None:
    assert _complaints(list(check_running(running))) == []


def test_a_policy_that_cannot_be_used(running: Config, tmp_path: Path) -> None:
    [complaint] = _complaints(list(check_running(_changed(running, policy=tmp_path / "none.yaml"))))
    assert (complaint.level, complaint.mend) == (Level.FAIL, f"`folkmoot policy check {tmp_path}/none.yaml`")


def test_a_silent_worker(running: Config) -> None:
    os.utime(alive_file(running), (0, 0))
    [complaint] = _complaints(list(check_running(running)))
    assert complaint.what.startswith("The worker has been silent for ")


def test_parked_jobs(running: Config) -> None:
    jobs.enqueue("feed.build")
    Job.objects.update(parked_at=clock.now())
    [complaint] = _complaints(list(check_running(running)))
    assert complaint.what == "Jobs that failed too often: 1 (feed.build)."


def test_pending_and_unknown_migrations(running: Config) -> None:
    with connections["keys"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'residency'")
    with connections["default"].cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '9999_later', '2030-01-01')")
    assert _complaints(list(check_running(running))) == [
        Finding(Level.FAIL, "The database 'keys' has the schema of an older version.", "Run `folkmoot migrate`."),
        Finding(Level.FAIL, "The database 'default' was made by a newer Folkmoot.", "Install that version."),
    ]
