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
from folkmoot.kernel.refs import account_ref, post_ref

_QUIET = frozenset(
    {
        Surface.LATEST, Surface.LIST, Surface.RANKED, Surface.PUBLIC, Surface.TAG, Surface.SEARCH, Surface.EXPLORE,
    }
)  # fmt: skip
"""Where a reader who muted somebody does not meet them. Notifications ask the mute itself whether it covers them."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """`show` False: not here at all. Else the post stands here, perhaps as a gap, a folded line or behind a filter."""

    show: bool
    gap: Gap | None = None
    collapsed: Applied | None = None
    filters: tuple[FilterMatch, ...] = ()


_HIDDEN = Ruling(show=False)


def rule(loaded: Loaded, row: Post, surface: Surface, context: FilterContext | None) -> Ruling:
    """Decide about one post on one surface. On PAGE and OWN a hidden post is shown as a gap instead."""
    if row.kind == PostKind.BOOST:
        return _rule_boost(loaded, row, surface, context)
    gap = gap_of(loaded, row)
    if gap is None and surface in _QUIET and row.author_id in loaded.around.muting | loaded.around.blocking:
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
    if not _is_own(loaded, row):
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
    return None if _is_own(loaded, quoted) or treatments.factor >= 1 else _strongest(treatments)


def _is_own(loaded: Loaded, row: Post) -> bool:
    return row.author_id == loaded.viewer.account_id


def _written_for_others(loaded: Loaded, row: Post) -> bool:
    return not may_see(
        visibility=Visibility(row.visibility),
        author_id=row.author_id,
        mentioned=loaded.mentions_viewer(row.id),
        around=loaded.around,
    )


def withheld(loaded: Loaded, row: Post) -> Gap | None:
    """What a decision about the post or its author keeps from all others."""
    own = treatments_of(loaded, row)
    author = loaded.treatments.get(account_ref(row.author_id), NO_TREATMENT)
    if own.removed or author.removed:
        return Gap.REMOVED
    return Gap.HELD if own.held or author.held else None


def withheld_here(loaded: Loaded, row: Post) -> Applied | None:
    """What keeps a post, or all of its author, from readers in the viewer's country."""
    country = loaded.viewer.country
    author = loaded.treatments.get(account_ref(row.author_id), NO_TREATMENT)
    return treatments_of(loaded, row).withheld_in(country) or author.withheld_in(country)


def _standing(loaded: Loaded, row: Post, surface: Surface, *, boosted: bool = False) -> Standing:
    return standing(
        surface,
        factor=treatments_of(loaded, row).factor,
        own=_is_own(loaded, row),
        following=row.author_id in loaded.around.following,
        boosted=boosted,
    )


def _collapsed(loaded: Loaded, row: Post, stands: Standing) -> Applied | None:
    return _strongest(treatments_of(loaded, row)) if stands is Standing.FOLDED else None


def _strongest(treatments: Treatments) -> Applied:
    return min(treatments.reductions, key=lambda applied: applied.factor)


def _filtered(loaded: Loaded, row: Post, context: FilterContext | None, *, collapsed: Applied | None) -> Ruling:
    words = loaded.words.get(row.id)
    if context is None or words is None or not loaded.filters or _is_own(loaded, row):
        return Ruling(show=True, collapsed=collapsed)
    whole = f"{words.title} {words.warning} {words.text}"
    matches = filter_matches(loaded.filters, whole, context, row.id, now=clock.now())
    if any(match.filter.action is FilterAction.HIDE for match in matches):
        return _HIDDEN
    return Ruling(show=True, collapsed=collapsed, filters=matches)
