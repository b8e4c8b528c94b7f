"""In front of Django: what can be answered fast is, everything else goes on unchanged."""

import logging
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Final, Protocol

from django.db import Error

from folkmoot.kernel.errors import FolkmootError
from folkmoot.kernel.ids import parse_id
from folkmoot.wiring.fastlane import browsers, home, notifications, profile, ranked, thread
from folkmoot.wiring.fastlane.answers import StartResponse
from folkmoot.wiring.fastlane.asked import Asked, Understood, read
from folkmoot.wiring.fastlane.cards import Cards
from folkmoot.wiring.fastlane.changes import Changes
from folkmoot.wiring.fastlane.copies import Copies
from folkmoot.wiring.fastlane.entries import Superseded
from folkmoot.wiring.fastlane.frames import SLOTS, Frames
from folkmoot.wiring.fastlane.homes import Homes
from folkmoot.wiring.fastlane.lines import Untold, lines_of
from folkmoot.wiring.fastlane.reader import Readers
from folkmoot.wiring.fastlane.reading import Reading
from folkmoot.wiring.fastlane.sources import Source, Unreadable
from folkmoot.wiring.fastlane.start import StartPage
from folkmoot.wiring.fastlane.store import Store
from folkmoot.wiring.fastlane.weighed import Weighed
from folkmoot.wiring.measuring import count

logger = logging.getLogger(__name__)

Environ = dict[str, Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Attempt = Callable[[StartResponse], Iterable[bytes] | None]
_DONE = 200
_MOST_TRIES: Final = 3
_WITH_ID: Final = re.compile(r"(/api/v1/(?:accounts|statuses)/)([0-9]{1,19})(/(?:statuses|context))")


class Answering(Protocol):
    """Answers what it understands of one path. `route` is Django's pattern of it."""

    route: str
    understood: Understood

    def __call__(self, asked: Asked, start: StartResponse) -> Iterable[bytes] | None:
        """None for what only Django answers."""


class FastLane:
    """A WSGI application around another one."""

    def __init__(self, application: Application, source: Source) -> None:
        self._next = application
        store, readers, weighed = Store(source), Readers(source), Weighed(source)
        copies = Copies(store)
        self._changes = Changes(lines_of(source), readers, store, weighed)
        reading = Reading(source, store, readers, copies, self._changes)
        self._answering: dict[str, Answering] = {
            home.PATH: home.Home(Homes(readers, store, copies, self._changes)),
            ranked.PATH: ranked.Ranked(reading, weighed),
            profile.PATH: profile.Profile(reading),
            notifications.PATH: notifications.Notifications(reading),
            thread.PATH: thread.Thread(reading),
        }
        cards = Cards(store, SLOTS)
        self._start = StartPage(source, Homes(readers, store, cards, self._changes), Frames(readers), self._changes)

    def __call__(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        began, found = time.perf_counter(), self._found(environ)
        if found is not None:
            route, attempt = found
            try:
                answered = self._answered(attempt, start)
            except (FolkmootError, Superseded, Untold):
                answered = None
            except (Unreadable, Error):
                logger.exception("the fast lane could not read; Django answers")
                answered = None
            except Exception:  # Django has a page for what is broken, and may not be
                logger.exception("the fast lane is broken; Django answers")
                answered = None
            if answered is not None:
                count(environ["PATH_INFO"], route, "GET", _DONE, time.perf_counter() - began)
                return answered
        return self._next(environ, start)

    def _found(self, environ: Environ) -> tuple[str, Attempt] | None:
        """The route of what may be answered here, and what does it."""
        path = environ["PATH_INFO"]
        if path == browsers.PATH:
            browser = browsers.read(environ)
            return None if browser is None else (StartPage.route, partial(self._start, browser, environ))
        answering, about = self._answering.get(path), 0
        if answering is None and (match := _WITH_ID.fullmatch(path)) is not None:
            answering, about = self._answering.get(f"{match[1]}<id>{match[3]}"), parse_id(match[2]) or 0
        if answering is None or (asked := read(environ, about, answering.understood)) is None:
            return None
        return answering.route, partial(answering, asked)

    def _answered(self, attempt: Attempt, start: StartResponse) -> Iterable[bytes] | None:
        """Once more where something has changed meanwhile: most of it is known by then. Raises Superseded, Untold."""
        for _ in range(_MOST_TRIES - 1):
            self._changes.catch_up()
            with suppress(Superseded):
                return attempt(start)
        self._changes.catch_up()
        return attempt(start)
