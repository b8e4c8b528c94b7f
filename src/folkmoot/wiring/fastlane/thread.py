"""What a post answers and what answers it, as `posts.thread` finds it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.graph.api import FilterContext
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Surface
from folkmoot.wiring.fastlane.answers import StartResponse, answer, listed
from folkmoot.wiring.fastlane.asked import Asked, walks
from folkmoot.wiring.fastlane.copies import Place
from folkmoot.wiring.fastlane.reading import PAGE, Reading, count_shown
from folkmoot.wiring.fastlane.sources import Source
from folkmoot.wiring.fastlane.statements import in_words

PATH: Final = "/api/v1/statuses/<id>/context"
MOST: Final = 200
"""Longer threads are Django's."""
_NEEDED = ("read:statuses",)
_ITSELF: Final = Place(Surface.PAGE)
_PLACE: Final = Place(Surface.PAGE, FilterContext.THREAD)
_STATEMENT: Final = """
SELECT 30, p.id, coalesce(p.reply_to_id, 0), 0, NULL FROM {p_} WHERE p.thread_id = %(thread)s
 ORDER BY p.id LIMIT %(limit)s"""


class Thread:
    """Answers with the posts around one; those around a boost, a gap or a direct post are Django's."""

    route = "^api/v1/statuses/(?P<status_id>[^/]+)/context/?$"
    understood = staticmethod(walks())

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __call__(self, asked: Asked, start: StartResponse) -> Iterable[bytes] | None:
        reading, about = self._reading, asked.about
        thread = reading.readers.thread_of(about)
        if thread is None:
            return None
        keep = reading.readers.thread
        said = reading.said(asked, statement(reading.source), lambda _: keep(thread), thread=thread, limit=MOST + 1)
        if said is None:
            return None
        links = {row[1]: row[2] or None for row in sorted(said.rows.get(PAGE, ()), key=lambda row: row[1])}
        if about not in links or len(links) > MOST:
            return None
        above, below = posts.around_in_thread(links, about)
        seen = reading.seen(asked, said, [about, *above, *below], _NEEDED)
        if seen is None or len(seen.entries) <= len(above) + len(below):
            return None
        (itself,) = reading.copies.of_each(seen.reader, seen.entries[:1], _ITSELF, asked.language)
        if itself.body is None or itself.gap is not None:
            return None
        found = reading.copies_of(seen, _PLACE, asked.language, first=1)
        copies = {one: copy for one, copy in zip((*above, *below), found, strict=True) if copy.body is not None}
        ancestors, descendants = posts.standing_in_thread(
            links, above, below, {one: copy.gap for one, copy in copies.items()}
        )
        parts = [listed([copies[one].body or b"" for one in part]) for part in (ancestors, descendants)]
        body = b'{"ancestors":%b,"descendants":%b}' % tuple(parts)
        answered = answer(start, asked, seen.reader.viewer, body, "")
        count_shown(seen.reader, ReachSurface.THREAD, [copies[one] for one in (*ancestors, *descendants)])
        return answered


@lru_cache(maxsize=8)
def statement(source: Source) -> str:
    """The ids of a thread, and which of them each answers."""
    return in_words(_STATEMENT, source)
