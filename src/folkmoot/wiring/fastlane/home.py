"""Latest in the client API."""

from collections.abc import Iterable
from typing import Final

from folkmoot.wiring.fastlane.answers import StartResponse, answer, links, listed
from folkmoot.wiring.fastlane.asked import Asked, walks
from folkmoot.wiring.fastlane.homes import Homes, Visit, count_shown

PATH: Final = "/api/v1/timelines/home"
_NEEDED: Final = ("read:statuses",)


class Home:
    """Answers a page of Latest, or None where something about the reader is unusual."""

    route = f"^{PATH[1:]}/?$"
    understood = staticmethod(walks())

    def __init__(self, homes: Homes) -> None:
        self._homes = homes

    def __call__(self, asked: Asked, start: StartResponse) -> Iterable[bytes] | None:
        me = self._homes.readers.owner_of(asked.token)
        if me is None:
            return None
        page = self._homes.page(me, Visit(asked.token, asked.walk.page, asked.language, asked.country, _NEEDED))
        if page is None:
            return None
        copies = self._homes.copies(page)
        body = listed([copy.body for copy in copies if copy.body is not None])
        answered = answer(start, asked, page.reader.viewer, body, links(asked, page.around))
        count_shown(page, copies)
        return answered
