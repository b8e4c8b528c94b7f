"""What the reader is told, as `notifications.notifications_of` finds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final

import msgspec

from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.domains.posts.api import Surface
from folkmoot.edges.mastodon.present.notifications import about_account
from folkmoot.edges.mastodon.wire.base import UNSET, encode
from folkmoot.kernel.ids import MAX_ID
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.wiring.fastlane.answers import StartResponse, answer, links
from folkmoot.wiring.fastlane.asked import Asked, walks
from folkmoot.wiring.fastlane.copies import Place
from folkmoot.wiring.fastlane.reading import MARKER, PAGE, SILENCED, Reading, Said
from folkmoot.wiring.fastlane.sources import Row, Source
from folkmoot.wiring.fastlane.statements import in_words

PATH: Final = "/api/v1/notifications"
_NEEDED = ("read:notifications",)
_PLACE: Final = Place(Surface.NOTIFICATION, gaps=frozenset())
_OF_POSTS: Final = frozenset(
    {
        NotificationKind.MENTION, NotificationKind.REPLY, NotificationKind.QUOTE, NotificationKind.POST,
        NotificationKind.BOOST, NotificationKind.FAVOURITE, NotificationKind.POLL,
    }
)  # fmt: skip
_KNOWN: Final = _OF_POSTS | {NotificationKind.FOLLOW, NotificationKind.FOLLOW_REQUEST}
"""Of all others, only Django knows what they tell."""
_HERE: Final = b"{here}"
_TOLD: Final = attrgetter("told")
_MOST_TOLD: Final = 2_000
_MOST_PIECES: Final = 100_000
_STATEMENT: Final = """
SELECT 30, told.id, told.actor_id, told.subject_id, told.kind FROM (
 SELECT nt.id, nt.kind, nt.actor_id, nt.subject_id FROM {nt_} WHERE nt.account_id = %(me)s AND NOT nt.filtered
 AND nt.id < %(below)s AND nt.id > %(above)s ORDER BY nt.id {order} LIMIT %(limit)s) told
UNION ALL SELECT 32, m.muted_id, 0, 0, NULL FROM {m_}
 WHERE m.muter_id = %(me)s AND m.notifications AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
UNION ALL SELECT 33, mk.last_read_id, 0, 0, NULL FROM {mk_}
 WHERE mk.account_id = %(me)s AND mk.timeline = 'notifications'"""


class Notifications:
    """Answers a page of what people did; what moderators did, groups and events is Django's."""

    route = f"^{PATH[1:]}/?$"
    understood = staticmethod(walks(default=40, most=80))

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._told: dict[int, _Told] = {}

    def __call__(self, asked: Asked, start: StartResponse) -> Iterable[bytes] | None:
        reading, page = self._reading, asked.walk.page
        said = reading.said(
            asked, statement(reading.source, upwards=page.upwards), _TOLD,
            below=page.max_id or MAX_ID, above=page.floor or 0, limit=page.limit + 1,
        )  # fmt: skip
        told = self._told_of(said, page) if said is not None else None
        if said is None or told is None:
            return None
        seen = reading.seen(asked, said, told.subjects, _NEEDED)
        if seen is None:
            return None
        before = reading.store.read_people
        people = reading.store.people(told.actors)
        if people is None:
            return None
        if reading.store.read_people != before:
            reading.changes.settle()
        reader = seen.reader
        if silent := people.keys() & (reader.blocking | reader.blocked_by | told.silenced):
            people = {one: body for one, body in people.items() if one not in silent}
        copies = reading.copies_of(seen, _PLACE, asked.language)
        posts = {entry.id: copy.body for entry, copy in zip(seen.entries, copies, strict=True) if copy.body is not None}
        return answer(start, asked, reader.viewer, _body(told.lines, people, posts), links(asked, told.ids))

    def _told_of(self, said: Said, page: PageRequest) -> "_Told | None":
        """None: only Django knows what it tells."""
        known = self._told.get(said.me)
        if known is not None and known.rows is said.rows:
            return known
        found = _told(said.rows, page)
        if found is not None:
            if len(self._told) >= _MOST_TOLD:
                self._told.clear()
            self._told[said.me] = found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What rows come to. `lines`: whom each notification is about, which post (0 for none), and the JSON before the
    account, before the post, and at the end.
    """

    rows: Mapping[int, list[Row]]
    ids: Page[int]
    lines: list[tuple[int, int, bytes, bytes, bytes]]
    actors: frozenset[int]
    subjects: list[int]
    silenced: frozenset[int]


def _told(rows: Mapping[int, list[Row]], page: PageRequest) -> _Told | None:
    told = {row[1]: row for row in rows.get(PAGE, ())}
    if not _KNOWN.issuperset([row[4] for row in told.values()]):
        return None
    ids = page_ids(sorted(told, reverse=not page.upwards), page)
    read = max((row[1] for row in rows.get(MARKER, ())), default=0)
    lines: list[tuple[int, int, bytes, bytes, bytes]] = []
    for _, one, actor, about, kind in (told[one] for one in ids.items):
        subject = about if kind in _OF_POSTS else None
        lines.append((actor, subject or 0, *_pieces(one, kind, subject, unread=one > read)))
    return _Told(
        rows=rows,
        ids=ids,
        lines=lines,
        actors=frozenset([line[0] for line in lines]),
        subjects=list(dict.fromkeys([line[1] for line in lines if line[1]])),
        silenced=frozenset([row[1] for row in rows.get(SILENCED, ())]),
    )


def _body(
    lines: Iterable[tuple[int, int, bytes, bytes, bytes]], people: Mapping[int, bytes], posts: Mapping[int, bytes]
) -> bytes:
    parts = [b"["]
    for actor, subject, before, between, after in lines:
        if (account := people.get(actor)) is None:
            continue
        if not subject:
            parts += (before, account, between, b",")
        elif (status := posts.get(subject)) is not None:
            parts += (before, account, between, status, after, b",")
    parts[max(len(parts) - 1, 1) :] = (b"]",)
    return b"".join(parts)


@lru_cache(maxsize=_MOST_PIECES)
def _pieces(notification_id: int, kind: str, post_id: int | None, *, unread: bool) -> tuple[bytes, bytes, bytes]:
    """The JSON of a notification, without the account and the post; nobody changes what a notification tells."""
    here = msgspec.Raw(_HERE)
    status = here if post_id is not None else UNSET
    whole = about_account(
        notification_id, NotificationKind(kind), unread=unread, post_id=post_id, account=here, status=status
    )
    before, between, *after = encode(whole).split(_HERE)
    return before, between, after[0] if after else b""


@lru_cache(maxsize=8)
def statement(source: Source, *, upwards: bool) -> str:
    """A part of what a reader is told, whom they want to be told nothing of, and what they have seen."""
    return in_words(_STATEMENT.replace("{order}", "ASC" if upwards else "DESC"), source)
