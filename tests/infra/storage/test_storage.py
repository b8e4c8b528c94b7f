import os
import signal
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typing_extensions import override

from folkmoot.infra import config
from folkmoot.infra.storage import api as storage
from folkmoot.kernel.errors import Invalid, NotFound


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), data=tmp_path / "data"))
    return tmp_path / "data" / "media"


def files(folder: Path) -> list[str]:
    return [str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()]


def test_saved_under_a_random_key(folder: Path) -> None:
    key = storage.save(BytesIO(b"abc"), extension="png", most=3)
    other = storage.save(BytesIO(b"abc"), extension="webp", most=3, label="profile")
    assert key != other
    assert (key[32:], other[32:]) == (".png", "-profile.webp")
    assert sorted(files(folder)) == sorted(f"{one[:2]}/{one[2:4]}/{one}" for one in (key, other))
    assert storage.path(key).read_bytes() == b"abc"


def test_too_large_leaves_nothing(folder: Path) -> None:
    with pytest.raises(Invalid) as refused:
        storage.save(BytesIO(b"abcd"), extension="png", most=3)
    assert (refused.value.safe, refused.value.field) == ("This file is too large.", "file")
    assert files(folder) == []


class Broken(BytesIO):
    @override
    def read(self, _size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError("the line is cut")
        return super().read(2)


def test_a_stream_that_breaks_leaves_nothing(folder: Path) -> None:
    with pytest.raises(OSError, match="the line is cut"):
        storage.save(Broken(b"abcd"), extension="png", most=100)
    assert files(folder) == []


class Killing(BytesIO):
    """Kills the process that reads it, in the middle."""

    @override
    def read(self, _size: int | None = -1, /) -> Any:
        if self.tell():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(2)


def test_what_a_killed_process_left_is_swept_when_nothing_was_added_for_so_long(folder: Path) -> None:
    half = _half_written(folder)
    assert half.parent == folder / "incoming"
    now = datetime.now(UTC)
    storage.sweep_incoming(now - timedelta(minutes=1))
    assert half.exists(), "somebody may be writing to it"
    kept = storage.path(storage.save(BytesIO(b"abc"), extension="png", most=3))
    storage.sweep_incoming(now + timedelta(minutes=1))
    assert (half.exists(), kept.exists()) == (False, True)


def _half_written(folder: Path) -> Path:
    child = os.fork()
    if child == 0:
        storage.save(Killing(b"abcd"), extension="png", most=100)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    [found] = files(folder)
    return folder / found


def test_deleting_twice_is_no_error() -> None:
    key = storage.save(BytesIO(b"abc"), extension="png", most=3)
    storage.delete([key, key])
    assert not storage.path(key).exists()


@pytest.mark.parametrize("key", ["", "..", "/etc/passwd", "0" * 31 + ".png", "0" * 32, "0" * 32 + ".p/g"])
def test_what_can_be_no_key(key: str) -> None:
    with pytest.raises(NotFound):
        storage.path(key)
