"""Logs hold no personal data, whatever a library says."""

import json
import logging

import pytest

from folkmoot.infra import logs

_SECRETS = ("ana@moot.example", "192.0.2.7", "2001:db8::7", "s3cr3t-t0k3n", "hunter2hunter2")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("no mailbox ana@moot.example here", "no mailbox [e-mail] here"),
        ("refused 192.0.2.7.", "refused [address]."),
        ("from 2001:db8::7 again", "from [address] again"),
        ("from 2001:db8:0:0:1:2:3:4", "from [address]"),
        ("at 12:34:56 on 2026-03-01", "at 12:34:56 on 2026-03-01"),
        ("Authorization: Bearer s3cr3t-t0k3n", "Authorization: [token]"),
        ("password='hunter2hunter2'", "password='[secret]'"),
        ("postgresql://folkmoot:hunter2hunter2@db/moot", "postgresql://folkmoot:[secret]@db/moot"),
        ("duplicate key\nDETAIL:  Key (handle)=(ana) already exists.", "duplicate key\nDETAIL: [row]"),
        (
            "job 123456789012345678 feed.fan_out failed: KeyError",
            "job 123456789012345678 feed.fan_out failed: KeyError",
        ),
    ],
)
def test_what_names_somebody_is_taken_out(said: str, written: str) -> None:
    assert logs.without_persons(said) == written


def _broken() -> None:
    raise ValueError("{} from {} and {} token={} password: {}".format(*_SECRETS))


@pytest.mark.parametrize("formatter", [logs.PlainFormatter(), logs.JsonFormatter()], ids=["plain", "json"])
def test_tracebacks_too(formatter: logging.Formatter) -> None:
    with pytest.raises(ValueError, match="token") as raised:
        _broken()
    trouble = (raised.type, raised.value, raised.tb)
    line = formatter.format(logging.LogRecord("x", logging.ERROR, __file__, 1, "it broke", (), trouble))
    assert "ValueError" in line
    assert [one for one in _SECRETS if one in line] == []


def test_json_is_one_object_a_line_with_its_fields() -> None:
    number = logs.begin_request()
    record = logging.LogRecord("folkmoot.x", logging.WARNING, __file__, 1, "one %s\ntwo", ("thing",), None)
    record.fields = {"route": "rules", "ms": 1.5}
    line = logs.JsonFormatter().format(record)
    assert "\n" not in line
    found = json.loads(line)
    assert found.pop("time").endswith("+00:00")
    expected = {"level": "warning", "logger": "folkmoot.x", "message": "one thing\ntwo", "route": "rules", "ms": 1.5}
    assert found == expected | {"request": number}
