"""Events in the browser and in calendar programs."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from icalendar import Calendar

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.events import api as events
from folkmoot.domains.events.api import Answer
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupRole
from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.web.pages import audience
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.domains.events.planning import SWAP, event
from tests.domains.groups.making import group, let_in
from tests.edges.web.conftest import Browser

pytestmark = pytest.mark.usefixtures("clock")
FORM = {
    "title": "Night walk",
    "starts": "2026-10-24T22:00",
    "ends": "2026-10-25T04:00",
    "zone": "Europe/Berlin",
    "place": "Town gate",
    "link": "",
    "text": "Bring a lamp.",
    "visibility": "public",
    "key": "once",
}


def _text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


def _calendar(client: Client, path: str) -> Calendar:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content)


def _utc(at: date) -> datetime:
    assert isinstance(at, datetime)
    return at.astimezone(UTC)


def test_somebody_makes_an_event_and_others_answer(browser: Browser) -> None:
    ana, ben = browser(cast.ana()), browser(cast.ben())
    made = ana.post("/events/new", FORM)
    assert made.status_code == 302
    assert ana.post("/events/new", FORM)["Location"] == made["Location"]
    page = made["Location"]
    shown = _text(ben, page)
    for said in ("Night walk", "Sat, 24 Oct 2026, 22:00", "Sun, 25 Oct 2026, 04:00", "Town gate", "Bring a lamp."):
        assert said in shown
    assert "By your clock:" in shown
    assert "20:00 – Sun, 25 Oct 2026, 03:00" in " ".join(shown.split())
    accounts.set_preferences(cast.ben().viewer, time_zone="Europe/Paris")
    assert "By your clock:" not in _text(ben, page)
    assert ben.post(f"{page}/answer", {"answer": "going"})["Location"] == page
    assert "Ben Okafor" in _text(ana, page)
    visitor = _text(browser(None), page)
    assert "Ben Okafor" not in visitor
    assert "1 goes" in visitor
    assert ben.post(f"{page}/answer", {"answer": "perhaps"}).status_code == 404
    assert "Night walk" in _text(ben, "/events?show=mine")
    assert "Nothing here yet" in _text(browser(cast.carla()), "/events?show=mine")
    home = events.access_event(cast.ana().viewer, int(page.rsplit("/", 1)[1]))
    assert ben.get(f"/events/of/{home.post.id}")["Location"] == page


def test_a_form_that_is_wrong_keeps_what_was_typed(browser: Browser) -> None:
    answer = browser(cast.ana()).post("/events/new", FORM | {"ends": "2026-10-24T21:00"})
    assert answer.status_code == 422
    assert "The end comes after the beginning." in answer.content.decode()
    assert "Bring a lamp." in answer.content.decode()
    assert events.list_events(cast.ana().viewer).items == ()


def test_edit_and_cancel(browser: Browser) -> None:
    made, ana = event(), browser(cast.ana())
    form = _text(ana, f"/events/{made.id}/edit")
    assert 'value="2026-03-07T14:00"' in form
    changed = FORM | {"title": "Seed and plant swap"}
    assert ana.post(f"/events/{made.id}/edit", changed).status_code == 302
    assert "Seed and plant swap" in _text(browser(None), f"/events/{made.id}")
    _text(browser(cast.ben()), f"/events/{made.id}/edit", 403)
    assert browser(cast.ben()).post(f"/events/{made.id}/cancel").status_code == 403
    assert ana.post(f"/events/{made.id}/cancel").status_code == 302
    assert "Cancelled" in _text(browser(None), f"/events/{made.id}")


def test_a_calendar_file(browser: Browser) -> None:
    night = replace(SWAP, starts=datetime(2026, 10, 24, 22), ends=datetime(2026, 10, 25, 4))
    made = event(draft=night)
    first = _calendar(browser(None), f"/events/{made.id}.ics")
    (one,) = first.events
    assert (one["SUMMARY"], one["LOCATION"], one["SEQUENCE"], one["STATUS"]) == (
        "Seed swap", "Old library", 0, "CONFIRMED",
    )  # fmt: skip
    assert one["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert _utc(one.start) == datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert _utc(one.end) == datetime(2026, 10, 25, 3, tzinfo=UTC)
    (zone,) = first.timezones
    assert zone.tz_name == "Europe/Berlin"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    events.cancel(cast.ana().viewer, event_id=made.id)
    (after,) = _calendar(browser(None), f"/events/{made.id}.ics").events
    assert (after["UID"], after["SEQUENCE"], after["STATUS"]) == (one["UID"], 1, "CANCELLED")
    assert re.fullmatch(rf"event-{made.id}@[a-z.]+", str(one["UID"]))


def test_the_own_calendar_has_what_one_goes_to(browser: Browser) -> None:
    gone, maybe, not_, mine = event(), event(), event(), event(by=cast.ben())
    for made, answer in ((gone, Answer.GOING), (maybe, Answer.MAYBE), (not_, Answer.NOT)):
        events.respond(cast.ben().viewer, event_id=made.id, answer=answer)
    ben = browser(cast.ben())
    ben.post("/events/calendar")
    found = re.search(r'value="https?://[^/]+(/events/mine/[^"]+\.ics)"', _text(ben, "/events/calendar"))
    assert found is not None
    listed = {str(one["UID"]).partition("@")[0] for one in _calendar(browser(None), found[1]).events}
    assert listed == {f"event-{one.id}" for one in (gone, maybe, mine)}
    ben.post("/events/calendar")
    assert browser(None).get(found[1]).status_code == 404


def test_a_closed_groups_event_is_not_there_for_others(browser: Browser) -> None:
    made = group(Admission.REQUEST)
    let_in(made, cast.ben())
    inside = event(draft=replace(SWAP, group_id=made.id))
    assert "Seed swap" in _text(browser(cast.ben()), f"/events/{inside.id}")
    assert "Seed swap" in _text(browser(cast.ben()), f"/events?group={made.id}")
    paths = [f"/events/{inside.id}", f"/events/{inside.id}.ics", f"/events/of/{inside.post.id}"]
    for client in (browser(cast.carla()), browser(None)):
        for path in paths:
            assert "Seed swap" not in _text(client, path, 404)
        for path in ("/events", f"/events?group={made.id}"):
            assert "Seed swap" not in _text(client, path)
    assert browser(cast.carla()).post(f"/events/{inside.id}/answer", {"answer": "going"}).status_code == 404
    assert events.access_event(cast.ben().viewer, inside.id).going == 0


def test_an_event_is_reported_and_removed_like_a_post(browser: Browser) -> None:
    made = event()
    assert f'href="/report?post={made.post.id}"' in _text(browser(cast.ben()), f"/events/{made.id}")
    integrity.decide_on(
        cast.mo().viewer,
        ref=post_ref(made.post.id),
        responsible=cast.ana().id,
        clause_id="harassment",
        treatment="remove",
    )
    shown = _text(browser(cast.ben()), f"/events/{made.id}")
    assert "This post was removed under the rules of this community." in shown
    assert "Seed swap" not in shown
    _text(browser(cast.ben()), f"/events/{made.id}.ics", 404)
    assert "Seed swap" not in _text(browser(cast.ben()), "/events")


def test_a_group_invites_on_its_page_and_another_moderator_cancels(browser: Browser) -> None:
    made, ben, carla = group(Admission.REQUEST), cast.ben(), cast.carla()
    let_in(made, ben, carla)
    groups.set_role(cast.ana().viewer, group_id=made.id, account_id=ben.id, role=GroupRole.MODERATOR)
    box = 'name="by_group"'
    assert box in _text(browser(cast.ana()), f"/events/new?group={made.id}")
    assert box not in _text(browser(carla), f"/events/new?group={made.id}")
    sent = FORM | {"visibility": audience.value_of(made.id), "by_group": "on"}
    page = browser(cast.ana()).post("/events/new", sent)["Location"]
    assert 'Invites: <a href="/@gardeners"><bdi>Gardeners</bdi></a>' in _text(browser(carla), page)
    assert "Night walk" in _text(browser(carla), f"/events?group={made.id}")
    assert browser(carla).post(f"{page}/cancel").status_code == 403
    shown = _text(browser(ben), page)
    assert (f'href="{page}/cancel"' in shown, f'href="{page}/edit"' in shown) == (True, False)
    assert browser(ben).post(f"{page}/cancel").status_code == 302
    assert "Cancelled" in _text(browser(carla), page)
