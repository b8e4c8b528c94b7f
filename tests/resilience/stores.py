"""What people get while a store cannot take anything: refusals in words in their own form, and their reading."""

import io
import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from tests.live import LiveSite
from tests.member import Member
from tests.resilience.town import Town, send_form

_GO = 302
_BOUNDARY = "folkmoot-tests"


@dataclass(frozen=True, slots=True)
class Answer:
    """`says`: the sentence for a person; `again`: Retry-After in seconds, 0 without."""

    status: int
    says: str
    again: int


def publish(member: Member, text: str) -> Answer:
    body = json.dumps({"status": text}).encode()
    return _asked(member, "/api/v1/statuses", body, "application/json", key=text)


def upload(member: Member, *, seconds: float = 0, halfway: threading.Event | None = None) -> Answer:
    """`seconds`: how long the second half is on its way; `halfway` is set when the first half is."""
    picture = io.BytesIO()
    Image.effect_noise((640, 480), 90).save(picture, "PNG")  # 300 kB that do not shrink
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'.encode()
    whole = head + picture.getvalue() + f"\r\n--{_BOUNDARY}--\r\n".encode()
    kind = f"multipart/form-data; boundary={_BOUNDARY}"
    if not seconds:
        return _asked(member, "/api/v2/media", whole, kind)

    def halves() -> Iterator[bytes]:
        yield whole[: len(whole) // 2]
        if halfway is not None:
            halfway.set()
        threading.Event().wait(seconds)
        yield whole[len(whole) // 2 :]

    return _asked(member, "/api/v2/media", halves(), kind, length=len(whole))


def follow(town: Town) -> Answer:
    """By the form of a page. A stranger does it who does not follow yet: for others there is nothing to write."""
    person = next(one for one in town.strangers if one.id not in town.model.follows)
    status, page, again = send_form(town.site, person, "/@ana/relate", {"verb": "follow"})
    if status == _GO:
        town.model.follows.add(person.id)
    words = re.search(r'<p class="lead">(.*?)</p>', page)
    return Answer(status, words[1] if words else "", int(again or 0))


def reading_goes_on(town: Town) -> bool:
    """Pages and the client API, signed in, also for somebody who was not here today."""
    pages = [send_form(town.site, town.crowd[-1], path)[0] for path in ("/", "/@ana", "/notifications", "/rules")]
    posts = town.ana.posts(), town.ana.call("GET", "/api/v1/timelines/home")
    return pages == [200] * len(pages) and all(isinstance(one, list) for one in posts)


def _asked(
    member: Member, path: str, body: bytes | Iterator[bytes], kind: str, *, key: str = "", length: int = 0
) -> Answer:
    headers = {"Content-Type": kind, "Authorization": f"Bearer {member._token}"}
    headers |= {"Content-Length": str(length)} if length else {}
    headers |= {"Idempotency-Key": key} if key else {}
    request = urllib.request.Request(member._url + path, body, headers)  # noqa: S310 - http only
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the same
            return Answer(answer.status, "", 0)
    except urllib.error.HTTPError as error:
        again = error.headers.get("Retry-After")
        return Answer(error.code, json.load(error)["error"], int(again or 0))


def files_of(site: LiveSite) -> set[str]:
    """The uploaded files, whole or not."""
    return {str(file) for file in (site.data / "media").rglob("*") if file.is_file()}
