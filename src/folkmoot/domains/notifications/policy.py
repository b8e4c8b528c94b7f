"""Who hears of a post, and of what somebody wants to hear. Pure."""

from collections.abc import Collection, Iterable

from folkmoot.domains.notifications.kinds import NotificationKind


def recipients(
    *,
    author_id: int,
    reply_to_author_id: int | None,
    mentioned_ids: Iterable[int],
    quoted_author_id: int | None,
) -> dict[int, NotificationKind]:
    """Whom a new post concerns, each once: an answer counts before a mention, a mention before a quote."""
    found = dict.fromkeys(_known(quoted_author_id), NotificationKind.QUOTE)
    found |= dict.fromkeys(mentioned_ids, NotificationKind.MENTION)
    found |= dict.fromkeys(_known(reply_to_author_id), NotificationKind.REPLY)
    found.pop(author_id, None)
    return found


def kinds_wanted(
    kinds: Collection[NotificationKind] | None, exclude: Collection[NotificationKind] | None
) -> frozenset[NotificationKind]:
    """All kinds, or those of `kinds`, without those of `exclude`."""
    return frozenset(NotificationKind if kinds is None else kinds) - frozenset(exclude or ())


def _known(account_id: int | None) -> Iterable[int]:
    return () if account_id is None else (account_id,)
