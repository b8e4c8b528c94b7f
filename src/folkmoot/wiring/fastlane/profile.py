"""What somebody published, as `posts.posts_of_account` finds it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.graph.api import FilterContext
from folkmoot.domains.posts.api import Gap, Surface
from folkmoot.kernel.ids import MAX_ID
from folkmoot.kernel.pages import page_ids
from folkmoot.wiring.fastlane.answers import StartResponse, answer, links, listed
from folkmoot.wiring.fastlane.asked import Asked, walks
from folkmoot.wiring.fastlane.copies import Place
from folkmoot.wiring.fastlane.reading import OWNER, PAGE, Reading, count_shown, joined
from folkmoot.wiring.fastlane.sources import Source
from folkmoot.wiring.fastlane.statements import in_words

PATH: Final = "/api/v1/accounts/<id>/statuses"
_NEEDED = ("read:statuses",)
_PLACE: Final = Place(Surface.PAGE, FilterContext.ACCOUNT, frozenset({Gap.WITHHELD}))
_WHICH: Final = {
    "exclude_replies": "AND (p.reply_to_id IS NULL OR p.reply_to_author_id = %(about)s)",
    "exclude_reblogs": "AND p.kind <> 'boost'",
    "only_media": "AND p.has_media",
}
_STATEMENT: Final = """
SELECT 30, 0, 0, 0, {pages} FROM (
 SELECT p.id FROM {p_} WHERE p.author_id = %(about)s AND p.deleted_at IS NULL AND p.visibility <> 'direct'
 AND p.id < %(below)s AND p.id > %(above)s {which} ORDER BY p.id {order} LIMIT %(limit)s) page
UNION ALL SELECT 31, CASE WHEN a.hidden OR a.erased_at IS NOT NULL THEN 1 ELSE 0 END, (
 SELECT count(*) FROM {x_} WHERE x.ended_at IS NULL AND x.subject_kind = 'account' AND x.subject_id = a.id
 AND x.kind IN ('remove', 'hold')), 0, NULL FROM {a_} WHERE a.id = %(about)s"""


class Profile:
    """Answers a part of what one account published; pinned posts and those with a hashtag are Django's."""

    route = "^api/v1/accounts/(?P<account_id>[^/]+)/statuses/?$"
    understood = staticmethod(walks(flags=tuple(_WHICH)))

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __call__(self, asked: Asked, start: StartResponse) -> Iterable[bytes] | None:
        reading, page, about = self._reading, asked.walk.page, asked.about
        said = reading.said(
            asked, statement(reading.source, asked.walk.flags, upwards=page.upwards),
            lambda _: reading.readers.profile(about), about=about,
            below=page.max_id or MAX_ID, above=page.floor or 0, limit=page.limit + 1,
        )  # fmt: skip
        owner = said.rows.get(OWNER) if said is not None else None
        if said is None or not owner or owner[0][1] or (owner[0][2] and about != said.me):
            return None
        ids = page_ids(sorted(joined(said.rows.get(PAGE)), reverse=not page.upwards), page)
        seen = reading.seen(asked, said, ids.items, _NEEDED)
        if seen is None:
            return None
        copies = reading.copies_of(seen, _PLACE, asked.language)
        body = listed([copy.body for copy in copies if copy.body is not None])
        answered = answer(start, asked, seen.reader.viewer, body, links(asked, ids))
        count_shown(seen.reader, ReachSurface.PROFILE, copies)
        return answered


@lru_cache(maxsize=64)
def statement(source: Source, flags: frozenset[str], *, upwards: bool) -> str:
    """A part of the ids of what an account published, and what counts about the account."""
    which = " ".join(_WHICH[flag] for flag in sorted(flags))
    order = "ASC" if upwards else "DESC"
    return in_words(_STATEMENT.replace("{which}", which).replace("{order}", order), source)
