"""Who follows whom, page by page for readers and in batches for those who deliver."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q, QuerySet

from folkmoot.domains.accounts.api import AccountView, accounts_by_ids, hiding_collections, present_for
from folkmoot.domains.graph.models import Block, Follow, GraphCounts, Mute
from folkmoot.domains.graph.queries.walking import lasting, walk
from folkmoot.domains.graph.types import Followee, FollowState
from folkmoot.infra.rows import Lookup, column, table
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

FAN_OUT_BATCH = 1_000
_BATCH = (
    f'SELECT follower_id FROM "{table(Follow)}" WHERE followee_id = %s '  # noqa: S608 - a name of ours
    f"AND state = '{FollowState.ACCEPTED}' AND follower_id > %s ORDER BY follower_id LIMIT %s"
)
_FOLLOWERS = Lookup(Follow, f"state = '{FollowState.ACCEPTED}' AND followee_id = %s AND follower_id IN ({{among}})")


def followers(viewer: Viewer, account_id: int, page: PageRequest) -> Page[AccountView]:
    """Who follows the account, the newest follow first, without those whom a block separates from the viewer.

    Nobody for others where the account hides this.
    """
    rows = _accepted().filter(followee_id=account_id)
    return shown(viewer, account_id, rows, "follower_id", page)


def following(viewer: Viewer, account_id: int, page: PageRequest) -> Page[AccountView]:
    """Whom the account follows, likewise."""
    rows = _accepted().filter(follower_id=account_id)
    return shown(viewer, account_id, rows, "followee_id", page)


def follow_requests(viewer: Viewer, page: PageRequest) -> Page[AccountView]:
    """Who asks to follow the viewer."""
    rows = Follow.objects.filter(followee_id=viewer.require_account(), state=FollowState.REQUESTED)
    return _people(rows, "follower_id", page)


def blocks(viewer: Viewer, page: PageRequest) -> Page[AccountView]:
    """Whom the viewer blocks."""
    return _people(Block.objects.filter(blocker_id=viewer.require_account()), "blocked_id", page)


def mutes(viewer: Viewer, page: PageRequest) -> Page[AccountView]:
    """Whom the viewer mutes now."""
    return _people(Mute.objects.filter(lasting(), muter_id=viewer.require_account()), "muted_id", page)


def friends_of(account_id: int) -> frozenset[int]:
    """The accounts that follow this one and are followed by it."""
    back = _accepted().filter(followee_id=account_id).values("follower_id")
    rows = _accepted().filter(follower_id=account_id, followee_id__in=back)
    return frozenset(rows.values_list("followee_id", flat=True))


def followee_ids(account_id: int) -> frozenset[int]:
    """Whom the account follows."""
    return frozenset(_accepted().filter(follower_id=account_id).values_list("followee_id", flat=True))


def follower_ids(
    account_id: int,
    after: int = 0,
    limit: int = FAN_OUT_BATCH,
    *,
    boosts: bool = False,
    notify: bool = False,
) -> tuple[int, ...]:
    """Followers with ids above `after`, lowest first: a batch, whose last one is the next `after`.

    `boosts`: only those who want to see the account's boosts. `notify`: only those who want to be told of its posts.
    """
    if not boosts and not notify:
        return tuple(column(_BATCH, account_id, after, limit))
    rows = _accepted().filter(followee_id=account_id, follower_id__gt=after)
    rows = rows.filter(show_boosts=True) if boosts else rows
    rows = rows.filter(notify=True) if notify else rows
    return tuple(rows.order_by("follower_id").values_list("follower_id", flat=True)[:limit])


def with_subscribers(account_ids: Collection[int]) -> frozenset[int]:
    """Those of the accounts of whose posts somebody wants to be told."""
    rows = _accepted().filter(followee_id__in=account_ids, notify=True)
    return frozenset(rows.values_list("followee_id", flat=True).distinct())


def familiar_followers(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[AccountView, ...]]:
    """For each account, those of its followers whom the viewer follows; every id is in the answer.

    Nobody where the account hides who follows it, and without those who hide whom they follow.
    """
    own = _accepted().filter(follower_id=viewer.require_account()).values("followee_id")
    rows = _accepted().filter(followee_id__in=set(ids), follower_id__in=own).order_by("-id")
    pairs = list(rows.values_list("followee_id", "follower_id"))
    accounts = accounts_by_ids({follower for _, follower in pairs})
    present = present_for(viewer, list(accounts))
    hiding = hiding_collections({one for pair in pairs for one in pair} - {viewer.account_id or 0})
    found: dict[int, list[AccountView]] = defaultdict(list)
    for followee, follower in pairs:
        if follower in present and not accounts[follower].erased and not hiding & {followee, follower}:
            found[followee].append(accounts[follower])
    return {account_id: tuple(found[account_id]) for account_id in ids}


def _accepted() -> QuerySet[Follow]:
    return Follow.objects.filter(state=FollowState.ACCEPTED)


def shown(viewer: Viewer, account_id: int, rows: QuerySet[Any], column: str, page: PageRequest) -> Page[AccountView]:
    """A page of those whom `rows` of an account name, without those whom a block separates from the viewer."""
    me = viewer.account_id
    if me != account_id and hiding_collections([account_id]):
        return Page(())
    if me is None:
        return _met(viewer, _people(rows, column, page))
    if Block.objects.filter(blocker_id=account_id, blocked_id=me).exists():
        return Page(())
    blocking = Block.objects.filter(blocker_id=me).values("blocked_id")
    blocked_by = Block.objects.filter(blocked_id=me).values("blocker_id")
    either = Q(**{f"{column}__in": blocking}) | Q(**{f"{column}__in": blocked_by})
    return _met(viewer, _people(rows.exclude(either), column, page))


def _met(viewer: Viewer, found: Page[AccountView]) -> Page[AccountView]:
    """Without those that were removed or are held."""
    present = present_for(viewer, [account.id for account in found.items])
    items = tuple(account for account in found.items if account.id in present)
    return Page(items, found.next_max_id, found.prev_min_id)


def _people(rows: QuerySet[Any], column: str, page: PageRequest) -> Page[AccountView]:
    pairs = dict(walk(rows, page).values_list("id", column))
    found = page_ids(list(pairs), page)
    accounts = accounts_by_ids([pairs[row_id] for row_id in found.items])
    kept = (accounts.get(pairs[row_id]) for row_id in found.items)
    items = tuple(account for account in kept if account is not None and not account.erased)
    return Page(items, found.next_max_id, found.prev_min_id)


def followees(account_id: int) -> tuple[Followee, ...]:
    """Whom the account follows, with what a feed needs to know of each; two queries."""
    rows = list(_accepted().filter(follower_id=account_id).values_list("followee_id", "id", "show_boosts"))
    sizes = dict(
        GraphCounts.objects.filter(account_id__in=[row[0] for row in rows]).values_list("account_id", "followers")
    )
    return tuple(Followee(one, follow_id, boosts, sizes.get(one, 0)) for one, follow_id, boosts in rows)


def followed_by_many(account_id: int, *, limit: int) -> list[tuple[int, int]]:
    """Whom those whom the account follows follow, with how many of them do; most first. Not whom it follows itself."""
    own = _accepted().filter(follower_id=account_id).values("followee_id")
    found = _accepted().filter(follower_id__in=own).exclude(followee_id__in=own).exclude(followee_id=account_id)
    counted = found.values("followee_id").annotate(n=Count("id")).order_by("-n", "followee_id")
    return list(counted.values_list("followee_id", "n")[:limit])


def followers_among(account_id: int, candidates: Collection[int]) -> frozenset[int]:
    """Who of the candidates follows the account."""
    return frozenset(row.follower_id for row in _FOLLOWERS(account_id, among=candidates)) if candidates else frozenset()


def following_pairs(pairs: Collection[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Of these (follower, followed), those in which the first follows the second; one query, none for no pairs."""
    if not pairs:
        return frozenset()
    rows = _accepted().filter(follower_id__in={one for one, _ in pairs}, followee_id__in={other for _, other in pairs})
    return frozenset(pairs) & frozenset(rows.values_list("follower_id", "followee_id"))


def friendship_conflict(*, decider: int, responsible: int) -> str | None:
    """For integrity: friends do not judge each other."""
    both = followers_among(responsible, [decider]) and followers_among(decider, [responsible])
    return sentence("You and this person are friends, so somebody else has to decide.") if both else None
