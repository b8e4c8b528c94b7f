"""The power goes while a post is on its way into homes: what was acknowledged is there, and its fan-out made again.

RESILIENCE_CUTS says at how many places the log is cut (the suite: 24), RESILIENCE_SEED which.
"""

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.live import ROOT, LiveSite
from tests.resilience.power import POSTS, READERS, Worked

pytestmark = pytest.mark.live
CUTS = int(os.environ.get("RESILIENCE_CUTS", "24"))
SEED = int(os.environ.get("RESILIENCE_SEED", "20170217"))
_HEADER, _FRAME = 32, 24 + 4096
"""Bytes of the log's header, and of a frame with a page (sqlite.org/walformat)."""


@dataclass
class Place:
    site: LiveSite
    folder: Path

    def run(self, deed: str, *more: int) -> list[Any]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.resilience.power", deed, str(self.folder), *map(str, more)],
            env=self.site.environment | {"DJANGO_SETTINGS_MODULE": "folkmoot.wiring.settings"},
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=400,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    site = LiveSite(within=tmp_path)
    site.make()
    return Place(site, tmp_path)


def test_after_a_power_cut_what_was_acknowledged_is_there_and_fanned_out_once(place: Place) -> None:
    [said] = place.run("work")
    worked = Worked(said["posts"], [(length, lasting) for length, lasting in said["commits"]])
    lasting = [length for length, lasts in worked.commits if lasts]
    passing = [length for length, lasts in worked.commits if not lasts]
    assert len(passing) > READERS // 3, "homes are written in steps that wait for no disk"
    assert set(worked.posts.values()) <= set(lasting), "nobody is told of what a cut may undo"

    cuts = _cuts(worked, (place.folder / "wal").stat().st_size)
    for length, found in zip(cuts, place.run("look", *cuts), strict=True):
        where = f"after a cut at {length}; seed {SEED}"
        acknowledged = {post for post, at in worked.posts.items() if at <= length}
        assert acknowledged <= set(found["posts"]) <= worked.posts.keys(), where
        assert found["homes"] == dict.fromkeys(found["posts"], READERS), where
        assert found["told"] == dict.fromkeys(found["posts"], 1), where
        assert found["left"] == [0, 0, 0, 0], where
    assert len(worked.posts) == POSTS


def _cuts(worked: Worked, end: int) -> list[int]:
    """Around the ends of commits that waited for no disk, and at ends of frames and in their middle anywhere else."""
    chance = random.Random(SEED)
    passing = [length + more for length, lasts in worked.commits if not lasts for more in (-_FRAME, 0, 1)]
    frames = range(_HEADER, end + 1, _FRAME)
    anywhere = [chance.choice(frames) + chance.choice((0, 0, _FRAME // 2)) for _ in range(CUTS)]
    found = chance.sample(passing, min(CUTS // 2, len(passing))) + anywhere[: CUTS // 2]
    return sorted({0, end, *worked.posts.values(), *(min(one, end) for one in found)})
