"""Publish a post."""

from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import F

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import sealed
from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.commands.conversations import note_direct
from folkmoot.domains.posts.commands.restricted import refuse_restricted_writing
from folkmoot.domains.posts.commands.targets import Targets, find_targets, visibility_of
from folkmoot.domains.posts.compose import Composed, compose, facts
from folkmoot.domains.posts.events import PostPublished
from folkmoot.domains.posts.models import (
    AuthorCount,
    Poll,
    PollOption,
    Post,
    PostCounts,
    PostMention,
    PostTag,
    PublishKey,
    Unspread,
)
from folkmoot.domains.posts.types import PostDraft, PostKind, PostView, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.infra import crypto
from folkmoot.infra.audit.api import record
from folkmoot.infra.jobs.api import enqueue
from folkmoot.infra.operator_key import secret
from folkmoot.infra.outbox.api import publish as publish_event
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class _NewPost:
    id: int
    author: AccountView
    draft: PostDraft
    composed: Composed
    targets: Targets
    visibility: Visibility
    screening: integrity.Screening
    apart: frozenset[int]
    """Those of the readers from whom a block separates the author: a direct post does not reach them."""

    @property
    def readers(self) -> list[int]:
        return [account.id for account in self.composed.mentioned]


def publish(viewer: Viewer, *, draft: PostDraft, idempotency_key: str | None = None) -> PostView:
    """Publish what somebody wrote. A repeated `idempotency_key` gives the post of the first time.

    Raises Invalid, naming the field.
    """
    author_id = viewer.require_account()
    key_hash = _key_hash(author_id, idempotency_key)
    if (published := _published_with(key_hash)) is not None:
        return access_post(viewer, published)
    new = _prepare(viewer, draft)
    record_id = _seal(new)
    try:
        with atomic_write():
            _insert(new, record_id, key_hash)
    except IntegrityError:
        if (published := _published_with(key_hash)) is not None:
            return access_post(viewer, published)
        raise
    return access_post(viewer, new.id)


def key_of(author_id: int, idempotency_key: str) -> str:
    """What is kept of an Idempotency-Key."""
    return crypto.keyed_hash(secret("idempotency"), f"{author_id}:{idempotency_key}")


def _key_hash(author_id: int, idempotency_key: str | None) -> str | None:
    return key_of(author_id, idempotency_key) if idempotency_key else None


def _published_with(key_hash: str | None) -> int | None:
    row = PublishKey.objects.filter(key_hash=key_hash).first() if key_hash else None
    return row.post_id if row else None


def _prepare(viewer: Viewer, draft: PostDraft) -> _NewPost:
    author_id = viewer.require_account()
    author = accounts.access_account(viewer, author_id)
    if draft.kind is PostKind.BOOST:
        raise Invalid("A boost has no text of its own.", field="kind")
    targets = find_targets(viewer, draft)
    composed = compose(draft, language=author.language)
    visibility = visibility_of(draft, targets)
    refuse_restricted_writing(
        viewer, mentioned=[one.id for one in composed.mentioned], targets=targets, visibility=visibility
    )
    media.check_attachable(viewer, media_ids=draft.media_ids)
    post_id = new_id()
    screening = integrity.screen(post_ref(post_id), author_id, facts(composed, draft, author))
    apart = _apart(viewer, composed) if visibility is Visibility.DIRECT else frozenset[int]()
    return _NewPost(post_id, author, draft, composed, targets, visibility, screening, apart)


def _apart(viewer: Viewer, composed: Composed) -> frozenset[int]:
    around = graph.surroundings(viewer, [account.id for account in composed.mentioned])
    return around.blocked_by | around.blocking


def _seal(new: _NewPost) -> int | None:
    if not new.visibility.in_vault:
        return None
    plain = sealed.encode(sealed_text(new.composed, media.descriptions(new.draft.media_ids)))
    if new.visibility is Visibility.DIRECT:
        return residency.records.put_shared(new.author.id, residency.RecordKind.POST, plain, new.readers)
    return residency.records.put(new.author.id, residency.RecordKind.POST, plain)


