"""Ranked, as `domains.feed.ranked` makes it: one ranking a reader is kept, and what has changed is weighed anew."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from functools import lru_cache
from itertools import chain
from typing import Any, Final, TypeVar, cast

import msgspec
from django.utils.translation import override

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import CANDIDATES, ReachSurface, Start, Term, Weighing, Why
from folkmoot.domains.posts.api import PostView, Surface
from folkmoot.edges.mastodon.present import feeds as present
from folkmoot.edges.mastodon.wire.base import encode
from folkmoot.kernel.ids import MAX_ID
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.sentences import Sentence
from folkmoot.wiring.fastlane.answers import StartResponse, answer
from folkmoot.wiring.fastlane.asked import Asked, cursors
from folkmoot.wiring.fastlane.copies import Place
from folkmoot.wiring.fastlane.entries import Copy, Entry, Superseded
from folkmoot.wiring.fastlane.ranking import Item, Ranking, Shown, in_order, items_of, pieces_of
from folkmoot.wiring.fastlane.reader import About, Reader, covers
from folkmoot.wiring.fastlane.reading import Reading
from folkmoot.wiring.fastlane.skeleton import SPARE, skeleton, wanted
from folkmoot.wiring.fastlane.sources import Row
from folkmoot.wiring.fastlane.weighed import Weighed

T = TypeVar("T")
PATH: Final = "/api/folkmoot/v1/timelines/ranked"
_NEEDED = ("read:statuses",)
_PLACE: Final = Place(Surface.RANKED)
_MOST_RANKINGS: Final = 1_000
"""Each of some 80 kB."""
_MOST_TERMS: Final = 20_000


class Ranked:
    """Answers a page of Ranked; that of somebody with filters is Django's."""

    route = f"^{PATH[1:]}/?$"
    understood = staticmethod(cursors())

    def __init__(self, reading: Reading, weighed: Weighed) -> None:
        self._reading, self._weighed = reading, weighed
        self._kept: dict[int, Ranking] = {}

    def __call__(self, asked: Asked, start: StartResponse) -> Iterable[bytes] | None:
        me = self._reading.readers.owner_of(asked.token)
        begins = feed.start_at(asked.walk.cursor)
        ranking = self._ranking(me, asked, begins) if me is not None else None
        return self._show(ranking, asked, begins, start) if ranking is not None else None

    def _ranking(self, me: int, asked: Asked, begins: Start) -> Ranking | None:
        """Kept before it is known to hold together: what it was made of is compared each time, and who begins again
        because something has changed meanwhile finds most of it done.
        """
        page = PageRequest(max_id=begins.until, limit=CANDIDATES)
        about, said = self._reading.readers.at_home(asked.token, me, page, CANDIDATES + 1 + SPARE)
        known, asks = self._kept.get(me), (begins.until, begins.at, asked.country)
        found = self._of_known(known, about, said, asks) if known is not None else None
        found = found or self._made(me, asked, begins, about, said)
        if found is not None and found is not known:
            self._keep(me, found)
            self._reading.changes.settle()
        return found

    def _keep(self, me: int, ranking: Ranking) -> None:
        if len(self._kept) >= _MOST_RANKINGS and me not in self._kept:
            self._kept.clear()
        self._kept[me] = ranking

    # What is known

    def _of_known(
        self, known: Ranking, about: About, said: tuple[list[Row], ...], asks: tuple[Any, ...]
    ) -> Ranking | None:
        if known.is_as_before(about, said, asks):
            return self._still(known)
        if not known.is_of_another_minute(about, said, asks) or (still := self._still(known)) is None:
            return None
        views = [view for view in self._views(still, range(len(still.items))) if view is not None]
        return still.at(asks, views) if len(views) == len(still.items) else None

    def _still(self, known: Ranking) -> Ranking | None:
        """What it is now; None where more than numbers has changed."""
        store = self._reading.store
        store.sound()
        now = store.touched.number
        touched = store.touched.since(known.touched[0])
        if touched is None or not self._is_as_rare(known):
            return None
        changed = None
        if touched and (doubted := known.doubted(touched)):
            if store.fresh([one.id for one in doubted]) != doubted:
                return None
            changed = known.changed(doubted)
        found = self._counted(known, changed) if changed else known
        if found is not None:
            found.touched[0] = now
        return found

    def _is_as_rare(self, known: Ranking) -> bool:
        """Whether its authors have published as much as they had."""
        if (stamp := self._weighed.stamp) == known.published_at[0]:
            return True
        same = self._published(known) == known.weighing.author_posts
        if same:
            known.published_at[0] = stamp
        return same

    def _published(self, known: Ranking) -> dict[int, int]:
        since = feed.windows_at(known.weighing.at).rarity_from
        return self._weighed.published(set(known.authors), since)

    def _counted(self, known: Ranking, changed: Mapping[int, tuple[int, ...]]) -> Ranking | None:
        views = dict(zip(changed, self._views(known, list(changed)), strict=True))
        there = {place: view for place, view in views.items() if view is not None}
        return known.counted(changed, there) if len(there) == len(views) else None

    def _views(self, ranking: Ranking, places: Sequence[int]) -> list[PostView | None]:
        entries, keys = [ranking.items[one] for one in places], [ranking.keys[one] for one in places]
        return self._reading.copies.views(ranking.reader, entries, keys, _PLACE)

    # What is new

    def _made(self, me: int, asked: Asked, begins: Start, about: About, said: tuple[list[Row], ...]) -> Ranking | None:
        page = PageRequest(max_id=begins.until, limit=CANDIDATES)
        reader = self._reading.readers.reader(me, about, said, asked.country)
        if reader is None or reader.filters or not covers(reader.viewer.scopes or frozenset(), _NEEDED):
            return None
        standing = wanted(reader, page)
        if standing is None:
            return None
        ids, stored = standing
        touched = self._reading.store.touched.number
        entries = self._reading.store.fresh(ids)
        found = skeleton(reader, page, entries, stored) if len(entries) == len(ids) else None
        if found is None or not all(entry.passable for entry in found):
            return None
        published_at = self._weighed.stamp
        candidates = found[:CANDIDATES]
        stamps = {entry.id: entry.stamps for entry in candidates}
        items, weighing = self._weigh(reader, about, begins, candidates)
        orders, placed, missed = in_order(weighing, items)
        return Ranking(
            asked=(begins.until, begins.at, asked.country),
            about=about,
            said=said,
            entries=entries,
            places={entry.id: place for place, entry in enumerate(entries)},
            reader=reader,
            weighing=weighing,
            published_at=[published_at],
            touched=[touched],
            newest=candidates[0].id if candidates else 0,
            items=[item.entry for item in items],
            keys=[item.key for item in items],
            authors=[item.view.shown.author.id for item in items],
            stamps=[stamps[item.entry.id] for item in items],
            orders=orders,
            placed=placed,
            missed=missed,
        )

    def _weigh(
        self, reader: Reader, about: About, begins: Start, candidates: Sequence[Entry]
    ) -> tuple[list[Item], Weighing]:
        windows = feed.windows_at(begins.at)
        own = self._weighed.own(reader, about, windows.attention_from)
        self._learn(reader, candidates)
        reader.followers = own.friends
        keys = self._reading.copies.keys(reader, candidates, _PLACE, "")
        items = items_of(candidates, keys, self._reading.copies.views(reader, candidates, keys, _PLACE))
        authors = {item.view.shown.author.id for item in items}
        return items, Weighing(
            reader_id=reader.me,
            friends=own.friends,
            attention=own.attention,
            author_posts=self._weighed.published(authors, windows.rarity_from),
            authors=reader.follows,
            weights=own.weights,
            at=begins.at,
        )

    def _learn(self, reader: Reader, candidates: Sequence[Entry]) -> None:
        """What the reader did with these posts, but for the choices in their polls."""
        readers, lowest = self._reading.readers, min([entry.lowest for entry in candidates], default=MAX_ID)
        older = [part for entry in candidates for part in entry.parts] if lowest < reader.marks_from else ()
        readers.learn_marks(reader, posts=older, polls=(), people=())
        if candidates:
            readers.reached(reader.me, max(lowest, candidates[-1].id))

    # What is shown

    def _show(self, ranking: Ranking, asked: Asked, begins: Start, start: StartResponse) -> Iterable[bytes]:
        which = (begins.offset, asked.walk.page.limit, asked.language)
        shown = ranking.shown.get(which) or ranking.keep(which, self._shown(ranking, begins, *which))
        copies = self._copies(ranking, shown, asked.language)
        bodies = _all_there([copy.body for copy in copies])
        body = b"".join([*chain.from_iterable(zip(shown.pieces, bodies, strict=False)), shown.pieces[-1]])
        answered = answer(start, asked, ranking.reader.viewer, body, "")
        if (last := shown.last)[0] != copies:
            seen, lost = ([one for copy in copies for one in getattr(copy, name)] for name in ("shown", "lost"))
            last = shown.last = (copies, seen, [*shown.kept_back, *lost])
        feed.count_posts_shown(ranking.reader.me, ReachSurface.RANKED, *last[1:])
        return answered

    def _shown(self, ranking: Ranking, begins: Start, offset: int, limit: int, language: str) -> Shown:
        end = offset + limit
        places, as_far_as = ranking.page(offset, end)
        entries = [ranking.items[one] for one in places]
        more = begins.cursor(ranking.newest, end) if end < len(ranking.placed) else None
        return Shown(
            entries=entries,
            keys=self._keys(ranking, places, language),
            polls=[poll for entry in entries for poll in entry.polls],
            pieces=pieces_of(self._whys(ranking, places, language), encode(more)),
            kept_back=feed.missing_from(ranking.placed, ranking.missed, offset=offset, limit=limit),
            as_far_as=as_far_as,
        )

    def _keys(self, ranking: Ranking, places: Sequence[int], language: str) -> list[Any]:
        keys = ranking.copy_keys
        unknown = [one for one in places if (one, language) not in keys]
        if unknown:
            entries = [ranking.items[one] for one in unknown]
            found = self._reading.copies.keys(ranking.reader, entries, _PLACE, language)
            keys.update(zip([(one, language) for one in unknown], found, strict=True))
        return [keys[one, language] for one in places]

    def _copies(self, ranking: Ranking, shown: Shown, language: str) -> Sequence[Copy]:
        found = [entry.copies.get(key) for entry, key in zip(shown.entries, shown.keys, strict=True)]
        if shown.polls or None in found:
            reader = self._with_choices(ranking, shown.polls) if shown.polls else ranking.reader
            made = self._reading.copies.of_each(reader, shown.entries, _PLACE, language)
            self._reading.changes.settle()
            return made
        self._reading.changes.hold()
        return cast("list[Copy]", found)

    def _with_choices(self, ranking: Ranking, polls: Sequence[int]) -> Reader:
        """The reader with what they chose in these polls, of which nobody tells."""
        known = ranking.reader
        made = Reader(**{name: getattr(known, name) for name in Reader.__slots__} | {"rows": dict(known.rows)})
        made.choices = {}
        self._reading.readers.learn_marks(made, posts=(), polls=polls, people=())
        made.followers = known.followers
        return made

    def _whys(self, ranking: Ranking, places: Sequence[int], language: str) -> list[bytes]:
        whys = ranking.whys
        unsaid = [one for one in places if (one, language) not in whys]
        if unsaid:
            for place, view in zip(unsaid, _all_there(self._views(ranking, unsaid)), strict=True):
                whys[place, language] = _why(ranking.weighing.why(view), language)
        return [whys[one, language] for one in places]


def _all_there(found: Sequence[T | None]) -> list[T]:
    """Raises Superseded for what stands there no more."""
    there = [one for one in found if one is not None]
    if len(there) < len(found):
        raise Superseded
    return there


def _why(why: Why, language: str) -> bytes:
    """Most of it has been said before: only what has not, and the reasons of reductions, are worth changing the active
    language for.
    """
    with override(language) if why.reductions else nullcontext():
        return encode(
            present.why(
                why,
                of_term=lambda term: _term(term, language),
                of_because=lambda because: _said(because, because.words, language),
            )
        )


@lru_cache(maxsize=_MOST_TERMS)
def _term(term: Term, language: str) -> msgspec.Raw:
    with override(language):
        return msgspec.Raw(encode(present.term(term)))


@lru_cache(maxsize=_MOST_TERMS)
def _said(sentence: Sentence, _words: str, language: str) -> msgspec.Raw:
    """`_words`: two sentences may read alike in English and not in other languages."""
    with override(language):
        return msgspec.Raw(encode(sentence))
