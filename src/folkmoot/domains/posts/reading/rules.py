"""What of a post may be shown where, and how. Pure: everything it knows is in `Loaded`."""

import dataclasses
from dataclasses import dataclass

from folkmoot.domains.graph.api import FilterAction, FilterContext, FilterMatch, filter_matches
from folkmoot.domains.integrity.api import NO_TREATMENT, Applied, Treatments
from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.policy import SPREADING, Standing, may_see, standing
from folkmoot.domains.posts.reading.loaded import Loaded
from folkmoot.domains.posts.types import Gap, PostKind, Surface, Visibility
from folkmoot.kernel import clock
from folkmoot.kernel.refs import account_ref, group_post_ref, media_ref, post_ref

_QUIET = frozenset(
    {
        Surface.LATEST, Surface.LIST, Surface.RANKED, Surface.PUBLIC, Surface.TAG, Surface.SEARCH, Surface.EXPLORE,
        Surface.GROUP,
    }
)  # fmt: skip
"""Where a reader who muted somebody does not meet them. Notifications ask the mute itself whether it covers them."""

_AT_HOME = frozenset({Surface.LATEST, Surface.LIST, Surface.RANKED})
"""Where posts of somebody who is followed in some languages only are left out in others; their boosts are not."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """`show` False: not here at all. Else the post stands here, perhaps as a gap, a folded line or behind a filter.

    `reviewed`: for a moderator who has to judge it, with the files that are kept from readers.
    """

    show: bool
    gap: Gap | None = None
    collapsed: Applied | None = None
    filters: tuple[FilterMatch, ...] = ()
    reviewed: bool = False


_HIDDEN = Ruling(show=False)


def rule(loaded: Loaded, row: Post, surface: Surface, context: FilterContext | None) -> Ruling:
    """Decide about one post on one surface. On PAGE and OWN a hidden post is shown as a gap instead."""
    if row.kind == PostKind.BOOST:
        return _rule_boost(loaded, row, surface, context)
    gap = gap_of(loaded, row)
    if gap is None and surface in _QUIET and row.author_id in loaded.around.muting | loaded.around.blocking:
        return _HIDDEN
    if gap is None and surface in _AT_HOME and not loaded.around.reads(row.author_id, row.language):
        return _HIDDEN
    if gap is not None:
        shows = surface in {Surface.PAGE, Surface.OWN} or (gap is Gap.WITHHELD and surface in SPREADING)
        return Ruling(show=shows, gap=gap)
    stands = _standing(loaded, row, surface)
    if stands is Standing.ABSENT:
        return _HIDDEN
    return _filtered(loaded, row, context, collapsed=_collapsed(loaded, row, stands))


def gap_of(loaded: Loaded, row: Post) -> Gap | None:
    """Why this viewer does not get the words of a post; None where nothing stands in the way."""
    if row.deleted_at is not None:
        return Gap.ERASED if row.erased else Gap.DELETED
    if not is_own(loaded, row):
        if _written_for_others(loaded, row):
            return Gap.NOT_FOR_YOU
        if row.author_id in loaded.around.blocked_by:
            return Gap.BLOCKED
        if (kept_back := withheld(loaded, row)) is not None:
            return kept_back
        if withheld_here(loaded, row) is not None:
            return Gap.WITHHELD
    return None if row.id in loaded.words else Gap.UNREADABLE


def treatments_of(loaded: Loaded, row: Post) -> Treatments:
    """What acts on a post: its own treatments, and the reductions of its author, with their reasons."""
    own = loaded.treatments.get(post_ref(row.id), NO_TREATMENT)
    author = loaded.treatments.get(account_ref(row.author_id), NO_TREATMENT)
    if not author.reductions:
        return own
    reductions = (*own.reductions, *author.reductions)
    return dataclasses.replace(own, factor=own.factor * author.factor, reductions=reductions)


def _rule_boost(loaded: Loaded, row: Post, surface: Surface, context: FilterContext | None) -> Ruling:
    carried = loaded.rows.get(row.boost_of_id or 0)
    if carried is None or gap_of(loaded, carried) is not None or gap_of(loaded, row) is not None:
        return _HIDDEN
    around = loaded.around
    unwanted = around.muting | around.blocking
    if surface in _QUIET and (row.author_id in unwanted | around.boosts_hidden or carried.author_id in unwanted):
        return _HIDDEN
    stands = _standing(loaded, carried, surface, boosted=True)
    return _filtered(loaded, carried, context, collapsed=_collapsed(loaded, carried, stands))


def quote_collapsed(loaded: Loaded, quoted: Post) -> Applied | None:
    """The reduction for which a quoted copy is folded into a line, wherever it stands."""
    treatments = treatments_of(loaded, quoted)
    return None if is_own(loaded, quoted) or treatments.factor >= 1 else _strongest(treatments)


def _written_for_others(loaded: Loaded, row: Post) -> bool:
    return not may_see(
        visibility=Visibility(row.visibility),
        author_id=row.author_id,
        mentioned=loaded.mentions_viewer(row.id),
        around=loaded.around,
        let_in=let_in(loaded, row),
    )


def let_in(loaded: Loaded, row: Post) -> bool:
    """Whether the viewer is a member of the post's group, and was let in before it opened its door to everybody."""
    after = loaded.inside.get(row.group_id or 0)
    return after is not None and row.id > after


