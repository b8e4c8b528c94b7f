"""What a process remembers of posts and people: bounded, in memory only, compared with the database where that tells of
a change.

Thread-safe: what changes does so under `lock`.
"""

import dataclasses
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final, cast

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.community import api as community
from folkmoot.domains.graph.api import Surroundings
from folkmoot.domains.integrity.api import NO_TREATMENT, Treatments
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Counts, Loaded, Visibility
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import encode
from folkmoot.kernel import clock
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import SubjectKind, SubjectRef, account_ref, media_ref, post_ref
from folkmoot.kernel.viewer import NOBODY
from folkmoot.wiring.fastlane.entries import FOREVER, Entry, Sound, Superseded
from folkmoot.wiring.fastlane.facts import Facts
from folkmoot.wiring.fastlane.sources import Source
from folkmoot.wiring.fastlane.statements import NOTED, statements_for
from folkmoot.wiring.fastlane.touched import Touched

MOST_POSTS: Final = 20_000
MOST_PEOPLE: Final = 20_000
"""Beyond so many of either everything is forgotten: some 100 MB."""
_HOUR: Final = 3600
_LEVELS: Final = 3
_OTHERS_ONLY: Final = frozenset({Visibility.DIRECT.value, Visibility.GROUP.value})


class Store:
    """`entries` may be read without the lock once `fresh` has returned."""

    def __init__(self, source: Source) -> None:
        self.lock = threading.RLock()
        self.entries: dict[int, Entry] = {}
        self.authors: dict[int, Account] = {}
        self.read_people = 0
        """How often people were read for their own sake."""
        self._source = source
        statements = statements_for(source)
        self._about: dict[int, people.About] = {}
        self._posts = Facts(source, statements.posts)
        self._people = Facts(source, statements.people)
        self.touched = Touched()
        """What has been doubted, or ended by time."""
        self._sound = Sound()
        self._emojis: object = None
        self._tables = _Tables()
        self._using: dict[int, set[int]] = {}
        self._met: set[int] = set()
        self._treated: set[int] = set()
        self._bodies: dict[int, bytes] = {}

    def loaded_for(self, entry: Entry, **own: Any) -> Loaded:
        """Everything that is known, for one reader of this post; ask with `lock`. Raises Superseded."""
        if self.entries.get(entry.id) is not entry:
            raise Superseded
        return dataclasses.replace(self._tables.loaded, **own)

    def poll(self, post_id: int) -> Any:
        """The rows of a poll, as posts load them; None where it is known no more."""
        return self._tables.polls.get(post_id)

    def is_noted(self, post_id: int) -> bool:
        """Whether context stands under it, or would but for a decision. Of a post that is a part of an entry."""
        return any(row[0] == NOTED for row in self._posts[post_id].more)

    def sound(self) -> Sound:
        """What has not been doubted since it was read."""
        sound = self._sound
        if clock.now().timestamp() < sound.until and self._emojis is community.known_emojis():
            return sound
        return self._sound_now()

    def fresh(self, ids: Collection[int]) -> list[Entry]:
        """These posts as the database has them, without those that are not there."""
        found = self.sound().of(ids)
        return self._looked_at(ids) if None in found else cast("list[Entry]", found)

    def doubt(self, ids: Collection[int]) -> None:
        """Look again at all that consists of these posts or is by these people."""
        with self.lock:
            for one in ids:
                self._met.discard(one)
            for entry_id in {entry for one in ids for entry in self._using.get(one, ())}:
                if entry := self.entries.get(entry_id):
                    self._sound.drop(entry)
                    self.touched.add(entry_id)

    def forget(self) -> None:
        """Everything."""
        with self.lock:
            self._forget()

    def _sound_now(self) -> Sound:
        with self.lock:
            if self._emojis is not (emojis := community.known_emojis()):
                self._forget()
                self._emojis = emojis
            now = clock.now().timestamp()
            if now >= self._sound.until:
                self._sound, ended = self._sound.still(now)
                for entry in ended:
                    self.touched.add(entry.id)
            return self._sound

    def _looked_at(self, ids: Collection[int]) -> list[Entry]:
        with self.lock:
            if unsure := {one for one, entry in zip(ids, self._sound.of(ids), strict=True) if entry is None}:
                self._refresh(unsure, clock.now().timestamp())
            return [self.entries[one] for one in ids if one in self.entries]

    def _refresh(self, ids: set[int], now: float) -> None:
        if len(self.entries) + len(ids) > MOST_POSTS:
            self._forget()
        for one in ids:
            if (entry := self.entries.get(one)) and entry.until <= now:
                self._doubt(entry)
        self._read_posts({part for one in ids for part in self._parts_of(one)})
        rows = self._tables.rows
        here = [one for one in ids if one in rows]
        drafts = {one: self._draft(one) for one in here if not self._as_before(one)}
        people = {one for draft in drafts.values() for one in draft.everybody}
        self._read_people(people.union(*[self.entries[one].people for one in here if one not in drafts]))
        for one in here:
            if one in drafts or not self._as_before(one):
                self._settle(one, drafts.get(one) or self._draft(one), now)
            self._sound.add(self.entries[one])
        for one in ids - rows.keys():
            self.entries.pop(one, None)

    def _parts_of(self, post_id: int) -> tuple[int, ...]:
        entry = self.entries.get(post_id)
        return entry.parts if entry is not None else (post_id,)

    def _as_before(self, post_id: int) -> bool:
        """Whether nothing at all has changed since the entry was made, or compared with all that did."""
        entry = self.entries.get(post_id)
        return entry is not None and entry.as_of == self._posts.stamp + self._people.stamp

    # Posts

    def _read_posts(self, ids: set[int]) -> None:
        """Compare posts and what they carry; of which more than numbers has changed, that is loaded anew."""
        asked, wanted, anew = set(ids), ids, set[int]()
        for _ in range(_LEVELS):
            found = self._posts.read(wanted)
            anew |= found.anew | {one for one in wanted - found.gone if one not in self._tables.rows}
            for one in found.counted - anew:
                self._count(one)
            for one in found.gone:
                self._tables.rows.pop(one, None)
            wanted = found.carried - asked
            asked |= wanted
        with self._known(self._posts, anew):
            self._load(anew)

    def _doubt(self, entry: Entry) -> None:
        """Something in it changes by time: load it anew, though nobody has written anything."""
        self._posts.doubt(entry.parts)
        self._people.doubt(entry.people)

    def _count(self, post_id: int) -> None:
        numbers = self._posts[post_id].numbers
        if numbers[0] is None:
            self._tables.counts.pop(post_id, None)
        else:
            self._tables.counts[post_id] = Counts(*numbers)

    def _load(self, ids: set[int]) -> None:
        """As the plain path does. The facts were read before, so that a change in between is seen the next time."""
        if not ids:
            return
        self._source.renew()
        fresh, mine = posts.load_shared(ids), self._tables
        for name in ("words", "mentions", "tags", "counts", "polls", "media"):
            table: dict[int, Any] = getattr(mine, name)
            for one in ids:
                table.pop(one, None)
            table.update({one: value for one, value in getattr(fresh, name).items() if one in ids or one not in table})
        mine.rows.update(fresh.rows)
        for one in ids & fresh.rows.keys():
            for ref in (post_ref(one), *(media_ref(file.id) for file in fresh.media.get(one, ()))):
                mine.treatments.pop(ref, None)
        mine.treatments.update(
            {ref: value for ref, value in fresh.treatments.items() if ref.kind is not SubjectKind.ACCOUNT}
        )
        mine.authors.update({one: view for one, view in fresh.authors.items() if one not in mine.authors})

    @contextmanager
    def _known(self, facts: Facts, anew: Collection[int]) -> Iterator[None]:
        """What could not be loaded is loaded anew the next time, whoever has been told of the change."""
        try:
            yield
        except BaseException:
            facts.doubt(anew)
            raise

    # People

    def _read_people(self, ids: set[int]) -> None:
        found = self._people.read(ids)
        for one in found.counted:
            self._count_person(one)
        with self._known(self._people, found.anew):
            self._load_people(found.anew)

    def _count_person(self, account_id: int) -> None:
        followers, following, published, last = self._people[account_id].numbers
        about = dataclasses.replace(
            self._about[account_id],
            followers=followers or 0,
            following=following or 0,
            posts=published or 0,
            last_post_at=time_of(last) if last else None,
        )
        self._about[account_id] = about
        self._bodies.pop(account_id, None)
        self.authors[account_id] = people.account(self._tables.authors[account_id], about)

    def _load_people(self, ids: set[int]) -> None:
        if not ids:
            return
        self._source.renew()
        views, treated = self._tables.authors, self._tables.treatments
        views.update(accounts.accounts_by_ids(ids))
        for one, about in people.about(ids).items():
            self._about[one] = about
            self._bodies.pop(one, None)
            self.authors[one] = people.account(views[one], about)
            treated.pop(account_ref(one), None)
            self._treated.discard(one)
            if about.treatments != NO_TREATMENT:
                self._treated.add(one)
                treated[account_ref(one)] = about.treatments

    def people(self, ids: frozenset[int]) -> dict[int, bytes] | None:
        """Accounts as JSON, as the database has them, without those that are gone. Ask `fresh` first. None: a decision
        acts on one of them, and may end by time alone. Raises Superseded.
        """
        with self.lock:
            if unmet := set(ids) - self._met:
                if len(self.authors) + len(unmet) > MOST_PEOPLE:
                    self._forget()
                    raise Superseded
                self.read_people += 1
                self._read_people(unmet)
                self._met |= unmet
            if not self._treated.isdisjoint(ids):
                return None
            return {one: body for one in ids if (body := self._bodies.get(one) or self._body_of(one))}

    def _body_of(self, account_id: int) -> bytes:
        """Empty for who is gone."""
        view = self._tables.authors.get(account_id)
        if account_id not in self._about or view is None or view.erased:
            return b""
        return self._bodies.setdefault(account_id, encode(self.authors[account_id]))

    # Entries

    def _draft(self, post_id: int) -> "_Draft":
        rows = self._tables.rows
        first = rows[post_id]
        parts = [first]
        if first.boost_of_id and (carried := rows.get(first.boost_of_id)):
            parts.append(carried)
        if parts[-1].quote_of_id and (quoted := rows.get(parts[-1].quote_of_id)):
            parts.append(quoted)
        return _Draft(parts)

    def _settle(self, post_id: int, draft: "_Draft", now: float) -> None:
        facts = [
            *[self._posts[row.id] for row in draft.parts],
            *[self._people[one] for one in draft.everybody],
        ]  # fmt: skip
        stamps, roots = tuple([one.stamp for one in facts]), tuple([one.root for one in facts])
        entry = self.entries.get(post_id)
        if entry is None or entry.roots != roots or entry.until <= now:
            if entry is not None:
                entry.change()
            entry = self.entries[post_id] = self._entry(draft, stamps, roots, now)
            for one in draft.uses:
                self._using.setdefault(one, set()).add(post_id)
        elif entry.stamps != stamps:
            entry.change()
            entry.stamps = stamps  # only now: who finds these finds nothing made of the ones before
        entry.as_of = self._posts.stamp + self._people.stamp

    def _entry(self, draft: "_Draft", stamps: tuple[int, ...], roots: tuple[int, ...], now: float) -> Entry:
        rows, first = draft.parts, draft.parts[0]
        parts, threads = tuple(row.id for row in rows), tuple({row.thread_id for row in rows})
        erased = any(self._tables.authors[one].erased for one in draft.everybody)
        polls = tuple(one for one in parts if one in self._tables.polls)
        friends = any(row.visibility == Visibility.FRIENDS for row in rows)
        passable = not erased and not any(row.visibility in _OTHERS_ONLY or row.group_id is not None for row in rows)
        return Entry(
            id=parts[0],
            author=first.author_id,
            answers=first.reply_to_author_id if first.reply_to_author_id not in {None, first.author_id} else 0,
            parts=parts,
            lowest=min(parts),
            people=tuple(draft.everybody),
            threads=threads,
            polls=polls,
            ids=frozenset((*parts, *draft.everybody, *threads, *self._mentioned(parts))),
            plain=len(rows) == 1 and not friends,
            friends=friends,
            passable=passable,
            usual=passable and not friends and not polls,
            stamps=stamps,
            roots=roots,
            until=self._until(draft, now),
        )

    def _mentioned(self, parts: Iterable[int]) -> Iterable[int]:
        return (view.id for one in parts for view in self._tables.mentions.get(one, ()))

    def _until(self, draft: "_Draft", now: float) -> float:
        """When something about the post changes by time alone, in seconds; addresses of files do so each hour."""
        ends: list[datetime | None] = []
        files = [file for row in draft.parts for file in self._tables.media.get(row.id, ())]
        refs = [post_ref(row.id) for row in draft.parts] + [account_ref(one) for one in draft.everybody]
        for ref in refs + [media_ref(file.id) for file in files]:
            if acting := self._tables.treatments.get(ref):
                single = [one for one in (acting.removed, acting.held) if one]
                ends += [
                    one.until for one in (*single, *acting.reductions, *acting.informs, *acting.withheld,
                    *acting.restrictions)
                ]  # fmt: skip
        ends += [self._tables.polls[row.id].poll.expires_at for row in draft.parts if row.id in self._tables.polls]
        moments = [end.timestamp() for end in ends if end is not None and end.timestamp() > now]
        return min([*moments, (now // _HOUR + 1) * _HOUR if files else FOREVER])

    def _forget(self) -> None:
        for entry in self.entries.values():
            entry.change()
        for kept in (self.entries, self.authors, self._about, self._using, self._met, self._treated, self._bodies):
            kept.clear()
        self._posts.forget()
        self._people.forget()
        self._sound = Sound()
        self.touched.add_all()
        self._tables = _Tables()


class _Draft:
    def __init__(self, parts: list[Any]) -> None:
        self.parts = parts
        self.everybody = tuple(dict.fromkeys(row.author_id for row in parts))

    @property
    def uses(self) -> set[int]:
        """Also what is carried and not there: it may come back."""
        carried = {one for row in self.parts for one in (row.boost_of_id, row.quote_of_id) if one is not None}
        return carried.union([row.id for row in self.parts], self.everybody)


class _Tables:
    """What `Loaded` holds, to be written to; `loaded` sees each change."""

    def __init__(self) -> None:
        self.rows: dict[int, Any] = {}
        self.words: dict[int, Any] = {}
        self.authors: dict[int, AccountView] = {}
        self.mentions: dict[int, tuple[AccountView, ...]] = {}
        self.tags: dict[int, tuple[str, ...]] = {}
        self.counts: dict[int, Counts] = {}
        self.polls: dict[int, Any] = {}
        self.media: dict[int, Any] = {}
        self.treatments: dict[SubjectRef, Treatments] = {}
        self.loaded = Loaded(
            viewer=NOBODY, around=Surroundings(), marks={}, boosted=frozenset(), votes={}, filters=(), inside={},
            groups={}, **vars(self),
        )  # fmt: skip
