"""A post as JSON for a reader: kept for all who stand to it in the same way, made by the functions of everybody."""

import dataclasses
from collections.abc import Hashable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, cast

from django.utils.translation import override

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph.api import FilterContext, Surroundings
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Gap, Loaded, PostView, Surface
from folkmoot.edges.mastodon.present import statuses
from folkmoot.edges.mastodon.wire.base import encode
from folkmoot.wiring.fastlane.entries import FOREVER, Copy, Entry
from folkmoot.wiring.fastlane.reader import Reader
from folkmoot.wiring.fastlane.store import Store

_NO_COPY: Final = Copy(None)
_UNKNOWN: Final[Any] = object()


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where posts stand. `context`: the filters that act there, None for those of the surface. `gaps`: which of the
    gaps that the surface shows stand there, None for all.
    """

    surface: Surface
    context: FilterContext | None = None
    gaps: frozenset[Gap] | None = None


LATEST: Final = Place(Surface.LATEST)


class Copies:
    """Gives copies of the posts of a page, in one place, with one look: here a language.

    There is one of it for a store: the numbers that it gives are a part of the keys in the store's entries.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bases: dict[tuple[Any, ...], int] = {}
        self._numbers = count(1)

    def known(self, entries: Sequence[Entry], keys: Sequence[Any]) -> list[Copy] | None:
        """Those that are kept under these keys; None unless all are."""
        found = [entry.copies.get(key) for entry, key in zip(entries, keys, strict=True)]
        return None if None in found else cast("list[Copy]", found)

    def of_page(self, reader: Reader, entries: Sequence[Entry], place: Place, look: Hashable) -> list[Copy]:
        """Of those of the posts that stand there."""
        return [copy for copy in self.of_each(reader, entries, place, look) if copy.body is not None]

    def of_each(self, reader: Reader, entries: Sequence[Entry], place: Place, look: Hashable) -> list[Copy]:
        """Of each post, in their order; without a body where it does not stand there."""
        filters = reader.filters
        found: list[Copy] = []
        for entry, key in zip(entries, self.keys(reader, entries, place, look), strict=True):
            copy = self._kept(entry, key) or self._make(reader, entry, key, place, look)
            if filters and copy.body is not None:
                copy = self._filtered(reader, entry, place, look) or copy
            found.append(copy)
        return found

    def _kept(self, entry: Entry, key: Any) -> Copy | None:
        return entry.copies.get(key)

    def _keep(self, entry: Entry, key: Any, copy: Copy) -> Copy:
        return entry.keep(key, copy)

    def views(
        self, reader: Reader, entries: Sequence[Entry], keys: Sequence[Any], place: Place
    ) -> list[PostView | None]:
        """What there is to see of each post, None where it does not stand there. `keys`: those in the language "", as
        no language acts on that. The reader has no filters.
        """
        found: list[PostView | None] = []
        for entry, key in zip(entries, keys, strict=True):
            view = entry.views.get(key, _UNKNOWN)
            found.append(self._view(reader, entry, key, place) if view is _UNKNOWN else view)
        return found

    def _view(self, reader: Reader, entry: Entry, key: Any, place: Place) -> PostView | None:
        with self._store.lock:
            loaded = self._loaded(reader, entry)
            view = posts.seen(loaded, entry.id, surface=place.surface, filter_context=place.context)
            return entry.keep_view(key, view)

    def keys(self, reader: Reader, entries: Sequence[Entry], place: Place, look: Hashable) -> list[Any]:
        """Under which keys the copies of these entries are that the reader gets, as far as no filters act."""
        base = self._base(place, look, reader.viewer.country)
        special, follows = reader.special, reader.follows
        found: list[Any] = []
        for entry in entries:
            if not entry.ids.isdisjoint(special):
                found.append((base, _standing(reader, entry)))
            elif entry.plain:
                found.append(base if entry.author in follows else -base)
            else:
                found.append((base, *[one in follows for one in entry.people], *_friends(reader, entry)))
        return found

    def _base(self, *surroundings: Any) -> int:
        """A number from 1 for place, look and country together."""
        known = self._bases.get(surroundings)
        return known if known is not None else self._bases.setdefault(surroundings, next(self._numbers))

    def _make(self, reader: Reader, entry: Entry, key: Any, place: Place, look: Any) -> Copy:
        with self._store.lock:
            loaded = self._loaded(reader, entry)
            return self._keep(entry, key, self._seen(loaded, entry, reader, place, look))

    def _filtered(self, reader: Reader, entry: Entry, place: Place, look: Any) -> Copy | None:
        """The copy of somebody whose own filters meet the post; nobody else sees it so, and it is not kept."""
        with self._store.lock:
            loaded = dataclasses.replace(self._loaded(reader, entry), filters=reader.filters)
            view = posts.seen(loaded, entry.id, surface=place.surface, filter_context=place.context)
            if view is None:
                return _NO_COPY
            return self._seen(loaded, entry, reader, place, look) if view.filters else None

    def _loaded(self, reader: Reader, entry: Entry) -> Loaded:
        people, parts = frozenset(entry.people), entry.parts
        return self._store.loaded_for(
            entry,
            viewer=reader.viewer,
            around=Surroundings(
                viewer_id=reader.me,
                following=people & reader.follows,
                followed_by=people & reader.followers,
                blocking=people & reader.blocking,
                blocked_by=people & reader.blocked_by,
                muting=people & reader.muting,
                boosts_hidden=people & reader.boosts_hidden & reader.follows,
            ),
            marks={one: reader.marks[one] for one in (*parts, *entry.threads) if one in reader.marks},
            boosted=reader.boosted.intersection(parts),
            votes={one: reader.votes[one] for one in parts if one in reader.votes},
            polls={
                one: dataclasses.replace(poll, own_choices=reader.choices.get(one, ()))
                for one in entry.polls
                if (poll := self._store.poll(one)) is not None
            },
        )

    def _seen(self, loaded: Loaded, entry: Entry, reader: Reader, place: Place, look: Any) -> Copy:
        with self._looking(look):
            view = posts.seen(loaded, entry.id, surface=place.surface, filter_context=place.context)
            if view is None or (view.gap is not None and place.gaps is not None and view.gap not in place.gaps):
                return _NO_COPY
            body, until = self._written(view, reader, look)
        shown, lost = feed.shown_and_lost(reader.viewer, [view])
        return Copy(body, tuple(shown), tuple(lost), view.gap, until)

    def _looking(self, look: Any) -> AbstractContextManager[object]:
        """Everything that is written inside is as this reader's is. Here it is a language."""
        return override(look)

    def _written(self, view: PostView, reader: Reader, look: Any) -> tuple[bytes, float]:  # noqa: ARG002 - others need it
        """And until when that is so, in seconds, though nobody writes anything."""
        return encode(statuses.status(view, self._store.authors, reader.me)), FOREVER


def _standing(reader: Reader, entry: Entry) -> Any:
    """Everything about the reader that any rule about this post can ask."""
    return (
        tuple(_relation(reader, one) for one in entry.people),
        tuple(
            (reader.marks.get(one), one in reader.boosted, reader.votes.get(one), reader.choices.get(one))
            for one in entry.parts
        ),
        tuple(one for one in entry.threads if "mute" in reader.marks.get(one, ())),
        reader.me if reader.me in entry.ids else None,
    )


def _relation(reader: Reader, one: int) -> tuple[bool, ...]:
    return (
        one in reader.follows,
        one in reader.followers,
        one in reader.blocking,
        one in reader.blocked_by,
        one in reader.muting,
        one in reader.boosts_hidden,
    )


def _friends(reader: Reader, entry: Entry) -> list[bool]:
    return [one in reader.followers for one in entry.people] if entry.friends else []
