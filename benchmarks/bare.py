"""The least that a WSGI application can do: one body, always the same. The yardstick of `benchmarks.reading`."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_BODY = Path(os.environ["BENCHMARK_BODY"]).read_bytes()
_HEADERS = [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(_BODY)))]


def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", _HEADERS)
    return [_BODY]
