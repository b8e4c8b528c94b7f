"""masto.js, the library of many web clients, against a running site: see masto/walk.mjs."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.edges.mastodon.foreign import DATABASES, PICTURE, site_on
from tests.edges.mastodon.test_client_of_staff import staff
from tests.edges.mastodon.test_clients import join
from tests.live import ROOT, LiveSite

pytestmark = [pytest.mark.live, pytest.mark.node]
HERE = Path(__file__).parent / "masto"


@pytest.fixture(scope="module")
def library() -> Path:
    """A folder under build/ with the walk beside masto.js as package-lock.json pins it; npm checks the hashes."""
    parts = [HERE / name for name in ("package.json", "package-lock.json")]
    folder = ROOT / "build" / f"masto-{hashlib.sha256(b''.join(part.read_bytes() for part in parts)).hexdigest()[:12]}"
    done = folder / "installed"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for part in parts:
            shutil.copy(part, folder)
        said = _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        assert said.returncode == 0, said.stdout + said.stderr
        done.touch()
    shutil.copy(HERE / "walk.mjs", folder)
    return folder


@pytest.fixture(scope="module", params=DATABASES)
def site(request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    with site_on(request.param) as running:
        yield running


@pytest.fixture(scope="module")
def found(site: LiveSite, library: Path) -> dict[str, Any]:
    """What the walk found, by step."""
    clients = {name: join(site, name) for name in ("ana", "ben", "carla")} | {"mo": staff(site, "mo")}
    tokens = {name: client.access_token for name, client in clients.items()}
    given = json.dumps({"url": site.url, "tokens": tokens, "picture": str(PICTURE)})
    said = _run(["node", "walk.mjs"], library, given)
    assert said.returncode == 0, said.stdout + said.stderr
    steps: dict[str, Any] = json.loads(said.stdout)
    return steps


def _run(command: list[str], folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, text=True, check=False, timeout=120)


def test_a_post_with_a_picture_gets_a_reply_and_a_thread(found: dict[str, Any]) -> None:
    assert found["writing"] == {
        "content": "<p>I have two pairs</p>",
        "repliesTo": True,
        "thread": ["ben"],
        "media": ["image", "A grey figure", 200],
    }


def test_a_poll_is_answered(found: dict[str, Any]) -> None:
    assert found["voting"] == {"own": [1], "options": [["Rye", 0], ["Wheat", 1]], "voters": 1}


def test_lists_show_their_people_and_filters_mark_what_they_find(found: dict[str, Any]) -> None:
    assert found["reading"] == {
        "following": True,
        "members": ["ana"],
        "listed": ["ana"],
        "filtered": [["Rowing", "warn", ["oars"]]],
    }


def test_notifications_come_in_groups(found: dict[str, Any]) -> None:
    assert found["beingTold"] == [{"type": "favourite", "count": 2, "from": ["ben", "carla"], "about": True}]


def test_what_is_published_arrives_over_a_socket(found: dict[str, Any]) -> None:
    assert found["listening"] == {
        "stream": ["user"],
        "event": "update",
        "content": "<p>The lock is open</p>",
        "from": "ana",
    }


def test_a_moderator_takes_and_answers_a_report_and_a_member_may_not(found: dict[str, Any]) -> None:
    assert found["moderating"] == {
        "waiting": [[True, "Spam, I think", "ana", True]],
        "takenBy": "mo",
        "resolved": True,
        "left": 0,
        "refused": 403,
    }
