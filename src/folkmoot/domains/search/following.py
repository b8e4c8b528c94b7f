"""What happens elsewhere changes the index."""

from collections.abc import Callable, Sequence

from folkmoot.domains.accounts.api import AccountCreated, AccountErased, PeopleImported, ProfileEdited
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import DecisionExpired, DecisionMade, DecisionUndone
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDeleted, PostEdited, PostPublished, PostsImported
from folkmoot.domains.search import catching_up
from folkmoot.domains.search.indexing import BATCH, index_people, index_posts, posts_in_index
from folkmoot.infra.jobs.api import enqueue, register
from folkmoot.kernel.refs import SubjectKind


def on_post(event: PostPublished | PostEdited | PostDeleted) -> None:
    index_posts([event.post_id])


def on_posts(events: Sequence[PostPublished | PostEdited | PostDeleted]) -> None:
    index_posts({event.post_id for event in events})


def on_person(event: AccountCreated | ProfileEdited) -> None:
    """A changed profile may change whether the posts may be found."""
    index_people([event.account_id])
    if isinstance(event, ProfileEdited):
        enqueue("search.author", unique_key=f"search.author:{event.account_id}", account_id=event.account_id)


def on_erased(event: AccountErased) -> None:
    index_people([event.account_id])
    enqueue("search.author", account_id=event.account_id)


def on_decision(event: DecisionMade | DecisionUndone | DecisionExpired) -> None:
    """What was removed or held is found by nobody else, until that ends."""
    decision = integrity.decision_views([event.decision_id]).get(event.decision_id)
    if decision is None:
        return
    match decision.ref.kind:
        case SubjectKind.POST:
            index_posts([decision.ref.id])
        case SubjectKind.MEDIA:
            file = media.views([decision.ref.id]).get(decision.ref.id)
            index_posts([file.post_id] if file is not None and file.post_id is not None else [])
        case SubjectKind.ACCOUNT:
            index_people([decision.ref.id])
            enqueue("search.author", account_id=decision.ref.id)


def on_posts_imported(event: PostsImported) -> None:
    enqueue("search.imported", kind="posts", first=event.first_id, last=event.last_id)


def on_people_imported(event: PeopleImported) -> None:
    enqueue("search.imported", kind="people", first=event.first_id, last=event.last_id)


def index_author(account_id: int) -> None:
    """All posts of an author, those in the index first: some of them may have to leave."""
    _walk(lambda before: posts_in_index(account_id, before=before, limit=BATCH))
    _walk(lambda before: posts.searchable_ids(author_id=account_id, before=before, limit=BATCH))


def index_imported(kind: str, first: int, last: int) -> None:
    """What came in by an import, between two ids."""
    before: int | None = last + 1
    while before is not None:
        before = catching_up.take(kind, below=before, least=first)


def _walk(batch: Callable[[int | None], list[int]]) -> None:
    before = None
    while found := batch(before):
        index_posts(found)
        before = found[-1]


register("search.author", index_author)
register("search.imported", index_imported)
