"""What is not for everybody lies nowhere in plain: every byte that a site keeps is searched."""

import http.cookiejar
import re
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import postgres
from tests.live import PASSWORD, LiveSite
from tests.member import Member

pytestmark = pytest.mark.live
_BROWSER = "Heron-Browser/7.5"
_OPEN = "cormorant"
_SECRETS = {
    "an e-mail address": "heron.walker@moot.example",
    "a post for followers": "quokka",
    "its content warning": "wombat",
    "a post for friends": "numbat",
    "a direct message": "pangolin",
    "an option of a poll for followers": "axolotl",
    "a scheduled post for followers": "tamarin",
    "a hashtag of a post for followers": "potoroo",
    "a password": PASSWORD,
    "the name of a browser": _BROWSER,
}


@pytest.fixture(params=[None, pytest.param("postgresql", marks=pytest.mark.postgres)], ids=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> Iterator[postgres.Server | None]:
    with ExitStack() as stack:
        yield stack.enter_context(postgres.server()) if request.param else None


def test_nothing_private_lies_in_plain(server: postgres.Server | None) -> None:
    with LiveSite(database=server.environment() if server else None) as site:
        heron = Member(site.url, "heron", email=_SECRETS["an e-mail address"])
        ana = Member(site.url, "ana")
        _publish_everything(heron)
        _report_the_message(ana, heron)
        _sign_in_with_a_browser(site.url, heron.email)
        _search(site, server)
        site.stop()
        _search(site, server)


def _search(site: LiveSite, server: postgres.Server | None) -> None:
    plain = dict(_files(site.folder)) | {"output": "\n".join(site.output).encode()}
    if server is not None:
        plain |= {name: _dump(server, name) for name in ("folkmoot", "folkmoot_vault")}
    assert [name for name, content in plain.items() if _OPEN.encode() in content], "the search finds nothing"
    for what, secret in _SECRETS.items():
        found = [name for name, content in plain.items() if _holds(content, secret)]
        assert (what, found) == (what, [])


def _publish_everything(heron: Member) -> None:
    heron.publish(_OPEN)
    heron.publish("quokka #potoroo", visibility="private", spoiler_text="wombat")
    heron.publish("numbat", visibility="friends")
    heron.publish("pangolin @ana", visibility="direct")
    heron.publish("which?", visibility="private", poll={"options": ["axolotl", "axolotl 2"], "expires_in": 3600})
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    heron.publish("tamarin", visibility="private", scheduled_at=tomorrow.isoformat())


def _report_the_message(ana: Member, heron: Member) -> None:
    """What is reported is kept as evidence, and lies in plain no more than the message itself."""
    (talk,) = ana.call("GET", "/api/v1/conversations")
    reported = {"account_id": heron.id, "status_ids": [talk["last_status"]["id"]], "category": "other"}
    assert ana.call("POST", "/api/v1/reports", **reported)["action_taken"] is False


def _sign_in_with_a_browser(url: str, email: str) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    browser.addheaders = [("User-Agent", _BROWSER)]
    page = browser.open(f"{url}/sign-in", timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "identifier": email, "password": PASSWORD}
    with browser.open(f"{url}/sign-in", urllib.parse.urlencode(form).encode(), timeout=20) as answer:
        assert not answer.url.endswith("/sign-in")
    assert _BROWSER in browser.open(f"{url}/settings/sessions", timeout=20).read().decode()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield str(file.relative_to(folder)), file.read_bytes()


def _dump(server: postgres.Server, name: str) -> bytes:
    dump = server.programs / "pg_dump"
    return subprocess.run([dump, "--inserts", server.url(name)], check=True, capture_output=True).stdout


def _holds(content: bytes, secret: str) -> bool:
    """In plain, whatever the case, and in the two-byte text that some formats keep. PostgreSQL writes bytes as hex."""
    lower = content.lower()
    return any(
        form in lower
        for form in (secret.lower().encode(), secret.lower().encode("utf-16-le"), secret.encode().hex().encode())
    )
