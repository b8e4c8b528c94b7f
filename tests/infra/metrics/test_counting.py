"""Processes count together, in files that nobody else can write; what cannot be looked up hides nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from folkmoot.infra.metrics import exposition, looked_at
from folkmoot.infra.metrics.folder import VARIABLE, emptied
from folkmoot.infra.metrics.looked_at import Look

_COUNT = "from folkmoot.infra.metrics.counted import EVENTS, STREAMS; EVENTS.inc({n}); STREAMS.set({n})"
_READ = "import sys; from folkmoot.infra.metrics import exposition; sys.stdout.buffer.write(exposition.text())"


def _python(code: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=os.environ | environment, check=True, capture_output=True, text=True).stdout


def test_what_several_processes_counted_is_added_up(tmp_path: Path) -> None:
    environment = emptied(tmp_path, tmp_path / "no-such-folder")
    for number in (3, 4):
        _python(_COUNT.format(n=number), environment)
    lines = _python(_READ, environment).splitlines()
    assert "folkmoot_events_dispatched_total 7.0" in lines
    assert "folkmoot_streams_open 4.0" in lines


def test_a_new_start_counts_from_nought(tmp_path: Path) -> None:
    _python(_COUNT.format(n=5), emptied(tmp_path, tmp_path))
    environment = emptied(tmp_path, tmp_path)
    _python(_COUNT.format(n=1), environment)
    assert "folkmoot_events_dispatched_total 1.0" in _python(_READ, environment).splitlines()


def test_what_somebody_else_put_there_is_left_alone(tmp_path: Path) -> None:
    data, memory = tmp_path / "data", tmp_path / "memory"
    data.mkdir()
    memory.mkdir()
    folder = Path(emptied(data, memory)[VARIABLE])
    assert (folder.parent, folder.stat().st_mode & 0o777) == (memory, 0o700)
    folder.rmdir()
    folder.symlink_to(tmp_path / "elsewhere")
    assert emptied(data, memory) == {VARIABLE: str(data / "metrics")}
    assert folder.is_symlink()


def test_a_number_that_is_not_to_be_had_hides_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(looked_at, "_looks", {})
    looked_at.register(
        Look("folkmoot_broken", "Breaks.", (), lambda: [((), 1 / 0)]),
        Look("folkmoot_oars", "Oars by side.", ("side",), lambda: [(("port",), 2), (("starboard",), 3)]),
    )
    said = exposition.text().decode()
    assert 'folkmoot_oars{side="port"} 2.0\nfolkmoot_oars{side="starboard"} 3.0' in said
    assert "folkmoot_broken" not in said
    assert "the metric folkmoot_broken could not be looked up" in caplog.text
