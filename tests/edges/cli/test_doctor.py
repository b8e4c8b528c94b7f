import os
from pathlib import Path

import pytest
from django.db import connections

from folkmoot.domains.accounts import api as accounts
from folkmoot.edges.cli.doctor.finding import Finding, Level
from folkmoot.edges.cli.doctor.machine import check_machine
from folkmoot.edges.cli.doctor.running import check_running
from folkmoot.edges.cli.site import alive_file
from folkmoot.infra import operator_key
from folkmoot.infra.config import Config
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.jobs.models import Job
from folkmoot.kernel import clock
from folkmoot.kernel.viewer import Role


@pytest.fixture
def healthy(tmp_path: Path) -> Config:
    """The settings of a site of which nothing is wrong."""
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


def test_a_site_without_operator_and_worker(healthy: Config) -> None:
    assert _complaints(list(check_running(healthy))) == [
        Finding(Level.FAIL, "Nobody is the operator of this site.", "`folkmoot init` makes the first one."),
        Finding(Level.WARN, "The worker has never run.", "Start the site: `folkmoot run`."),
    ]


@pytest.fixture
def running(healthy: Config) -> Config:
    accounts.create_account(handle="olga", email="olga@x.example", password="come to the moot", role=Role.OPERATOR)
    alive_file(healthy).touch()
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
