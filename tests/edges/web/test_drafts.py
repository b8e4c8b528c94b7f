"""Drafts and scheduled posts, in the clock of whoever wrote them."""

from datetime import UTC, datetime

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, ScheduledPost
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of, value_of

AT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def planned() -> ScheduledPost:
    ana = cast.ana()
    accounts.set_preferences(ana.viewer, time_zone="Asia/Tokyo")
    return posts.schedule(ana.viewer, draft=PostDraft(text="The market opens"), at=AT)


def times() -> list[datetime]:
    return [one.scheduled_at for one in posts.scheduled(cast.ana().viewer)]


def test_times_are_those_of_the_persons_own_clock(browser: Browser, planned: ScheduledPost) -> None:
    client = browser(cast.ana())
    page = client.get("/drafts")
    assert "10 March 2026, 21:00 (Asia/Tokyo)" in text_of(page)
    assert 'value="2026-03-10T21:00"' in page.content.decode()
    assert 'value="2026-03-10T21:00"' in client.get(f"/scheduled/{planned.id}").content.decode()


def test_a_time_is_moved(browser: Browser, planned: ScheduledPost) -> None:
    client = browser(cast.ana())
    client.post(f"/scheduled/{planned.id}/move", {"at": "2026-03-11T08:30"})
    assert times() == [datetime(2026, 3, 10, 23, 30, tzinfo=UTC)]


@pytest.mark.parametrize("wrong", ["2020-01-01T10:00", "noon", ""])
def test_a_time_that_cannot_be_is_refused_and_kept_as_typed(
    browser: Browser, planned: ScheduledPost, wrong: str
) -> None:
    refused = browser(cast.ana()).post(f"/scheduled/{planned.id}/move", {"at": wrong})
    assert refused.status_code == 422
    assert f'value="{wrong}"' in refused.content.decode() or wrong == ""
    assert times() == [AT]


def test_what_is_scheduled_is_edited_in_the_composer(browser: Browser, planned: ScheduledPost) -> None:
    client = browser(cast.ana())
    page = client.get(f"/scheduled/{planned.id}")
    form = {"text": "The market opens at nine", "scheduled_at": "2026-03-12T09:00", "do": "publish"}
    client.post("/compose", form | {"scheduled_id": value_of(page, "scheduled_id")})
    found = posts.scheduled(cast.ana().viewer)
    assert [one.draft.text for one in found] == ["The market opens at nine"]
    assert times() == [datetime(2026, 3, 12, 0, 0, tzinfo=UTC)]


def test_what_is_scheduled_can_become_a_draft_from_the_composer(browser: Browser, planned: ScheduledPost) -> None:
    form = {"text": "Not sure yet", "scheduled_id": str(planned.id), "do": "draft"}
    browser(cast.ana()).post("/compose", form)
    assert times() == []
    assert [one.draft.text for one in posts.drafts(cast.ana().viewer)] == ["Not sure yet"]


def test_nobody_moves_what_others_have_scheduled(browser: Browser, planned: ScheduledPost) -> None:
    client = browser(cast.ben())
    assert client.post(f"/scheduled/{planned.id}/move", {"at": "2026-03-11T08:30"}).status_code == 404
    client.post("/compose", {"text": "Mine", "scheduled_id": str(planned.id), "do": "publish"})
    assert times() == [AT]
