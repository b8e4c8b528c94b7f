"""Sends the files of media, whole or the part that a player asks for."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from folkmoot.domains.media import api as media

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_CHUNK = 256 * 1024
_YEAR = "public, max-age=31536000, immutable"
_HOUR = "private, max-age=3600"
_NO_SCRIPT = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""A file that a browser takes for a page after all is one without scripts, forms and an origin."""


@require_safe
def file(request: HttpRequest, key: str) -> HttpResponseBase:
    """`/media/<key>`; files never change, so the key is their ETag."""
    found = media.open_file(key, request.GET.get("e", ""), request.GET.get("s", ""))
    tag = f'"{key}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = _body(request, found.path, found.mime, tag)
    response["ETag"] = tag
    response["Cache-Control"] = _YEAR if found.public else _HOUR
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _NO_SCRIPT
    response["Cross-Origin-Resource-Policy"] = "cross-origin" if found.public else "same-site"
    return response


def _body(request: HttpRequest, path: Path, mime: str, tag: str) -> HttpResponseBase:
    size = path.stat().st_size
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    part = _RANGE.fullmatch(asked.strip())
    if part is None or part.groups() == ("", ""):
        response: HttpResponseBase = FileResponse(path.open("rb"), content_type=mime)
    else:
        response = _part(path, mime, size, _bounds(part[1], part[2], size))
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = "inline"
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """The first byte and the one behind the last (RFC 9110, 14.1.2); `-500` means the last 500."""
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(int(last) + 1, size) if last else size


def _part(path: Path, mime: str, size: int, bounds: tuple[int, int]) -> HttpResponseBase:
    start, end = bounds
    if start >= end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_read(path, start, end), status=206, content_type=mime)
    response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["Content-Length"] = str(end - start)
    return response


def _read(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(start)
        left = end - start
        while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
