"""Drafts and scheduled posts."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.domains.posts.commands import unpublished
from folkmoot.domains.posts.models import Unpublished
from folkmoot.infra import worker
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.pages import PageRequest
from tests import cast


def published(person: cast.Person) -> list[str]:
    return [post.text for post in posts.posts_of_account(person.viewer, person.id, PageRequest()).items]


def test_a_scheduled_post_is_published_at_its_time(clock: FrozenClock) -> None:
    ana = cast.ana()
    at = clock.moment + timedelta(hours=1)
    scheduled = posts.schedule(ana.viewer, draft=PostDraft(text="Doors open"), at=at, idempotency_key="s")
    again = posts.schedule(ana.viewer, draft=PostDraft(text="Doors open"), at=at, idempotency_key="s")
    assert again.id == scheduled.id
    worker.drain()
    assert (published(ana), len(posts.scheduled(ana.viewer))) == ([], 1)
    clock.advance(timedelta(hours=1))
    worker.drain()
    assert (published(ana), posts.scheduled(ana.viewer)) == (["Doors open"], ())


def test_another_time_moves_it_and_cancelling_takes_it_away(clock: FrozenClock) -> None:
    ana = cast.ana()
    soon = clock.moment + timedelta(minutes=10)
    first, second = (posts.schedule(ana.viewer, draft=PostDraft(text=text), at=soon) for text in ("Later", "Never"))
    posts.reschedule(ana.viewer, scheduled_id=first.id, at=soon + timedelta(hours=2))
    posts.cancel_scheduled(ana.viewer, scheduled_id=second.id)
    clock.advance(timedelta(hours=1))
    worker.drain()
    assert published(ana) == []
    clock.advance(timedelta(hours=2))
    worker.drain()
    assert published(ana) == ["Later"]


def test_what_cannot_be_published_any_more_becomes_a_draft(clock: FrozenClock) -> None:
    ana, ben = cast.ana(), cast.ben()
    question = posts.publish(ben.viewer, draft=PostDraft(text="Who?"))
    answer = PostDraft(text="I", reply_to_id=question.id)
    posts.schedule(ana.viewer, draft=answer, at=clock.moment + timedelta(minutes=10))
    posts.delete(ben.viewer, post_id=question.id)
    clock.advance(timedelta(minutes=10))
    worker.drain()
    assert published(ana) == []
    assert [draft.draft.text for draft in posts.drafts(ana.viewer)] == ["I"]


def test_too_soon_is_refused(clock: FrozenClock) -> None:
    ana = cast.ana()
    with pytest.raises(Invalid) as refusal:
        posts.schedule(ana.viewer, draft=PostDraft(text="Now"), at=clock.moment + timedelta(minutes=4))
    assert refusal.value.field == "scheduled_at"
    assert Unpublished.objects.count() == 0


def test_a_draft_is_kept_changed_and_nobody_elses() -> None:
    ana, ben = cast.ana(), cast.ben()
    draft = posts.save_draft(ana.viewer, draft=PostDraft(text="Half a though"))
    posts.save_draft(ana.viewer, draft=PostDraft(text="Half a thought"), draft_id=draft.id)
    assert [one.draft.text for one in posts.drafts(ana.viewer)] == ["Half a thought"]
    with pytest.raises(NotFound):
        posts.delete_draft(ben.viewer, draft_id=draft.id)
    posts.delete_draft(ana.viewer, draft_id=draft.id)
    assert posts.drafts(ana.viewer) == ()


def test_the_words_of_a_draft_lie_in_the_vault(drain: Callable[[], None]) -> None:
    posts.save_draft(cast.ana().viewer, draft=PostDraft(text="Not for anybody yet"))
    assert "Not for anybody" not in str([vars(row) for row in Unpublished.objects.all()])


def test_a_draft_is_saved_again_where_there_is_no_room_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = cast.ana()
    monkeypatch.setattr(unpublished, "MOST", 1)
    first = posts.save_draft(ana.viewer, draft=PostDraft(text="Dear all"))
    posts.save_draft(ana.viewer, draft=PostDraft(text="Dear all, today"), draft_id=first.id)
    with pytest.raises(Invalid):
        posts.save_draft(ana.viewer, draft=PostDraft(text="One more"))
    assert [one.draft.text for one in posts.drafts(ana.viewer)] == ["Dear all, today"]


def test_a_key_sent_twice_at_once_schedules_once(clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, at = cast.ana(), clock.moment + timedelta(hours=1)

    def once_more() -> posts.ScheduledPost:
        return posts.schedule(ana.viewer, draft=PostDraft(text="Doors open"), at=at, idempotency_key="s")

    sealing, waiting = unpublished._seal, [once_more]

    def interrupted(account_id: int, draft: PostDraft) -> int:
        while waiting:
            waiting.pop()()
        return sealing(account_id, draft)

    monkeypatch.setattr(unpublished, "_seal", interrupted)
    found = once_more()
    assert [one.id for one in posts.scheduled(ana.viewer)] == [found.id]