def out_of_group(loaded: Loaded, row: Post) -> Applied | None:
    """The decision by which moderators took a post out of its group."""
    return loaded.treatments.get(group_post_ref(row.id), NO_TREATMENT).removed


def withheld(loaded: Loaded, row: Post) -> Gap | None:
    """What a decision about the post or its author keeps from all others."""
    own = treatments_of(loaded, row)
    author = loaded.treatments.get(account_ref(row.author_id), NO_TREATMENT)
    for_members = row.visibility == Visibility.GROUP and out_of_group(loaded, row)
    if own.removed or author.removed or for_members:
        return Gap.REMOVED
    return Gap.HELD if own.held or author.held else None


def withheld_here(loaded: Loaded, row: Post) -> Applied | None:
    """What keeps a post, or all of its author, from readers in the viewer's country."""
    country = loaded.viewer.country
    author = loaded.treatments.get(account_ref(row.author_id), NO_TREATMENT)
    return treatments_of(loaded, row).withheld_in(country) or author.withheld_in(country)


def file_kept_back(loaded: Loaded, media_id: int) -> Applied | None:
    """What keeps one file of a post from others than its author: from all, or in the viewer's country."""
    found = loaded.treatments.get(media_ref(media_id), NO_TREATMENT)
    return found.removed or found.held or found.withheld_in(loaded.viewer.country)


def is_own(loaded: Loaded, row: Post) -> bool:
    return row.author_id == loaded.viewer.account_id


def _standing(loaded: Loaded, row: Post, surface: Surface, *, boosted: bool = False) -> Standing:
    return standing(
        surface,
        factor=treatments_of(loaded, row).factor,
        own=is_own(loaded, row),
        following=row.author_id in loaded.around.following,
        boosted=boosted,
    )


def _collapsed(loaded: Loaded, row: Post, stands: Standing) -> Applied | None:
    return _strongest(treatments_of(loaded, row)) if stands is Standing.FOLDED else None


def _strongest(treatments: Treatments) -> Applied:
    return min(treatments.reductions, key=lambda applied: applied.factor)


def _whole_text(loaded: Loaded, row: Post) -> str:
    """All words that a reader would meet: of the post, its poll, its files, and the post that it quotes."""
    parts = _words_of(loaded, row)
    quoted = loaded.rows.get(row.quote_of_id or 0)
    if quoted is not None and gap_of(loaded, quoted) is None:
        parts += _words_of(loaded, quoted)
    return "\n".join(parts)


def _words_of(loaded: Loaded, row: Post) -> list[str]:
    words = loaded.words.get(row.id)
    if words is None:
        return []
    poll, told = loaded.polls.get(row.id), words.sealed.descriptions if words.sealed else {}
    options = words.sealed.poll_options if words.sealed else [one.text for one in poll.options] if poll else []
    described = [told.get(one.id, one.description) for one in loaded.media.get(row.id, ())]
    return [words.title, words.warning, words.text, *options, *described]


def _filtered(loaded: Loaded, row: Post, context: FilterContext | None, *, collapsed: Applied | None) -> Ruling:
    words = loaded.words.get(row.id)
    if context is None or words is None or not loaded.filters or is_own(loaded, row):
        return Ruling(show=True, collapsed=collapsed)
    matches = filter_matches(loaded.filters, _whole_text(loaded, row), context, row.id, now=clock.now())
    if any(match.filter.action is FilterAction.HIDE for match in matches):
        return _HIDDEN
    return Ruling(show=True, collapsed=collapsed, filters=matches)