def sealed_text(composed: Composed, descriptions: dict[int, str]) -> sealed.SealedText:
    return sealed.SealedText(
        title=composed.title,
        text=composed.text,
        html=composed.html,
        warning=composed.warning,
        tags=composed.tags,
        poll_options=composed.poll.options if composed.poll else (),
        descriptions=descriptions,
    )


def _insert(new: _NewPost, record_id: int | None, key_hash: str | None) -> None:
    if key_hash is not None:
        PublishKey.objects.create(key_hash=key_hash, post_id=new.id)
    _row(new, record_id).save(force_insert=True)
    PostCounts.objects.create(post_id=new.id)
    insert_references(new.id, new.composed, new.visibility)
    _insert_poll(new)
    media.attach(
        Viewer(account_id=new.author.id),
        media_ids=new.draft.media_ids,
        post_id=new.id,
        public=not new.visibility.in_vault,
    )
    _count(new)
    if new.visibility is Visibility.DIRECT:
        note_direct(new.id, _thread(new), new.author.id, set(new.readers) - new.apart)
    integrity.record_screening(new.screening)
    record(new.author.id, "post.publish", post_ref(new.id), visibility=new.visibility)
    publish_event(PostPublished(new.id, new.author.id))


def _row(new: _NewPost, record_id: int | None) -> Post:
    hidden = record_id is not None
    words = new.composed
    return Post(
        id=new.id,
        author_id=new.author.id,
        kind=new.draft.kind,
        visibility=new.visibility,
        reply_to_id=new.targets.reply_to.id if new.targets.reply_to else None,
        reply_to_author_id=new.targets.reply_to.author.id if new.targets.reply_to else None,
        thread_id=_thread(new),
        quote_of_id=new.targets.quote.id if new.targets.quote else None,
        record_id=record_id,
        title="" if hidden else words.title,
        text="" if hidden else words.text,
        html="" if hidden else words.html,
        warning="" if hidden else words.warning,
        sensitive=new.draft.sensitive or bool(words.warning),
        language=words.language,
        has_media=bool(new.draft.media_ids),
    )


def _thread(new: _NewPost) -> int:
    return new.targets.thread_id or new.id


def insert_references(post_id: int, composed: Composed, visibility: Visibility) -> None:
    """Whom a post mentions, and by which tags it is found."""
    PostMention.objects.bulk_create(
        PostMention(post_id=post_id, account_id=account.id) for account in composed.mentioned
    )
    if not visibility.in_vault:
        listed = visibility is Visibility.PUBLIC
        PostTag.objects.bulk_create(PostTag(post_id=post_id, tag=tag, listed=listed) for tag in composed.tags)


def _insert_poll(new: _NewPost) -> None:
    poll = new.composed.poll
    if poll is None:
        return
    Poll.objects.create(
        post_id=new.id, multiple=poll.multiple, hide_totals=poll.hide_totals, expires_at=poll.expires_at
    )
    shown = [""] * len(poll.options) if new.visibility.in_vault else poll.options
    PollOption.objects.bulk_create(
        PollOption(post_id=new.id, place=place, text=text) for place, text in enumerate(shown)
    )
    enqueue("posts.end_poll", run_at=poll.expires_at, post_id=new.id)


def _count(new: _NewPost) -> None:
    """Numbers that everybody sees count only what everybody may read, and of no direct post does its author's say."""
    if new.targets.reply_to is not None and not new.visibility.in_vault:
        PostCounts.objects.filter(post_id=new.targets.reply_to.id).update(replies=F("replies") + 1)
    if new.targets.quote is not None and not new.visibility.in_vault:
        PostCounts.objects.filter(post_id=new.targets.quote.id).update(quotes=F("quotes") + 1)
    if new.visibility is Visibility.DIRECT:
        Unspread.objects.create(post_id=new.id, author_id=new.author.id)
    else:
        count_new(new.author.id, new.id)


def count_new(author_id: int, post_id: int) -> None:
    """One post more of this author, which no feed has taken up yet."""
    Unspread.objects.create(post_id=post_id, author_id=author_id)
    AuthorCount.objects.get_or_create(account_id=author_id)
    AuthorCount.objects.filter(account_id=author_id).update(posts=F("posts") + 1, last_post_id=post_id)
