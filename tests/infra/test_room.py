"""How much room there is, and what is refused at which mark."""

from collections import namedtuple
from pathlib import Path

import pytest

from folkmoot.infra import config, usage
from folkmoot.infra.config import Config
from folkmoot.infra.room import api as room
from folkmoot.infra.room import measured
from folkmoot.infra.room.api import Growth, Mark, Room
from folkmoot.kernel.errors import NoRoom

_Usage = namedtuple("_Usage", "total used free")  # noqa: PYI024 - as shutil has it
_MB = 1024 * 1024


@pytest.mark.parametrize(
    ("percent", "mark", "refused"),
    [
        (0, Mark.EASY, []),
        (79, Mark.EASY, []),
        (80, Mark.TOLD, []),
        (89, Mark.TOLD, []),
        (90, Mark.LEAN, ["archive", "video"]),
        (94, Mark.LEAN, ["archive", "video"]),
        (95, Mark.NO_FILES, ["archive", "video", "file"]),
        (98, Mark.NOBODY_NEW, ["archive", "video", "file", "joining"]),
        (100, Mark.FULL, ["archive", "video", "file", "joining", "post"]),
        (250, Mark.FULL, ["archive", "video", "file", "joining", "post"]),
    ],
)
def test_what_is_refused_in_which_order(percent: int, mark: Mark, refused: list[str]) -> None:
    room._room.pin(Room(percent, 100))
    assert (room.now().mark, [growth.value for growth in room.lacking()]) == (mark, refused)
    for growth in Growth:
        if growth.value in refused:
            with pytest.raises(NoRoom) as told:
                room.require(growth)
            assert told.value.safe == room.SENTENCES[growth]
        else:
            room.require(growth)


@pytest.mark.parametrize(
    ("free", "budget", "most"),
    [
        (1000 * _MB, 0, 588 * _MB),
        (1000 * _MB, 200 * _MB, 200 * _MB),
        (1000 * _MB, 10_000 * _MB, 588 * _MB),
        (512 * _MB, 0, 100 * _MB),
        (0, 0, -412 * _MB),
    ],
)
def test_the_budget_or_what_the_disk_has_but_for_the_reserve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, budget: int, most: int
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: _Usage(0, 0, free))
    settings = Config(data=tmp_path, disk_budget=budget)
    measured.note(settings, 100 * _MB)
    assert measured.room_of(settings) == Room(100 * _MB, most)


def test_less_than_the_reserve_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: _Usage(0, 0, 512 * _MB))
    settings = Config(data=tmp_path)
    assert measured.room_of(settings).mark is Mark.FULL, "also before anything was measured"
    measured.note(settings, 7)
    assert measured.room_of(settings).mark is Mark.FULL


def test_the_worker_measures_and_makes_room_from_the_mark_on(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = config.current().data / "media"
    folder.mkdir(exist_ok=True)
    (folder / "big").write_bytes(b"x" * 9000)
    done: list[str] = []
    monkeypatch.setattr(room, "_reliefs", {})
    monkeypatch.setattr(room._walk, "next_at", 0.0)
    room.register_relief("lean", Mark.LEAN, lambda: done.append("lean"))
    room.register_relief("no files", Mark.NO_FILES, lambda: done.append("no files"))
    taken = usage.folder(config.current().data).bytes
    settings = config.current()
    tight = Config(data=settings.data, key_file=settings.key_file, disk_budget=taken * 100 // 92)
    monkeypatch.setattr(config, "_current", tight)
    room.measure()
    assert room.now().mark is Mark.LEAN
    assert done == ["lean"]
    room.measure()
    assert done == ["lean"], "a walk is not begun again at once"
    (folder / "big").unlink()
    (settings.data / "room").unlink()
