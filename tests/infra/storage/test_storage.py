from io import BytesIO
from pathlib import Path

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


def test_deleting_twice_is_no_error() -> None:
    key = storage.save(BytesIO(b"abc"), extension="png", most=3)
    storage.delete([key, key])
    assert not storage.path(key).exists()


@pytest.mark.parametrize("key", ["", "..", "/etc/passwd", "0" * 31 + ".png", "0" * 32, "0" * 32 + ".p/g"])
def test_what_can_be_no_key(key: str) -> None:
    with pytest.raises(NotFound):
        storage.path(key)
