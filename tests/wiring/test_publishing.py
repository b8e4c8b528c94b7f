"""Requests that publish are answered in turn, and nobody waits for what has not come in yet."""

import io
from collections.abc import Iterable
from typing import Any

import pytest
from typing_extensions import override

from folkmoot.infra import turns
from folkmoot.wiring.publishing import InTurn
from folkmoot.wiring.whole import CutShort, Whole

_PATH = "/api/v1/statuses"


class Line(io.BytesIO):
    """A body that tells whether it was read while somebody had the turn."""

    read_in_turn: bool | None = None

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        self.read_in_turn = turns._turn.locked()
        return super().read(size)


def _asked(line: Line, length: str, method: str = "POST", path: str = _PATH) -> tuple[bool, bytes]:
    """Whether it was answered in turn, and the body that the application met."""
    met: list[tuple[bool, bytes]] = []

    def answering(environ: dict[str, Any], _start: object) -> Iterable[bytes]:
        met.append((turns._turn.locked(), environ["wsgi.input"].read()))
        return [b"x"]

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": length, "wsgi.input": line}
    assert InTurn(answering)(environ, None) == [b"x"]
    assert not turns._turn.locked()
    return met[0]


@pytest.mark.parametrize("path", [_PATH, f"{_PATH}/"])
def test_a_post_is_read_first_and_then_answered_in_turn(path: str) -> None:
    line = Line(b"bread and salt")
    assert _asked(line, "14", path=path) == (True, b"bread and salt")
    assert line.read_in_turn is False


@pytest.mark.parametrize(
    ("length", "method", "path"),
    [
        ("14", "GET", _PATH),
        ("14", "POST", "/api/v1/media"),
        ("65537", "POST", _PATH),
        ("", "POST", _PATH),
        ("-1", "POST", _PATH),
    ],
)
def test_all_else_takes_no_turn(length: str, method: str, path: str) -> None:
    assert _asked(Line(b"bread and salt"), length, method, path) == (False, b"bread and salt")


def test_a_body_that_broke_off_is_left_to_who_says_so() -> None:
    def answering(environ: dict[str, Any], _start: object) -> Iterable[bytes]:
        assert not turns._turn.locked()
        return [environ["wsgi.input"].read()]

    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": _PATH, "CONTENT_LENGTH": "20", "wsgi.input": io.BytesIO(b"half")}
    with pytest.raises(CutShort):
        Whole(InTurn(answering))(environ, None)
