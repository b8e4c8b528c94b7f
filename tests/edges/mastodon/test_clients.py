"""Clients that others wrote, against a running site: Mastodon.py and the command line `toot`."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import requests
from mastodon import Mastodon, MastodonAPIError, MastodonIllegalArgumentError, MastodonUnauthorizedError

from tests.live import ROOT, LiveSite

pytestmark = pytest.mark.live
PASSWORD = "come to the moot"
SCOPES = ["read", "write", "follow", "push"]
_PATIENCE = 20.0


@pytest.fixture(scope="module")
def site() -> Iterator[LiveSite]:
    with LiveSite() as running:
        yield running


def join(site: LiveSite, name: str) -> Mastodon:
    """Sign up through a new app; the client is then signed in."""
    client_id, secret = Mastodon.create_app(f"{name}'s client", api_base_url=site.url, scopes=SCOPES)
    client = Mastodon(client_id, secret, api_base_url=site.url, ratelimit_method="throw")
    client.create_account(name, PASSWORD, f"{name}@example.org", agreement=True, scopes=SCOPES)
    return client


def eventually(read: Callable[[], Any]) -> Any:
    """What `read` gives once it gives something: the worker brings news a moment later."""
    until = time.monotonic() + _PATIENCE
    while not (found := read()):
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.2)
    return found


def consent(url: str, email: str) -> str:
    """Sign in with a browser's cookies, say yes on the consent page, and read the code off the last page."""
    origin = url[: url.index("/oauth")]
    browser = requests.Session()
    page = browser.get(f"{origin}/sign-in").text
    answer = browser.post(
        f"{origin}/sign-in",
        {"csrfmiddlewaretoken": _value(page, "csrfmiddlewaretoken"), "identifier": email, "password": PASSWORD},
        allow_redirects=False,
    )
    assert answer.status_code == 302, answer.text
    page = browser.get(url).text
    fields = [(name, unescape(value)) for name, value in _HIDDEN.findall(page)]
    fields += [("granted", scope) for scope in _GRANTED.findall(page)]
    return _shown_code(browser.post(f"{origin}/oauth/authorize", [*fields, ("allow", "1")]).text)


_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_GRANTED = re.compile(r'name="granted" value="([^"]+)"')


def _value(page: str, name: str) -> str:
    return str(dict(_HIDDEN.findall(page))[name])


def _shown_code(page: str) -> str:
    found = re.search(r'id="code"[^>]* value="([^"]+)"', page)
    assert found, page
    return found[1]


def test_from_sign_up_to_reading_a_reply_with_mastodon_py(site: LiveSite) -> None:
    ana, ben = join(site, "ana"), join(site, "ben")
    assert ana.me().acct == "ana"
    assert ben.account_lookup("ana").id == ana.me().id
    assert ben.account_follow(ana.me().id).following is True
    post = ana.status_post("Who has oars for Sunday? #boats", idempotency_key="k1", language="en")
    assert ana.status_post("Who has oars for Sunday? #boats", idempotency_key="k1").id == post.id
    (seen,) = eventually(ben.timeline_home)
    assert (seen.id, seen.account.acct) == (post.id, "ana")
    reply = ben.status_reply(seen, "I have two pairs")
    context = ana.status_context(post.id)
    assert [one.id for one in context.descendants] == [reply.id]
    assert context.descendants[0].in_reply_to_id == post.id
    (told,) = eventually(lambda: ana.notifications(types=["mention"]))
    assert (told.type, told.status.id, told.account.acct) == ("mention", reply.id, "ben")
    assert [one.id for one in ben.timeline_hashtag("boats")] == [post.id]


def test_what_readers_and_authors_do_with_mastodon_py(site: LiveSite) -> None:
    carla, dev = join(site, "carla"), join(site, "dev")
    post = carla.status_post("Bread at eight", spoiler_text="Food", visibility="public")
    assert dev.status_favourite(post.id).favourited is True
    assert dev.status_bookmark(post.id).bookmarked is True
    boost = dev.status_reblog(post.id)
    assert boost.reblog.id == post.id
    assert [one.acct for one in carla.status_favourited_by(post.id)] == ["dev"]
    assert [one.id for one in dev.bookmarks()] == [post.id]
    assert dev.status_unreblog(post.id).reblogged is False
    changed = carla.status_update(post.id, "Bread at nine", spoiler_text="Food")
    assert changed.content == "<p>Bread at nine</p>"
    assert [edit.content for edit in carla.status_history(post.id)] == ["<p>Bread at eight</p>", "<p>Bread at nine</p>"]
    poll = carla.make_poll(["Rye", "Wheat"], expires_in=3600)
    asked = carla.status_post("Which?", poll=poll)
    assert dev.poll_vote(asked.poll.id, [1]).own_votes == [1]
    private = carla.status_post("Only you, @dev", visibility="direct")
    (talk,) = eventually(dev.conversations)
    assert talk.last_status.id == private.id
    carla.status_delete(post.id)
    with pytest.raises(MastodonAPIError):
        dev.status(post.id)


