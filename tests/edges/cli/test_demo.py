"""The demo community: what a visitor should find there."""

import os
from collections import Counter

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notes import api as notes
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.transparency import api as transparency
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
    _shows_a_desk_with_every_kind_of_case(mo)
    _shows_what_was_decided_about_ana(ana, mo)
    _shows_context()
    _shows_openness()
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


def _shows_a_desk_with_every_kind_of_case(mo: Viewer) -> None:
    waiting = integrity.queue(mo)
    suggested = Counter(one.clause_id for case in waiting for one in case.suggestions)
    assert {"threats", "much-reported", "terrorism", "found-false"} <= set(suggested)
    assert suggested["flooding"] == 4
    assert sum(case.proposal is not None for case in waiting) == 1
    assert any(report.trusted for case in waiting for report in case.reports)
    assert any(report.clause_id == "harassment" for case in waiting for report in case.reports)
    assert sum(len(integrity.case_notes(mo, case.id)) for case in waiting) == 1
    assert [one.is_active for one in integrity.waves(mo)] == [True]


def _shows_what_was_decided_about_ana(ana: Viewer, mo: Viewer) -> None:
    by_clause = {decision.clause_id: decision for decision in integrity.decisions_about(ana)}
    reach = feed.reach_of([by_clause["found-false"].ref.id])[by_clause["found-false"].ref.id]
    assert reach.lost > reach.shown > 0
    assert len(integrity.strikes_of(ana.require_account())) == 1
    (waiting,) = integrity.appeals(mo)
    assert (waiting.decision.id, len(waiting.messages)) == (by_clause["harassment"].id, 3)
    (won,) = integrity.appeals(mo, "decided")
    assert (won.decision.id, won.state.outcome) == (by_clause["bait"].id, integrity.Outcome.OVERTURN)


def _shows_context() -> None:
    page = PageRequest(limit=40)
    written = [note for name in ("erin", "kwame") for note in notes.own_notes(_viewer(name), page).items]
    assert Counter(note.status for note in written) == {
        notes.Status.SHOWN: 4, notes.Status.NEEDS_MORE: 5, notes.Status.NOT_SHOWN: 3,
    }  # fmt: skip
    assert notes.scoring_state().counting >= notes.scoring_state().needed


def _shows_openness() -> None:
    tried, policy = integrity.policy_version("2")
    assert tried.state == "shadow"
    changed = integrity.compare(integrity.current_policy(), policy).changed
    assert [change.clause_id for change in changed] == ["much-reported", "bait"]
    assert [one.name for one in integrity.public_flaggers()] == ["Exmoor-on-Sea Town Library"]
    assert {demand.content.state.value for demand in transparency.public_demands()} == {"refused", "complied"}


def _knows_people(ana: Viewer) -> None:
    friends = accounts.accounts_by_ids(graph.friends_of(ana.require_account())).values()
    assert {"ben", "carla", "dev", "femi", "gita"} <= {friend.handle for friend in friends}
    assert [found.title for found in graph.lists(ana)] == ["Close friends", "Harbour"]
