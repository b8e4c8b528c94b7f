"""What the fast lane wants to be told of: each table that it reads, and whom or what a change of a row concerns."""

import logging
from typing import Final

from django.db import DEFAULT_DB_ALIAS, Error

from folkmoot.infra.changes.triggers import Told, Tracking
from folkmoot.infra.writes import lock_for
from folkmoot.kernel.errors import Unavailable
from folkmoot.wiring.fastlane.statements import ALIASES

logger = logging.getLogger(__name__)

READER, POST, PERSON, ENTRIES, WAITING, SPREAD, BIG, PROFILE, THREAD, TOLD, DECIDED, JUDGED = range(1, 13)
"""The kinds: about a reader (what they did, whom they follow), about a post with its files, about a person, about the
entries of somebody's home, about what no home has yet, about those of an author that all homes have now, about who has
very many followers (or what all pages show), about which posts an account published, about which posts a thread has,
about what somebody is told and has seen of it, about what a decision acts on, about a person on whom one does.
"""

_OWNER_OF_FILTER: Final = "(SELECT owner_id FROM graph_filter WHERE id = {row}.filter_id)"
_POST_OF_EFFECT: Final = (
    "CASE {row}.subject_kind WHEN 'post' THEN {row}.subject_id "
    "WHEN 'media' THEN (SELECT post_id FROM media_media WHERE id = {row}.subject_id) "
    "WHEN 'note' THEN (SELECT post_id FROM notes_note WHERE id = {row}.subject_id) END"
)
_PERSON_OF_EFFECT: Final = "CASE {row}.subject_kind WHEN 'account' THEN {row}.subject_id END"
_AUTHOR_WHO_TURNED: Final = (
    "CASE WHEN coalesce({row}.boost_of_id, {row}.reply_to_author_id) IS NOT NULL THEN {row}.author_id END"
)
"""To somebody: by a boost or an answer."""
_CONCERNS: Final[dict[str, tuple[tuple[int, str], ...]]] = {
    "a": ((PERSON, "{row}.id"), (READER, "{row}.id")),
    "am": ((READER, "{row}.person_id"),),
    "b": ((READER, "{row}.blocker_id"), (READER, "{row}.blocked_id")),
    "c": ((POST, "{row}.post_id"),),
    "ca": ((BIG, "{row}.id"),),
    "cr": ((READER, "{row}.account_id"),),
    "cs": ((BIG, "{row}.id"),),
    "d": ((POST, "{row}.post_id"),),
    "f": ((READER, "{row}.follower_id"), (READER, "{row}.followee_id")),
    "fd": ((READER, "{row}.account_id"),),
    "fk": ((READER, _OWNER_OF_FILTER),),
    "fp": ((READER, _OWNER_OF_FILTER),),
    "fw": ((READER, "{row}.account_id"),),
    "g": ((PERSON, "{row}.account_id"), (READER, "{row}.account_id")),
    "h": ((READER, "{row}.account_id"),),
    "i": ((READER, "{row}.owner_id"),),
    "j": ((POST, "{row}.post_id"),),
    "k": ((READER, "{row}.account_id"),),
    "l": ((PERSON, "{row}.account_id"), (READER, "{row}.account_id")),
    "m": ((READER, "{row}.muter_id"),),
    "mk": ((TOLD, "{row}.account_id"),),
    "n": ((PERSON, "{row}.account_id"), (READER, "{row}.account_id")),
    "no": ((POST, "{row}.post_id"),),
    "nt": ((TOLD, "{row}.account_id"),),
    "o": ((POST, "{row}.post_id"),),
    "p": (
        (POST, "{row}.id"),
        (READER, _AUTHOR_WHO_TURNED),
        (PROFILE, "{row}.author_id"),
        (THREAD, "{row}.thread_id"),
    ),
    "q": ((PERSON, "{row}.account_id"),),
    "r": ((ENTRIES, "{row}.account_id"),),
    "s": ((READER, "{row}.account_id"),),
    "t": ((READER, "{row}.account_id"),),
    "tg": ((POST, "{row}.post_id"),),
    "u": ((WAITING, "{row}.post_id"), (SPREAD, "{row}.author_id")),
    "v": ((READER, "{row}.account_id"),),
    "w": ((READER, "{row}.owner_id"),),
    "x": (
        (POST, _POST_OF_EFFECT),
        (PERSON, _PERSON_OF_EFFECT),
        (JUDGED, _PERSON_OF_EFFECT),
        (DECIDED, "{row}.subject_id"),
    ),
    "z": ((POST, "{row}.post_id"),),
}
_ENTRY: Final = Told(ALIASES["e"].table, ENTRIES, "{row}.account_id", on_insert=False)
"""New entries come in great numbers. They are written while the post waits for all homes, each of which asks for it
apart, and that it is in all of them is told once (SPREAD); or when a home is filled, which its reader's row tells.
"""
READ_EACH_TIME: Final = frozenset({"y"})
"""The choices in polls that are on a page are asked for with it."""
_BIG: Final = Told(
    ALIASES["g"].table, BIG, "CASE WHEN {row}.followers > 5000 THEN {row}.account_id END",
    on_update="CASE WHEN (NEW.followers > 5000) <> (OLD.followers > 5000) THEN NEW.account_id END",
)  # fmt: skip

TRACKING: Final = Tracking([
    *[Told(ALIASES[alias].table, kind, subject) for alias, about in _CONCERNS.items() for kind, subject in about],
    _ENTRY,
    _BIG,
])  # fmt: skip


def tell() -> None:
    """Have the central database tell, should it not: the site is older than that, or somebody repaired it by hand."""
    try:
        if not TRACKING.is_whole(DEFAULT_DB_ALIAS):
            with lock_for(DEFAULT_DB_ALIAS):
                TRACKING.install(DEFAULT_DB_ALIAS)
    except (Error, Unavailable):
        logger.exception("the database could not be made to tell what changes; Django answers everything")
