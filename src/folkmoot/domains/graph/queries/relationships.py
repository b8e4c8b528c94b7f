"""How accounts stand to each other, for a page of them at once."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q

from folkmoot.domains.graph.models import AccountNote, Block, Endorsement, Follow, GraphCounts, Mute
from folkmoot.domains.graph.policy import language_codes
from folkmoot.domains.graph.queries.walking import lasting
from folkmoot.domains.graph.types import FollowState, Relationship, Surroundings
from folkmoot.domains.graph.types import GraphCounts as Counts
from folkmoot.infra.rows import Lookup
from folkmoot.kernel.viewer import Viewer

_COUNTS = Lookup(GraphCounts, "account_id IN ({among})")


def relationship(viewer: Viewer, account_id: int) -> Relationship:
    """How the viewer stands to one account."""
    return relationships(viewer, [account_id])[account_id]


def relationships(viewer: Viewer, ids: Collection[int]) -> dict[int, Relationship]:
    """How the viewer stands to each of these accounts; a constant number of queries. Raises NotSignedIn."""
    account_id = viewer.require_account()
    wanted = set(ids)
    if not wanted:
        return {}
    values: dict[int, dict[str, Any]] = {other: {} for other in wanted}
    _add_follows(values, account_id)
    _add_blocks(values, account_id)
    for muted, notifications, until in _mutes(account_id, wanted):
        values[muted] |= {"muting": True, "muting_notifications": notifications, "mute_expires_at": until}
    notes = AccountNote.objects.filter(owner_id=account_id, account_id__in=wanted)
    for other, text in notes.values_list("account_id", "text"):
        values[other]["note"] = text
    endorsed = Endorsement.objects.filter(owner_id=account_id, account_id__in=wanted)
    for other in endorsed.values_list("account_id", flat=True):
        values[other]["endorsed"] = values[other].get("following", False)
    return {other: Relationship(other, **found) for other, found in values.items()}


def surroundings(viewer: Viewer, account_ids: Collection[int]) -> Surroundings:
    """What the rules of reading need of these accounts, in three queries; empty for nobody."""
    account_id, wanted = viewer.account_id, set(account_ids)
    if account_id is None or not wanted:
        return Surroundings(viewer_id=account_id)
    follows = [row for row in _follows(account_id, wanted) if row.state == FollowState.ACCEPTED]
    blocks = _blocks(account_id, wanted)
    return Surroundings(
        viewer_id=account_id,
        following=frozenset(row.followee_id for row in follows if row.follower_id == account_id),
        followed_by=frozenset(row.follower_id for row in follows if row.followee_id == account_id),
        blocking=frozenset(blocked for blocker, blocked in blocks if blocker == account_id),
        blocked_by=frozenset(blocker for blocker, blocked in blocks if blocked == account_id),
        muting=frozenset(muted for muted, _, _ in _mutes(account_id, wanted)),
        boosts_hidden=frozenset(
            row.followee_id for row in follows if row.follower_id == account_id and not row.show_boosts
        ),
        languages=frozenset(
            (row.followee_id, code)
            for row in follows
            if row.follower_id == account_id
            for code in language_codes(row.languages)
        ),
    )


def counts(ids: Collection[int]) -> dict[int, Counts]:
    """How many followers each account has and how many it follows; every id is in the answer."""
    found = {row.account_id: row for row in _COUNTS(among=set(ids))} if ids else {}
    return {
        account_id: Counts(found[account_id].followers, found[account_id].following)
        if account_id in found
        else Counts()
        for account_id in ids
    }


def follows(follower_id: int, followee_id: int) -> bool:
    """Whether the first follows the second; a request does not count."""
    accepted = Follow.objects.filter(state=FollowState.ACCEPTED)
    return accepted.filter(follower_id=follower_id, followee_id=followee_id).exists()


def silenced_by(account_id: int, actor_ids: Collection[int]) -> frozenset[int]:
    """Those of the actors of whom the account is told nothing: blocked either way, or muted with notifications."""
    wanted = set(actor_ids)
    if not wanted:
        return frozenset()
    blocked = {other for pair in _blocks(account_id, wanted) for other in pair if other != account_id}
    muted = {other for other, notifications, _ in _mutes(account_id, wanted) if notifications}
    return frozenset(blocked | muted)


def silencers_of(actor_id: int, account_ids: Collection[int]) -> frozenset[int]:
    """The same seen from the other side: those of the accounts that are told nothing about the actor."""
    wanted = set(account_ids)
    if not wanted:
        return frozenset()
    blocked = {other for pair in _blocks(actor_id, wanted) for other in pair if other != actor_id}
    muting = Mute.objects.filter(lasting(), muted_id=actor_id, muter_id__in=wanted, notifications=True)
    return frozenset(blocked | set(muting.values_list("muter_id", flat=True)))


def _add_follows(values: dict[int, dict[str, Any]], account_id: int) -> None:
    for row in _follows(account_id, values.keys()):
        accepted = row.state == FollowState.ACCEPTED
        if row.follower_id == account_id:
            flags = {
                "show_boosts": row.show_boosts,
                "notify": row.notify,
                "languages": language_codes(row.languages),
            }
            values[row.followee_id] |= {"following" if accepted else "requested": True, **flags}
        else:
            values[row.follower_id]["followed_by" if accepted else "requested_by"] = True


def _add_blocks(values: dict[int, dict[str, Any]], account_id: int) -> None:
    for blocker, blocked in _blocks(account_id, values.keys()):
        if blocker == account_id:
            values[blocked]["blocking"] = True
        else:
            values[blocker]["blocked_by"] = True


def _follows(account_id: int, others: Collection[int]) -> list[Follow]:
    out = Q(follower_id=account_id, followee_id__in=others)
    return list(Follow.objects.filter(out | Q(followee_id=account_id, follower_id__in=others)))


def _blocks(account_id: int, others: Collection[int]) -> list[tuple[int, int]]:
    out = Q(blocker_id=account_id, blocked_id__in=others)
    rows = Block.objects.filter(out | Q(blocked_id=account_id, blocker_id__in=others))
    return list(rows.values_list("blocker_id", "blocked_id"))


def _mutes(account_id: int, others: Collection[int]) -> list[tuple[int, bool, datetime | None]]:
    rows = Mute.objects.filter(lasting(), muter_id=account_id, muted_id__in=others)
    return list(rows.values_list("muted_id", "notifications", "expires_at"))
