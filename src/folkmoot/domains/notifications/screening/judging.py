"""Judges news for many people at once: one query where nobody chose anything, which is how it mostly is."""

from collections.abc import Collection, Mapping

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.notifications.models import NotificationPermission, NotificationPolicy
from folkmoot.domains.notifications.screening.queries import policy_of_row
from folkmoot.domains.notifications.screening.rules import Choice, Standing, judged
from folkmoot.domains.posts import api as posts
from folkmoot.kernel import clock
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Role


def choices(kinds: Mapping[int, NotificationKind], *, actor_id: int, subject_id: int) -> dict[int, Choice]:
    """What becomes of the news for each of those who would be told; who is absent accepts."""
    rows = NotificationPolicy.objects.filter(account_id__in=kinds)
    policies = {row.account_id: policy_of_row(row) for row in rows}
    if not policies or not actor_id:
        return {}
    standings, solicited = _standings(policies.keys(), actor_id), _solicited(kinds, subject_id)
    return {
        account_id: judged(
            policy,
            standings[account_id],
            now=clock.now(),
            kind=kinds[account_id],
            private=solicited is not None and account_id != solicited,
        )
        for account_id, policy in policies.items()
        if account_id in standings
    }


def _standings(account_ids: Collection[int], actor_id: int) -> dict[int, Standing]:
    actor = accounts.accounts_by_ids([actor_id]).get(actor_id)
    if actor is None:
        return {}
    pairs = {(one, actor_id) for one in account_ids} | {(actor_id, one) for one in account_ids}
    following = graph.following_pairs(pairs)
    permitted = NotificationPermission.objects.filter(account_id__in=account_ids, actor_id=actor_id)
    permitting = set(permitted.values_list("account_id", flat=True))
    limited = _limited(actor_id)
    staff = accounts.roles_of([actor_id]).get(actor_id, Role.MEMBER) is not Role.MEMBER
    return {
        one: Standing(
            following=(one, actor_id) in following,
            followed_by=(actor_id, one) in following,
            created_at=actor.created_at,
            limited=limited,
            staff=staff,
            permitted=one in permitting,
        )
        for one in account_ids
    }


def _limited(actor_id: int) -> bool:
    found = integrity.treatments_for([account_ref(actor_id)]).get(account_ref(actor_id))
    return found is not None and bool(found.reductions or found.restrictions)


def _solicited(kinds: Mapping[int, NotificationKind], subject_id: int) -> int | None:
    """The author whom a direct message answers, 0 for none; None where it is no direct message."""
    if not {NotificationKind.MENTION, NotificationKind.REPLY}.intersection(kinds.values()):
        return None
    facts = posts.notice_facts(subject_id)
    return (facts.reply_to_author_id or 0) if facts is not None and facts.direct else None
