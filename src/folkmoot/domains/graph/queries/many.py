"""The same questions for many readers at once, by those who tell all of them of one post."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from folkmoot.domains.graph.models import AccountList, Block, Filter, Follow, FollowedTag, ListMember, Mute
from folkmoot.domains.graph.policy import language_codes
from folkmoot.domains.graph.queries.filters import filter_view
from folkmoot.domains.graph.queries.walking import lasting
from folkmoot.domains.graph.types import FilterView, FollowState, RepliesPolicy, Surroundings


@dataclass(frozen=True, slots=True)
class ListHolding:
    """A list on which an account stands. `holds_answered`: whether whom the account answered stands there, too."""

    list_id: int
    owner_id: int
    replies_policy: RepliesPolicy
    holds_answered: bool


def surroundings_of_many(reader_ids: Collection[int], account_ids: Collection[int]) -> dict[int, Surroundings]:
    """What the rules of reading need of these accounts, for each reader; three queries."""
    readers, wanted = set(reader_ids), set(account_ids)
    found: dict[int, dict[str, set[Any]]] = {reader: defaultdict(set) for reader in readers}
    _add_follows(found, wanted)
    between = Q(blocker_id__in=readers, blocked_id__in=wanted) | Q(blocked_id__in=readers, blocker_id__in=wanted)
    for blocker, blocked in Block.objects.filter(between).values_list("blocker_id", "blocked_id"):
        if blocker in readers and blocked in wanted:
            found[blocker]["blocking"].add(blocked)
        if blocked in readers and blocker in wanted:
            found[blocked]["blocked_by"].add(blocker)
    mutes = Mute.objects.filter(lasting(), muter_id__in=readers, muted_id__in=wanted)
    for muter, muted in mutes.values_list("muter_id", "muted_id"):
        found[muter]["muting"].add(muted)
    return {
        reader: Surroundings(viewer_id=reader, **{name: frozenset(ids) for name, ids in sets.items()})
        for reader, sets in found.items()
    }


def _add_follows(found: dict[int, dict[str, set[Any]]], wanted: set[int]) -> None:
    readers = found.keys()
    between = Q(follower_id__in=readers, followee_id__in=wanted) | Q(followee_id__in=readers, follower_id__in=wanted)
    for row in Follow.objects.filter(between, state=FollowState.ACCEPTED):
        if row.follower_id in readers and row.followee_id in wanted:
            found[row.follower_id]["following"].add(row.followee_id)
            if not row.show_boosts:
                found[row.follower_id]["boosts_hidden"].add(row.followee_id)
            codes = language_codes(row.languages)
            found[row.follower_id]["languages"] |= {(row.followee_id, code) for code in codes}
        if row.followee_id in readers and row.follower_id in wanted:
            found[row.followee_id]["followed_by"].add(row.follower_id)


def filters_of_many(owner_ids: Collection[int]) -> dict[int, tuple[FilterView, ...]]:
    """The filters that apply now, by their owner, the oldest first; three queries."""
    rows = Filter.objects.filter(lasting(), owner_id__in=set(owner_ids)).order_by("id")
    found: dict[int, list[FilterView]] = defaultdict(list)
    for row in rows.prefetch_related("keywords", "posts"):
        found[row.owner_id].append(filter_view(row))
    return {owner: tuple(views) for owner, views in found.items()}


def exclusive_owners(account_id: int, candidates: Collection[int]) -> frozenset[int]:
    """Who of the candidates reads the account on a list only, and not at home."""
    rows = ListMember.objects.filter(account_id=account_id, list__exclusive=True, list__owner_id__in=candidates)
    return frozenset(rows.values_list("list__owner_id", flat=True))


def tag_followers_among(tags: Collection[str], candidates: Collection[int]) -> frozenset[int]:
    """Who of the candidates follows one of the tags (case-folded)."""
    if not tags:
        return frozenset()
    rows = FollowedTag.objects.filter(tag__in=tags, account_id__in=candidates)
    return frozenset(rows.values_list("account_id", flat=True))


def lists_holding(account_id: int, list_ids: Collection[int], *, answered_id: int) -> tuple[ListHolding, ...]:
    """Those of the lists on which the account stands; `answered_id` is whom it answered, 0 for nobody. Two queries."""
    rows = list(AccountList.objects.filter(id__in=list_ids, members__account_id=account_id).order_by("id"))
    both = ListMember.objects.filter(list_id__in=[row.id for row in rows], account_id=answered_id)
    with_answered = set(both.values_list("list_id", flat=True))
    return tuple(
        ListHolding(row.id, row.owner_id, RepliesPolicy(row.replies_policy), row.id in with_answered) for row in rows
    )