def test_pictures_lists_filters_and_profile_with_mastodon_py(site: LiveSite, tmp_path: Path) -> None:
    erin, femi = join(site, "erin"), join(site, "femi")
    picture = ROOT / "src/folkmoot/edges/mastodon/static/client/avatar.png"
    with picture.open("rb") as content:
        file = erin.media_post(content, "image/png", description="A grey figure", focus=(0.5, -0.5))
    assert (file.type, file.description, file.meta.focus.x) == ("image", "A grey figure", 0.5)
    shown = erin.status_post("Look", media_ids=[file])
    assert shown.media_attachments[0].id == file.id
    assert requests.get(shown.media_attachments[0].url, timeout=10).headers["Content-Type"].startswith("image/")
    profile = erin.account_update_credentials(
        display_name="Erin Walsh",
        note="Ferry pilot",
        fields=[("Town", "Exeter")],
        avatar=picture.read_bytes(),
        avatar_mime_type="image/png",
    )
    assert (profile.display_name, profile.fields[0].value, profile.source.note) == (
        "Erin Walsh",
        "Exeter",
        "Ferry pilot",
    )
    assert requests.get(profile.avatar, timeout=10).status_code == 200
    femi.account_follow(erin.me().id)
    own = femi.list_create("Ferries")
    femi.list_accounts_add(own.id, [erin.me().id])
    assert [one.acct for one in femi.list_accounts(own.id)] == ["erin"]
    assert [one.id for one in eventually(lambda: femi.timeline_list(own.id))] == [shown.id]
    made = femi.create_filter_v2("Trains", ["home"], "warn", keywords_attributes=[{"keyword": "train"}])
    assert [word.keyword for word in femi.filter_v2(made.id).keywords] == ["train"]
    femi.account_block(erin.me().id)
    assert [one.acct for one in femi.blocks()] == ["erin"]
    assert femi.account_relationships([erin.me().id])[0].following is False


def test_signing_in_through_the_browser_and_out_again(site: LiveSite) -> None:
    join(site, "gita")
    client_id, secret = Mastodon.create_app("Second client", api_base_url=site.url, scopes=["read", "write"])
    client = Mastodon(client_id, secret, api_base_url=site.url, ratelimit_method="throw")
    url = client.auth_request_url(scopes=["read", "write"], allow_http=True)
    code = consent(url, "gita@example.org")
    client.log_in(code=code, scopes=["read", "write"], allow_http=True)
    assert client.me().acct == "gita"
    again = Mastodon(client_id, secret, api_base_url=site.url, ratelimit_method="throw")
    with pytest.raises(MastodonIllegalArgumentError):
        again.log_in(code=code, scopes=["read", "write"], allow_http=True)
    with pytest.raises(MastodonUnauthorizedError):
        client.me()


def test_revoking_ends_the_token(site: LiveSite) -> None:
    client = join(site, "hanna")
    token = client.access_token
    client.revoke_access_token(allow_http=True)
    late = Mastodon(access_token=token, api_base_url=site.url, ratelimit_method="throw")
    with pytest.raises(MastodonUnauthorizedError):
        late.me()


def test_instance_documents_are_understood(site: LiveSite) -> None:
    client = Mastodon(api_base_url=site.url, ratelimit_method="throw")
    instance = client.instance_v2()
    assert instance.configuration.statuses.max_characters == 5000
    assert instance.domain == f"localhost:{site.port}"
    assert client.instance_v1().uri == instance.domain
    assert client.instance_nodeinfo().software.name == "folkmoot"
    assert [rule.id for rule in client.instance_rules()]


class Toot:
    """The command line client of somebody, with its settings in a folder of its own."""

    def __init__(self, home: Path) -> None:
        self._environment = os.environ | {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "NO_COLOR": "1"}

    def __call__(self, *arguments: str, stdin: str = "") -> str:
        command = [sys.executable, "-c", "from toot.cli import cli; cli()", *arguments]
        done = subprocess.run(
            command, env=self._environment, input=stdin, capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout + done.stderr

    def sign_in(self, site: LiveSite, email: str) -> None:
        """The first run registers the app and prints the address; the second is given the code."""
        first = self("login", "-i", site.url, stdin="n\n")
        url = next(line for line in first.splitlines() if line.startswith("http"))
        second = self("login", "-i", site.url, stdin=f"n\n{consent(url, email)}\n")
        assert "Successfully logged in" in second, second


def test_from_signing_in_to_reading_a_reply_with_toot(site: LiveSite, tmp_path: Path) -> None:
    ivo, jana = join(site, "ivo"), join(site, "jana")
    toot = Toot(tmp_path)
    toot.sign_in(site, "ivo@example.org")
    assert "ivo" in toot("whoami")
    posted = toot("post", "Is the lock open?")
    assert "Toot posted" in posted, posted
    (post,) = eventually(lambda: jana.account_statuses(ivo.me().id))
    jana.status_reply(post, "Since noon, @ivo")
    thread = toot("thread", str(post.id))
    assert "Since noon" in thread, thread
    told = eventually(lambda: (found := toot("notifications")) and "jana" in found and found)
    assert "Since noon" in told
    assert "jana" in toot("search", "jana")
    assert "follow" in toot("follow", "jana").lower()
    assert "jana" in toot("following", "ivo")
    jana.status_post("Jana's own words")
    eventually(lambda: "Jana's own words" in toot("timelines", "home"))
