"""The demo community: what a visitor should find there."""

import os
from collections import Counter

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.edges.cli import demo
from folkmoot.infra.jobs import api as jobs
from folkmoot.kernel import clock, ids
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer


def _viewer(handle: str) -> Viewer:
    account = accounts.account_by_name(handle)
    assert account is not None
    return accounts.viewer_for(account.id)


def test_the_town_is_there() -> None:
    before = clock.now()
    said: list[str] = []
    demo.fill(said.append)
    ana, mo = _viewer("ana"), _viewer("mo")
    everything = posts.public_timeline(ana, PageRequest(limit=400)).items
    _shows_every_kind(everything)
    _shows_decisions(mo, everything)
    _knows_people(ana)
    assert max(post.id for post in everything) < ids.floor_id(before)
    assert len(notifications.notifications_of(ana, PageRequest(limit=40)).items) == 40
    assert jobs.parked() == []
    assert said[0].strip().startswith("42 people")
    assert ids.time_of(ids.new_id()) >= before
    ids.renumber(os.getpid())


def _shows_every_kind(everything: tuple[posts.PostView, ...]) -> None:
    own = [post for post in everything if post.wraps is None]
    assert len(own) > 60
    counts = next(post.counts for post in own if "face the sea AND" in post.text)
    assert (counts.points, counts.votes, counts.up_percent, counts.down_percent) == (6, 10, 80, 20)
    assert Counter(post.poll.expired for post in own if post.poll) == {True: 1, False: 1}
    article = next(post for post in own if post.title.startswith("Four years"))
    assert "<h3>" in article.html
    assert "<mark>431,870.</mark>" in article.html
    assert len({post.language for post in own}) > 15
    assert all(file.description for post in own for file in post.media)
    assert any(post.quote for post in own)
    assert any(post.warning for post in own)
    assert any(post.counts.boosts for post in own)


def _shows_decisions(mo: Viewer, everything: tuple[posts.PostView, ...]) -> None:
    false = next(post for post in everything if post.wraps is None and "contains mercury" in post.text)
    treatments = integrity.treatments_for([post_ref(false.id)])[post_ref(false.id)]
    assert treatments.factor == 0.1
    assert [inform.link for inform in treatments.informs] == ["https://factcheck.example/sea-wall-mercury"]
    assert not any("Double your money" in post.text for post in everything)
    assert [len(case.reports) for case in integrity.queue(mo)] == [3, 1]
    assert sum(decision.undone_at is not None for decision in integrity.public_decisions()) == 1


def _knows_people(ana: Viewer) -> None:
    friends = accounts.accounts_by_ids(graph.friends_of(ana.require_account())).values()
    assert {"ben", "carla", "dev", "femi", "gita"} <= {friend.handle for friend in friends}
    assert [found.title for found in graph.lists(ana)] == ["Close friends", "Harbour"]
