"""Context that people who usually disagree find helpful is shown, what one side likes is not; on a phone, for axe."""

import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast, Person

_NARROW = {"width": 320, "height": 700}
_POST = "The bridge was closed for three years."
_SAID = "It was closed for three weeks, says the town."


def test_a_note_is_written_rated_shown_and_explained(
    cast: Cast, new_page: NewPage, axe: Callable[[Page], None]
) -> None:
    ana, ben, carla = cast.people("Ana", "Ben", "Carla")
    people = cast.crowd(26)
    post = cast.publish(ana, _POST)
    others = _decided_notes(cast, ana, people)

    writer = new_page(ben, viewport=_NARROW)
    writer.goto(f"{ana.page}/{post}")
    writer.get_by_role("link", name="Add context").click()
    writer.get_by_label("What should readers know?").fill(_SAID)
    writer.get_by_label("Links to sources").fill("https://archive.example/report")
    _look(writer, axe, "on_post")
    writer.get_by_role("button", name="Add the note").click()
    expect(writer.get_by_text("Needs more ratings").first).to_be_visible()
    note = int(writer.url.rsplit("/", 1)[1])

    reader = new_page(carla, viewport=_NARROW)
    reader.goto("/notes")
    _look(reader, axe, "waiting")
    reader.goto(f"/notes/{note}")
    reader.get_by_label("Helpful", exact=True).check()
    reader.get_by_label("It is clear").check()
    _look(reader, axe, "one")
    reader.get_by_role("button", name="Rate", exact=True).click()
    expect(reader.get_by_text("Thank you. Your rating is kept")).to_be_visible()
    reader.goto("/notes/mine")
    _look(reader, axe, "mine")

    cast.rate(people, note, "helpful")
    cast.score_notes()
    visitor = new_page(viewport=_NARROW)
    visitor.goto(f"{ana.page}/{post}")
    shown = visitor.get_by_role("note", name="Context from members")
    expect(shown).to_contain_text(_SAID)
    _look(visitor, axe, "shown")
    shown.get_by_role("link", name="Why is this shown?").click()
    expect(visitor.get_by_text("Found helpful by people who usually disagree").first).to_be_visible()
    expect(visitor.get_by_role("img", name="Helpfulness")).to_be_visible()
    expect(visitor.get_by_text("Ben")).to_have_count(0)
    _look(visitor, axe, "why")
    visitor.goto(f"/notes/{others[0]}")
    expect(visitor.get_by_text("Needs more ratings").first).to_be_visible()

    author = new_page(ana, viewport={"width": 1280, "height": 800}, color_scheme="dark")
    author.goto(f"/notes/{note}")
    expect(author.get_by_role("button", name="Rate")).to_have_count(0)
    _look(author, axe, "dark")


def _decided_notes(cast: Cast, ana: Person, people: list[Person]) -> list[int]:
    """Notes that the two camps disagree about, and such that both like or dislike; the first id is a polarised one."""
    large, small = people[:15], people[15:]
    writers = cast.people("Dev", "Erin")
    made = []
    for number in range(12):
        post = cast.publish(ana, f"Claim {number}")
        note = cast.note(writers[number % 2], post, f"Note {number}")
        cast.rate(large, note, ("helpful", "not", "helpful", "not")[number % 4])
        cast.rate(small, note, ("not", "helpful", "helpful", "not")[number % 4])
        made.append(note)
    cast.score_notes()
    return made


def _look(page: Page, axe: Callable[[Page], None], name: str) -> None:
    """Nothing for axe, nothing wider than the window; a picture where somebody asked for pictures."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
