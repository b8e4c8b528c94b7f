"""Events that tests of this folder begin with. The tests' clock stands at noon of 1 March 2026."""

from datetime import datetime
from typing import Any

from folkmoot.domains.events import api as events
from folkmoot.domains.events.api import EventDraft, EventView
from tests import cast
from tests.cast import Person

SWAP = EventDraft(
    title="Seed swap",
    starts=datetime(2026, 3, 7, 14, 0),
    ends=datetime(2026, 3, 7, 16, 30),
    zone="Europe/Berlin",
    text="Bring what you have too much of. #seeds",
    place="Old library",
)


def event(by: Person | None = None, draft: EventDraft = SWAP, **more: Any) -> EventView:
    return events.make((by or cast.ana()).viewer, draft=draft, **more)
