"""What happens to posts when their author leaves for good."""

from collections.abc import Iterable

from django.db.models import F, Value
from django.db.models.functions import Greatest

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.posts.commands.delete import delete_rows, uncount_references
from folkmoot.domains.posts.commands.marks import MarkKind
from folkmoot.domains.posts.commands.vote import column_of
from folkmoot.domains.posts.models import (
    AuthorCount,
    ConversationState,
    Mark,
    MovedIn,
    PollVote,
    Post,
    PostCounts,
    Unpublished,
    Vote,
)
from folkmoot.domains.residency import api as residency
from folkmoot.infra.jobs.api import enqueue, register
from folkmoot.infra.writes import atomic_write

_BATCH = 100


def begin_erasure(event: AccountErased) -> None:
    """A batch at a time, so that nobody waits for somebody's ten thousand posts."""
    enqueue("posts.erase", account_id=event.account_id)


def _erase(*, account_id: int) -> None:
    mine = Post.objects.filter(author_id=account_id, deleted_at=None)
    with atomic_write():
        Post.objects.filter(author_id=account_id, erased=False).exclude(deleted_at=None).update(erased=True)
        rows = list(mine.order_by("id")[:_BATCH])
        records = _take_away(rows)
        done = len(rows) + _erase_marks(account_id) + _erase_votes(account_id)
        if done:
            enqueue("posts.erase", account_id=account_id)
        else:
            for model in (MovedIn, PollVote, Unpublished, ConversationState, AuthorCount):
                model.objects.filter(account_id=account_id).delete()
    residency.records.delete(records)


def _take_away(rows: list[Post]) -> list[int]:
    """Boosts go without a trace, the rest leaves gaps; returns the vault records to delete."""
    boosts = [row for row in rows if row.boost_of_id is not None]
    Post.objects.filter(id__in=[row.id for row in boosts]).delete()
    _fewer("boosts", [row.boost_of_id for row in boosts])
    own = [row for row in rows if row.boost_of_id is None]
    for row in own:
        uncount_references(row)
    return delete_rows(own, erased=True)


def _erase_marks(account_id: int) -> int:
    marks = list(Mark.objects.filter(account_id=account_id)[:_BATCH])
    Mark.objects.filter(id__in=[mark.id for mark in marks]).delete()
    _fewer("favourites", [mark.post_id for mark in marks if mark.kind == MarkKind.FAVOURITE])
    return len(marks)


def _erase_votes(account_id: int) -> int:
    votes = list(Vote.objects.filter(account_id=account_id)[:_BATCH])
    Vote.objects.filter(id__in=[vote.id for vote in votes]).delete()
    for column in ("up", "down", "uncounted"):
        _fewer(column, [vote.post_id for vote in votes if column_of(vote.value, counted=vote.counted) == column])
    return len(votes)


def _fewer(column: str, post_ids: Iterable[int | None]) -> None:
    """A person marks, boosts and votes on a post once."""
    fewer = Greatest(F(column) - 1, Value(0))
    PostCounts.objects.filter(post_id__in=list(post_ids)).update(**{column: fewer})


register("posts.erase", _erase)
