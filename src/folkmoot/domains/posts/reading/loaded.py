"""Everything about some posts, loaded once. The only part of reading that queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterView, Surroundings
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import GroupTag
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Treatments
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaView
from folkmoot.domains.posts.models import (
    Mark,
    Poll,
    PollOption,
    PollVote,
    Post,
    PostCounts,
    PostMention,
    PostTag,
    Vote,
)
from folkmoot.domains.posts.reading.words import Words, load_words
from folkmoot.domains.posts.types import Counts
from folkmoot.kernel.refs import SubjectRef, account_ref, group_post_ref, media_ref, post_ref
from folkmoot.kernel.viewer import Viewer

T = TypeVar("T")

_LEVELS = 3
"""A boost carries a post, which may quote another."""


@dataclass(frozen=True, slots=True)
class PollRows:
    poll: Poll
    options: tuple[PollOption, ...]
    own_choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Posts by id, with those that they carry and quote, and all that rules and presentation need."""

    viewer: Viewer
    rows: Mapping[int, Post]
    words: Mapping[int, Words]
    authors: Mapping[int, AccountView]
    around: Surroundings
    mentions: Mapping[int, tuple[AccountView, ...]]
    tags: Mapping[int, tuple[str, ...]]
    counts: Mapping[int, Counts]
    marks: Mapping[int, frozenset[str]]
    boosted: frozenset[int]
    votes: Mapping[int, int]
    polls: Mapping[int, PollRows]
    media: Mapping[int, tuple[MediaView, ...]]
    treatments: Mapping[SubjectRef, Treatments]
    filters: tuple[FilterView, ...]
    inside: Mapping[int, int]
    """The groups of which the viewer is a member, with the id above which posts for members are for them."""
    groups: Mapping[int, GroupTag]

    def mentions_viewer(self, post_id: int) -> bool:
        return any(account.id == self.viewer.account_id for account in self.mentions.get(post_id, ()))


def load(viewer: Viewer, ids: Collection[int]) -> Loaded:
    """Load posts and what they carry; unknown ids are left out."""
    rows = _rows(ids)
    mention_ids = _grouped(PostMention.objects.filter(post_id__in=rows).values_list("post_id", "account_id"))
    authors = accounts.accounts_by_ids(_everybody(rows.values(), mention_ids))
    files = media.of_posts([row.id for row in rows.values() if row.has_media])
    group_ids = {row.group_id for row in rows.values() if row.group_id is not None}
    inside = groups.readable(viewer, group_ids)
    return Loaded(
        viewer=viewer,
        rows=rows,
        words=load_words(viewer, rows.values()),
        authors=authors,
        around=graph.surroundings(viewer, {row.author_id for row in rows.values()}),
        mentions={key: tuple(authors[one] for one in found if one in authors) for key, found in mention_ids.items()},
        tags=_grouped(PostTag.objects.filter(post_id__in=rows).order_by("id").values_list("post_id", "tag")),
        counts=_counts(rows),
        marks=marks_of(viewer, rows.values()),
        boosted=_boosted(viewer, rows),
        votes=_votes(viewer, rows),
        polls=_polls(viewer, rows),
        media=files,
        treatments=_treatments(rows.values(), files),
        filters=graph.filters(viewer) if viewer.account_id is not None else (),
        inside=inside,
        groups=groups.names(group_ids, inside.keys()) if group_ids else {},
    )


def _rows(ids: Collection[int]) -> dict[int, Post]:
    rows: dict[int, Post] = {}
    wanted = set(ids)
    for _ in range(_LEVELS):
        if not wanted:
            break
        rows |= Post.objects.in_bulk(list(wanted))
        carried = {row.boost_of_id for row in rows.values()} | {row.quote_of_id for row in rows.values()}
        wanted = {one for one in carried if one is not None} - set(rows) - wanted
    return rows


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _everybody(rows: Iterable[Post], mention_ids: Mapping[int, tuple[int, ...]]) -> set[int]:
    return {row.author_id for row in rows} | {one for found in mention_ids.values() for one in found}


def _counts(ids: Collection[int]) -> dict[int, Counts]:
    return {
        row.post_id: Counts(
            replies=row.replies,
            boosts=row.boosts,
            favourites=row.favourites,
            quotes=row.quotes,
            up=row.up,
            down=row.down,
            uncounted=row.uncounted,
        )
        for row in PostCounts.objects.filter(post_id__in=ids)
    }


def marks_of(viewer: Viewer, rows: Collection[Post]) -> dict[int, frozenset[str]]:
    """What the viewer did with posts and their threads."""
    if viewer.account_id is None:
        return {}
    ids = {row.id for row in rows} | {row.thread_id for row in rows}
    found = Mark.objects.filter(account_id=viewer.account_id, post_id__in=ids).values_list("post_id", "kind")
    return {key: frozenset(kinds) for key, kinds in _grouped(found).items()}


def _boosted(viewer: Viewer, ids: Collection[int]) -> frozenset[int]:
    if viewer.account_id is None:
        return frozenset()
    found = Post.objects.filter(author_id=viewer.account_id, boost_of_id__in=ids)
    return frozenset(one for one in found.values_list("boost_of_id", flat=True) if one is not None)


def _votes(viewer: Viewer, ids: Collection[int]) -> dict[int, int]:
    if viewer.account_id is None:
        return {}
    return dict(Vote.objects.filter(account_id=viewer.account_id, post_id__in=ids).values_list("post_id", "value"))


def _polls(viewer: Viewer, ids: Collection[int]) -> dict[int, PollRows]:
    polls = {poll.post_id: poll for poll in Poll.objects.filter(post_id__in=ids)}
    options = PollOption.objects.filter(post_id__in=ids).order_by("post_id", "place")
    chosen = PollVote.objects.filter(account_id=viewer.account_id or 0, post_id__in=ids).order_by("place")
    own = _grouped(chosen.values_list("post_id", "place"))
    by_post = _grouped((option.post_id, option) for option in options)
    return {key: PollRows(poll, by_post.get(key, ()), own.get(key, ())) for key, poll in polls.items()}


def _treatments(rows: Collection[Post], files: Mapping[int, tuple[MediaView, ...]]) -> Mapping[SubjectRef, Treatments]:
    refs = {post_ref(row.id) for row in rows} | {account_ref(row.author_id) for row in rows}
    refs |= {group_post_ref(row.id) for row in rows if row.group_id is not None}
    return integrity.treatments_for(refs | {media_ref(file.id) for found in files.values() for file in found})
