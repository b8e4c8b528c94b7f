"""Context notes, and two camps who rate them: those of the harbour and those of the hill."""

from datetime import timedelta
from functools import partial

from folkmoot.domains.notes import api as notes
from folkmoot.domains.notes.api import Level, Reason
from folkmoot.edges.cli.demo.logins import ROLES
from folkmoot.edges.cli.demo.town import NEWCOMER, Town, read
from folkmoot.kernel.viewer import Viewer

_SEEN_BY_ANA = 8
_RATERS = 16  # few, so that the demo is there soon, and enough for the scoring to decide
_FOUND = {"both": (True, True), "harbour": (True, False), "hill": (False, True), "neither": (False, False)}


def add_context(town: Town) -> None:
    """Plan the notes, their ratings, and the scoring that decides which are shown."""
    written = read("context.yaml")["notes"]
    camps = _camps(town, {note["by"] for note in written} | {town.authors[note["post"]] for note in written})
    for place, note in enumerate(written):
        town.plan(town.now - timedelta(days=5, hours=-place), partial(_write, town, note, camps, place))
    town.plan(town.now - timedelta(days=4), notes.score_now)


def _camps(town: Town, involved: set[str]) -> tuple[list[Viewer], list[Viewer]]:
    """Nobody rates notes on what is their own; pages do not rate."""
    left_out = involved | set(ROLES) | {NEWCOMER, "town_library", "tide_times", "erin", "kwame"}
    raters = [viewer for name, viewer in town.people.items() if name not in left_out]
    asked, ana = raters[:_RATERS], town.people["ana"]
    return [*asked[0::2], ana], asked[1::2]


def _write(town: Town, note: dict[str, str], camps: tuple[list[Viewer], list[Viewer]], place: int) -> None:
    made = notes.write_note(
        town.people[note["by"]],
        post_id=town.posts[note["post"]],
        text=note["text"],
        links=[note["link"]],
        language="en",
    )
    for camp, helpful in zip(camps, _FOUND[note["found"]], strict=True):
        for viewer in camp:
            if viewer is not town.people["ana"] or place < _SEEN_BY_ANA:
                level = Level.HELPFUL if helpful else Level.NOT
                reasons = [Reason.CLEAR, Reason.GOOD_SOURCES] if helpful else [Reason.OPINION]
                notes.rate_note(viewer, note_id=made.id, level=level, reasons=reasons)
