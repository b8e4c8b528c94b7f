"""What happens to posts when their author leaves for good."""

from django.db.models import Q

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.posts.commands.delete import delete_rows
from folkmoot.domains.posts.models import AuthorCount, ConversationState, Mark, Post, Unpublished, Vote
from folkmoot.domains.residency import api as residency
from folkmoot.infra.jobs.api import enqueue, register
from folkmoot.infra.writes import atomic_write

_BATCH = 200


def begin_erasure(event: AccountErased) -> None:
    """A batch at a time, so that nobody waits for somebody's ten thousand posts."""
    enqueue("posts.erase", account_id=event.account_id)


def _erase(*, account_id: int) -> None:
    mine = Post.objects.filter(author_id=account_id, deleted_at=None)
    with atomic_write():
        Post.objects.filter(author_id=account_id, erased=False).exclude(deleted_at=None).update(erased=True)
        mine.filter(~Q(boost_of_id=None)).delete()
        rows = list(mine.order_by("id")[:_BATCH])
        records = delete_rows(rows, erased=True)
        if rows:
            enqueue("posts.erase", account_id=account_id)
        else:
            for model in (Mark, Vote, Unpublished, ConversationState, AuthorCount):
                model.objects.filter(account_id=account_id).delete()
    residency.records.delete(records)


register("posts.erase", _erase)
