"""Whom one may want to follow, each with why; and those whom one does not want to be shown again."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountKind, AccountView
from folkmoot.domains.feed.models import DismissedSuggestion
from folkmoot.domains.feed.types import Suggestion, SuggestionSource
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_TAG_WINDOW = timedelta(days=14)
_TAG_POSTS = 100
_NEW = timedelta(days=30)


def suggestions(viewer: Viewer, *, limit: int = 20) -> tuple[Suggestion, ...]:
    """Whom those follow whom one follows; who writes about tags that one follows; then who else wants to be found."""
    own_id = viewer.require_account()
    unwanted = graph.followee_ids(own_id) | {own_id} | dismissed_by(own_id)
    by_friends = [one for one, _ in graph.followed_by_many(own_id, limit=limit * 3) if one not in unwanted]
    by_tags = {one: tag for one, tag in _writers_about(own_id).items() if one not in unwanted}
    wanted = [*by_friends, *by_tags]
    newcomers = accounts.directory(limit=limit * 2 + len(unwanted), local=True) if len(wanted) < limit * 2 else ()
    found = accounts.accounts_by_ids(wanted) | {one.id: one for one in newcomers}
    kept = _presentable(viewer, found, without=unwanted)
    familiar = graph.familiar_followers(viewer, [one for one in by_friends if one in kept][: limit * 2])
    chosen = _because(kept, familiar=familiar, by_tags=by_tags, order=[*wanted, *(one.id for one in newcomers)])
    return tuple(chosen)[:limit]


def dismissed_by(account_id: int) -> frozenset[int]:
    """Whom somebody does not want to be suggested."""
    rows = DismissedSuggestion.objects.filter(account_id=account_id)
    return frozenset(rows.values_list("suggested_id", flat=True))


def dismiss_suggestion(viewer: Viewer, *, account_id: int) -> None:
    """Suggest somebody no longer. They are not told. Idempotent. Raises NotFound."""
    own_id = viewer.require_account()
    accounts.access_account(viewer, account_id)
    with atomic_write():
        DismissedSuggestion.objects.get_or_create(account_id=own_id, suggested_id=account_id)
        record(own_id, "feed.dismiss_suggestion", account_ref(account_id))


def _writers_about(own_id: int) -> dict[int, str]:
    """Who lately wrote publicly with a tag that one follows, and which."""
    tags = graph.tags_followed_by(own_id)
    if not tags:
        return {}
    ids = posts.posts_with_tags_since(sorted(tags), clock.now() - _TAG_WINDOW, limit=_TAG_POSTS)
    authors = posts.free_to_spread({one for of_tag in ids.values() for one in of_tag})
    found: dict[int, str] = {}
    for tag, of_tag in ids.items():
        for one in of_tag:
            if one in authors:
                found.setdefault(authors[one], tag)
    return found


def _presentable(viewer: Viewer, found: dict[int, AccountView], *, without: Collection[int]) -> dict[int, AccountView]:
    around = graph.surroundings(viewer, found)
    hidden = around.blocking | around.blocked_by | around.muting | frozenset(without)
    free = free_accounts(found)
    return {
        one: account
        for one, account in found.items()
        if one in free
        and one not in hidden
        and account.discoverable
        and not account.erased
        and account.kind is not AccountKind.GROUP  # joined, never followed
    }


def free_accounts(ids: Collection[int]) -> frozenset[int]:
    """Those of the accounts on which nothing weighs."""
    acting = integrity.treatments_for([account_ref(one) for one in ids])
    weighed = {ref.id for ref, found in acting.items() if found.is_withheld or found.factor < 1}
    return frozenset(ids) - weighed


def _because(
    kept: dict[int, AccountView],
    *,
    familiar: dict[int, tuple[AccountView, ...]],
    by_tags: dict[int, str],
    order: Iterable[int],
) -> Iterator[Suggestion]:
    for one in dict.fromkeys(order):
        account = kept.get(one)
        if account is None:
            continue
        if known := familiar.get(one, ()):
            yield Suggestion(account, _followed_by(known), SuggestionSource.FOLLOWED)
        elif one in by_tags:
            yield Suggestion(
                account, sentence("Posts about #{tag}, which you follow.", tag=by_tags[one]), SuggestionSource.TAG
            )
        elif clock.now() - account.created_at < _NEW:
            yield Suggestion(account, sentence("New here."), SuggestionSource.COMMUNITY)
        else:
            yield Suggestion(account, sentence("In the directory of this community."), SuggestionSource.COMMUNITY)


def _followed_by(known: Sequence[AccountView]) -> str:
    first, others = known[0].name, len(known) - 1
    if others == 0:
        return sentence("Followed by {name}, whom you follow.", name=first)
    if others == 1:
        return sentence("Followed by {name} and {other}, whom you follow.", name=first, other=known[1].name)
    return sentence(
        "Followed by {name} and {count} other whom you follow.",
        plural="Followed by {name} and {count} others whom you follow.",
        name=first,
        count=others,
    )
