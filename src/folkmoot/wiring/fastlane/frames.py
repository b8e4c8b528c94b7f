"""What stands around the posts of a member's home, made by Django and kept while all about the member is as it was.

What others do may act on it, too (whom to follow, what is talked about): that is as much as five minutes old. The
number of what is new to the member is asked for each time unless it is 0, which only something new can change, or a
decision, or the end of a mute, with which a mark ends.
"""

import re
import secrets
import threading
from dataclasses import dataclass
from typing import Any, Final

from django.core.handlers.wsgi import WSGIRequest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.notifications import api as notifications
from folkmoot.edges.web import home_parts
from folkmoot.edges.web.home_parts import Look, Slots
from folkmoot.infra.room import api as room
from folkmoot.kernel.viewer import Viewer
from folkmoot.wiring.fastlane.browsers import Browser
from folkmoot.wiring.fastlane.reader import Mark, Readers
from folkmoot.wiring.languages import speaking

MOST_KEPT: Final = 2_000
_MOST_SHARED: Final = 1_000


def _unguessable() -> str:
    return secrets.token_hex(32)


SLOTS: Final = Slots(posts=_unguessable(), csrf=_unguessable(), key=_unguessable(), since=_unguessable())
_AT_SLOTS: Final = re.compile(f"({SLOTS.posts}|{SLOTS.csrf}|{SLOTS.key}|{SLOTS.since})".encode())


@dataclass(frozen=True, slots=True)
class Frame:
    """`parts` and what stands between them, in turns. `unread`: how many notifications it tells of."""

    parts: tuple[bytes, ...]
    look: Look
    unread: int

    def filled(self, values: dict[bytes, bytes]) -> bytes:
        """The page with a value in each slot."""
        return b"".join([values.get(part, part) for part in self.parts])


@dataclass(slots=True, eq=False)
class _Kept:
    """`decisions`: after how many of them what is unread was counted."""

    mark: Mark
    emojis: object
    stamp: tuple[Any, ...]
    frame: Frame | None
    decisions: int


class Frames:
    """Gives frames of readers. Equal parts of different frames are there once, of those made of late."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._keeping = threading.Lock()
        self._kept: dict[int, _Kept] = {}
        self._shared: dict[bytes, bytes] = {}

    def of(self, me: int, session_id: int, browser: Browser, environ: dict[str, Any]) -> Frame | None:
        """None for whose home only Django answers."""
        mark, emojis, stamp = self._readers.mark(me), community.known_emojis(), self._stamp(browser)
        decisions, known = self._readers.decisions, self._kept.get(me)
        if known is not None and known.mark is mark and known.emojis is emojis and known.stamp == stamp:
            if known.frame is None or (not known.frame.unread and known.decisions == decisions):
                return known.frame
            if known.frame.unread == _unread(me):
                known.decisions = decisions
                return known.frame
        frame = self._made(me, session_id, environ)
        self._keep(me, _Kept(mark, emojis, stamp, frame, decisions))
        return frame

    def _keep(self, me: int, kept: _Kept) -> None:
        """The oldest goes where there are too many."""
        with self._keeping:
            self._kept.pop(me, None)
            if len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[me] = kept

    def _stamp(self, browser: Browser) -> tuple[Any, ...]:
        return (browser.languages, browser.country, self._readers.decisions_about_people, room.now().mark)

    def _made(self, me: int, session_id: int, environ: dict[str, Any]) -> Frame | None:
        request = WSGIRequest(environ)
        request.viewer, request.session_id = accounts.viewer_for(me), session_id  # type: ignore[attr-defined] # read by infra.http.requests
        if request.viewer.account_id is None:  # type: ignore[attr-defined] # see above
            return None
        with speaking(request):
            unread = _unread(me)
            page = home_parts.around(request, SLOTS)
            look = Look.of(accounts.preferences_of(me))
        if page is None:
            return None
        if len(self._shared) >= _MOST_SHARED:
            self._shared = {}
        parts = [self._shared.setdefault(part, part) for part in _AT_SLOTS.split(page.encode())]
        return Frame(tuple(parts), look, unread)


def _unread(me: int) -> int:
    return notifications.unread_count(Viewer(me))
