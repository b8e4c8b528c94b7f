"""Logs that hold no personal data: what could name somebody is taken out of every line before it is written.

Code logs names of classes, routes and jobs, and ids; but a traceback ends with what a library says, and a database
quotes the row that it refuses. So the last word is here.
"""

import ipaddress
import json
import logging
import re
import secrets
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from typing_extensions import override

_request: ContextVar[str] = ContextVar("request", default="")

_HIDDEN = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)"), "[address]"),
    (re.compile(r"(?i)\bbearer\s+[\w.~+/=-]+"), "[token]"),
    (re.compile(r"(?i)\b(token|password|secret|code|key)(['\"]?\s*[=:]\s*['\"]?)[^\s'\"&,)]{6,}"), r"\1\2[secret]"),
    (re.compile(r"(?m)^(\s*DETAIL:).*$"), r"\1 [row]"),
)
_PERHAPS_IPV6 = re.compile(r"(?<![\w:])[0-9a-fA-F:]{2,39}(?![\w:])")
_PASSWORD_IN_ADDRESS = re.compile(r"(://[^\s:/@]+):[^\s@/]+@")


def begin_request() -> str:
    """A new number for the request that this thread begins to answer; it stands in the lines logged meanwhile."""
    number = secrets.token_hex(8)
    _request.set(number)
    return number


def without_persons(text: str) -> str:
    """The text without e-mail and network addresses, tokens, passwords and quoted rows."""
    text = _PASSWORD_IN_ADDRESS.sub(r"\1:[secret]@", text)
    for pattern, instead in _HIDDEN:
        text = pattern.sub(instead, text)
    return _PERHAPS_IPV6.sub(_address, text)


def _address(found: re.Match[str]) -> str:
    try:
        ipaddress.IPv6Address(found[0])
    except ValueError:
        return found[0]
    return "[address]"


class PlainFormatter(logging.Formatter):
    """One line a record, tracebacks behind it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    @override
    def format(self, record: logging.LogRecord) -> str:
        fields = " ".join(f"{name}={value}" for name, value in _fields(record).items())
        return without_persons(f"{super().format(record)} {fields}".rstrip())


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC, RFC 3339), level, logger, message, and what else the record carries."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_persons(record.getMessage()),
            **_fields(record),
        }
        if record.exc_info:
            said["error"] = without_persons(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    number = _request.get()
    return getattr(record, "fields", {}) | ({"request": number} if number else {})


class RoutesOnly(logging.Filter):
    """Django logs the path of a request that failed; paths hold names, words of searches and secrets of links."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple) and request.path in record.args:
            match = request.resolver_match
            route = f"/{match.route}" if match else "(no route)"
            record.args = tuple(route if one == request.path else one for one in record.args)
        return True
