"""One post for many readers at once: what is the same for all is loaded once, the rest in bulk for all of them."""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupTag
from folkmoot.domains.posts.models import Mark, PollVote, Post, Vote
from folkmoot.domains.posts.reading.hydrate import CONTEXTS
from folkmoot.domains.posts.reading.loaded import Loaded, PollRows, load
from folkmoot.domains.posts.reading.present import present
from folkmoot.domains.posts.reading.rules import rule
from folkmoot.domains.posts.reading.words import load_words
from folkmoot.domains.posts.types import PostView, Surface, Visibility
from folkmoot.kernel.viewer import NOBODY, Viewer


def hydrate_for_each(viewers: Collection[Viewer], post_id: int, *, surface: Surface) -> dict[Viewer, PostView]:
    """The post as each of the viewers may see it on this surface; those who may not are left out.

    The number of queries does not depend on how many viewers there are. Only a direct post is opened for each.
    """
    if not viewers:
        return {}
    shared = load(NOBODY, [post_id])
    row = shared.rows.get(post_id)
    if row is None:
        return {}
    found: dict[Viewer, PostView] = {}
    for viewer, loaded in _for_each(shared, viewers):
        ruling = rule(loaded, row, surface, CONTEXTS[surface])
        if ruling.show:
            found[viewer] = present(loaded, row, ruling)
    return found


def _for_each(shared: Loaded, viewers: Collection[Viewer]) -> Iterable[tuple[Viewer, Loaded]]:
    readers = {viewer.account_id for viewer in viewers if viewer.account_id is not None}
    around = graph.surroundings_of_many(readers, {row.author_id for row in shared.rows.values()})
    filters, own = graph.filters_of_many(readers), _own(shared.rows, readers)
    chosen = _chosen(shared, readers)
    group_ids = {row.group_id for row in shared.rows.values() if row.group_id is not None}
    inside, names = groups.readable_by_many(readers, group_ids), groups.names(group_ids, group_ids)
    for viewer in viewers:
        if viewer.account_id is None:
            yield viewer, dataclasses.replace(shared, viewer=viewer)
            continue
        yield (
            viewer,
            dataclasses.replace(
                shared,
                viewer=viewer,
                around=around[viewer.account_id],
                filters=filters.get(viewer.account_id, ()),
                words=_words(shared, viewer),
                inside=inside.get(viewer.account_id, {}),
                groups=_known(names, inside.get(viewer.account_id, {})),
                polls=_polls(shared, chosen.get(viewer.account_id)),
                **own.get(viewer.account_id, {}),
            ),
        )


def _known(names: Mapping[int, GroupTag], inside: Mapping[int, int]) -> dict[int, GroupTag]:
    """Without the hidden groups of which the reader is no member."""
    return {key: tag for key, tag in names.items() if key in inside or tag.admission is not Admission.HIDDEN}


def _words(shared: Loaded, viewer: Viewer) -> Mapping[int, Any]:
    direct = [row for row in shared.rows.values() if row.visibility == Visibility.DIRECT]
    told = [row for row in direct if row.author_id == viewer.account_id or _mentions(shared, row.id, viewer)]
    return {**shared.words, **load_words(viewer, told)} if told else shared.words


def _chosen(shared: Loaded, readers: Collection[int]) -> dict[int, dict[int, tuple[int, ...]]]:
    """By reader and poll, the places that were chosen."""
    found: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
    if shared.polls:
        rows = PollVote.objects.filter(account_id__in=readers, post_id__in=shared.polls).order_by("place")
        for reader, post_id, place in rows.values_list("account_id", "post_id", "place"):
            found[reader][post_id] = (*found[reader].get(post_id, ()), place)
    return found


def _polls(shared: Loaded, chosen: Mapping[int, tuple[int, ...]] | None) -> Mapping[int, PollRows]:
    if not chosen:
        return shared.polls
    return {
        post_id: dataclasses.replace(poll, own_choices=chosen.get(post_id, ()))
        for post_id, poll in shared.polls.items()
    }


def _mentions(shared: Loaded, post_id: int, viewer: Viewer) -> bool:
    return any(account.id == viewer.account_id for account in shared.mentions.get(post_id, ()))


def _own(rows: Mapping[int, Post], readers: Collection[int]) -> dict[int, dict[str, Any]]:
    """What those of the readers who did anything with these posts did, as the fields of Loaded."""
    threads = {row.id for row in rows.values()} | {row.thread_id for row in rows.values()}
    own: dict[int, dict[str, Any]] = defaultdict(dict)
    marks = Mark.objects.filter(account_id__in=readers, post_id__in=threads).order_by("id")
    for reader, post_id, kind in marks.values_list("account_id", "post_id", "kind"):
        kinds = own[reader].setdefault("marks", {})
        kinds[post_id] = kinds.get(post_id, frozenset()) | {kind}
    boosts = Post.objects.filter(author_id__in=readers, boost_of_id__in=rows).values_list("author_id", "boost_of_id")
    for reader, boosted in boosts:
        own[reader]["boosted"] = own[reader].get("boosted", frozenset()) | {boosted}
    votes = Vote.objects.filter(account_id__in=readers, post_id__in=rows)
    for reader, post_id, value in votes.values_list("account_id", "post_id", "value"):
        own[reader].setdefault("votes", {})[post_id] = value
    return own
