"""Mastodon.py and `toot` all the way: from publishing to moderation, on either database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mastodon import CallbackStreamListener, Mastodon, MastodonAPIError

from tests.edges.mastodon.foreign import DATABASES, PICTURE, site_on
from tests.edges.mastodon.test_client_of_staff import staff
from tests.edges.mastodon.test_clients import Toot, eventually, join
from tests.live import LiveSite

pytestmark = pytest.mark.live


@pytest.fixture(scope="module", params=DATABASES)
def site(request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    with site_on(request.param) as running:
        yield running


def test_mastodon_py_from_publishing_to_moderation(site: LiveSite) -> None:
    ana, ben, carla = (join(site, name) for name in ("ana", "ben", "carla"))
    post = _writes(ana, ben)
    _votes(ana, ben)
    _reads(ana, ben, post)
    _is_told(ana, [ben, carla], post)
    _listens(ana, ben)
    _moderates(ben, staff(site, "mo"), post)


def _writes(ana: Mastodon, ben: Mastodon) -> str:
    """Ana's post with a picture, to which Ben replies."""
    file = ana.media_post(PICTURE.read_bytes(), "image/png", description="A grey figure")
    post = ana.status_post("Who has oars for Sunday?", media_ids=[file])
    assert [(one.type, one.description) for one in post.media_attachments] == [("image", "A grey figure")]
    reply = ben.status_post("I have two pairs", in_reply_to_id=post.id)
    (answer,) = ana.status_context(post.id).descendants
    assert (answer.id, answer.in_reply_to_id, answer.content) == (reply.id, post.id, "<p>I have two pairs</p>")
    return str(post.id)


def _votes(ana: Mastodon, ben: Mastodon) -> None:
    asked = ana.status_post("Which bread?", poll=ana.make_poll(["Rye", "Wheat"], expires_in=3600))
    assert ben.poll_vote(asked.poll.id, [1]).own_votes == [1]
    seen = ana.poll(asked.poll.id)
    assert [(one.title, one.votes_count) for one in seen.options] == [("Rye", 0), ("Wheat", 1)]


def _reads(ana: Mastodon, ben: Mastodon, post: str) -> None:
    """Ben's list shows Ana's posts, and his filter marks the one about oars."""
    whom = ana.me().id
    assert ben.account_follow(whom).following is True
    own = ben.list_create("Boats")
    ben.list_accounts_add(own.id, [whom])
    ben.create_filter_v2("Rowing", ["home"], "warn", keywords_attributes=[{"keyword": "oars"}])
    listed = eventually(lambda: [one for one in ben.timeline_list(own.id) if str(one.id) == post])
    assert [one.account.acct for one in listed] == ["ana"]
    (shown,) = eventually(lambda: [one for one in ben.timeline_home() if str(one.id) == post])
    assert [(one.filter.title, one.keyword_matches) for one in shown.filtered] == [("Rowing", ["oars"])]


def _is_told(ana: Mastodon, readers: list[Mastodon], post: str) -> None:
    for reader in readers:
        reader.status_favourite(post)
    told = eventually(lambda: len(found := ana.notifications(types=["favourite"])) == 2 and found)
    assert [(one.type, str(one.status.id)) for one in told] == [("favourite", post)] * 2
    assert sorted(one.account.acct for one in told) == ["ben", "carla"]
    (group,) = ana.grouped_notifications(types=["favourite"]).notification_groups
    assert (group.notifications_count, str(group.status_id)) == (2, post)


def _listens(ana: Mastodon, ben: Mastodon) -> None:
    """Nothing says when the stream is open: the first post that arrives does."""
    heard: list[tuple[str, str]] = []
    hear: Any = CallbackStreamListener  # which says no types
    stream = ben.stream_user(hear(lambda one: heard.append((str(one.id), one.content))), run_async=True)
    try:
        eventually(lambda: ana.status_post("Is anybody there?") and heard)
        post = ana.status_post("The lock is open")
        assert eventually(lambda: [one for one in heard if one[0] == str(post.id)]) == [
            (str(post.id), "<p>The lock is open</p>")
        ]
    finally:
        stream.close()
    eventually(lambda: not stream.is_alive())


def _moderates(ben: Mastodon, mo: Mastodon, post: str) -> None:
    author = ben.status(post).account.id
    filed = ben.report(author, status_ids=[post], comment="Spam, I think")
    (waiting,) = mo.admin_reports()
    assert (waiting.id, waiting.comment, waiting.target_account.username) == (filed.id, "Spam, I think", "ana")
    assert [str(one.id) for one in waiting.statuses] == [post]
    assert mo.admin_report_assign(waiting.id).assigned_account.username == "mo"
    assert mo.admin_report_resolve(waiting.id).action_taken is True
    assert mo.admin_reports() == []
    with pytest.raises(MastodonAPIError):
        ben.admin_reports()


def test_toot_from_publishing_to_lists(site: LiveSite, tmp_path: Path) -> None:
    ivo, jana = join(site, "ivo"), join(site, "jana")
    toot = Toot(tmp_path)
    toot.sign_in(site, "ivo@example.org")
    posted = toot("post", "Is the lock open?", "--media", str(PICTURE), "--description", "A grey figure")
    assert "Toot posted" in posted, posted
    (post,) = eventually(lambda: jana.account_statuses(ivo.me().id))
    assert [(one.type, one.description) for one in post.media_attachments] == [("image", "A grey figure")]
    reply = jana.status_reply(post, "Since noon")
    answered = toot("post", "Then I come", "--reply-to", str(reply.id))
    assert "Toot posted" in answered, answered
    thread = toot("thread", str(post.id))
    assert thread.index("Is the lock open?") < thread.index("Since noon") < thread.index("Then I come"), thread
    told = eventually(lambda: "Since noon" in (found := toot("notifications", "--type", "mention")) and found)
    assert "jana" in told
    assert "follow" in toot("follow", "jana").lower()
    assert "Boats" in toot("lists", "create", "Boats")
    assert "Added account" in toot("lists", "add", "Boats", "jana")
    assert "Boats" in toot("lists", "list")
    assert "jana" in toot("lists", "accounts", "Boats")
    jana.status_post("Jana's own words")
    eventually(lambda: "Jana's own words" in toot("timelines", "list", "Boats"))
