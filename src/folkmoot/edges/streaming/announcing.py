"""Announcements to everybody who listens to their own stream: one text for all, without what each did with it."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace

from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import Announcement, Reaction
from folkmoot.edges.streaming.presenting import Presenter
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer

_REMEMBERED = 100


class Announcer:
    """Names events and payloads. Remembers which reactions it told of, so that it can tell that one is gone."""

    def __init__(self, presenter: Presenter) -> None:
        self._presenter = presenter
        self._told: OrderedDict[int, frozenset[str]] = OrderedDict()

    def changed(self, reader: Viewer, announcement_id: int) -> Iterator[tuple[str, str]]:
        """What is published now is shown; what waits or is over is not there."""
        found = _for_all(reader, announcement_id)
        if found is None:
            yield from self.removed(announcement_id)
        else:
            yield "announcement", self._presenter.announcement(found)

    def removed(self, announcement_id: int) -> Iterator[tuple[str, str]]:
        yield "announcement.delete", str(announcement_id)

    def answered(self, reader: Viewer, announcement_id: int) -> Iterator[tuple[str, str]]:
        """Every reaction with its number; those that nobody has any more with 0."""
        found = _for_all(reader, announcement_id)
        if found is None:
            return
        names = frozenset(one.name for one in found.reactions)
        gone = self._told.pop(announcement_id, frozenset()) - names
        self._told[announcement_id] = names
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        for one in (*found.reactions, *(Reaction(name=name, count=0, own=False) for name in sorted(gone))):
            yield "announcement.reaction", self._presenter.reaction(announcement_id, one)


def _for_all(reader: Viewer, announcement_id: int) -> Announcement | None:
    try:
        found = community.access_announcement(reader, announcement_id)
    except NotFound:
        return None
    return replace(found, read=False, reactions=tuple(replace(one, own=False) for one in found.reactions))
