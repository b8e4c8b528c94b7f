"""Publish a post."""

from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import F

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Place
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Treatments
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import sealed
from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.commands.conversations import note_direct
from folkmoot.domains.posts.commands.restricted import refuse_restricted_writing
from folkmoot.domains.posts.commands.targets import Targets, find_targets, place_of, visibility_in
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
from folkmoot.domains.posts.policy import UNCOUNTED, counts_as_reply
from folkmoot.domains.posts.reading.fresh import fresh_view
from folkmoot.domains.posts.types import PostDraft, PostKind, PostView, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.infra import crypto
from folkmoot.infra.audit.api import record
from folkmoot.infra.jobs import crowd
from folkmoot.infra.jobs.api import enqueue
from folkmoot.infra.limits import acts
from folkmoot.infra.operator_key import secret
from folkmoot.infra.outbox.api import publish as publish_event
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.rows import Lookup, insert, table, update
from folkmoot.infra.rows import new as new_row
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
    acting: Treatments
    """What is active on the author."""
    apart: frozenset[int]
    """Those of the readers from whom a block separates the author: a direct post does not reach them."""
    place: Place | None = None

    @property
    def readers(self) -> list[int]:
        return [account.id for account in self.composed.mentioned]

    @property
    def plain(self) -> bool:
        """Whether nothing belongs to it that has rows of its own or was decided about it."""
        more = self.draft.quote_of_id or self.draft.media_ids or self.draft.poll or self.place
        return not (more or self.screening.matches)


_KEY = Lookup(PublishKey, "key_hash = %s")
_COUNT_ONE = f'UPDATE "{table(AuthorCount)}" SET posts = posts + 1, last_post_id = %s WHERE account_id = %s'  # noqa: S608 - a name of ours


def publish(viewer: Viewer, *, draft: PostDraft, idempotency_key: str | None = None) -> PostView:
    """Publish what somebody wrote. A repeated `idempotency_key` gives the post of the first time.

    Raises Invalid, naming the field, RateLimited and NoRoom.
    """
    author_id = viewer.require_account()
    key_hash = _key_hash(author_id, idempotency_key)
    if (published := _published_with(key_hash)) is not None:
        return access_post(viewer, published)
    room.require(Growth.POST)
    crowd.refuse_when_full()
    acts.count(acts.posts(), author_id)
    new = _prepare(viewer, draft)
    row = _row(new, _seal(new))
    try:
        with atomic_write():
            _insert(new, row, key_hash)
    except IntegrityError:
        if (published := _published_with(key_hash)) is not None:
            return access_post(viewer, published)
        raise
    return _as_published(viewer, new, row)


def key_of(author_id: int, idempotency_key: str) -> str:
    """What is kept of an Idempotency-Key."""
    return crypto.keyed_hash(secret("idempotency"), f"{author_id}:{idempotency_key}")


def _key_hash(author_id: int, idempotency_key: str | None) -> str | None:
    return key_of(author_id, idempotency_key) if idempotency_key else None


def _published_with(key_hash: str | None) -> int | None:
    row = _KEY.first(key_hash) if key_hash else None
    return row.post_id if row else None


def _prepare(viewer: Viewer, draft: PostDraft) -> _NewPost:
    author_id = viewer.require_account()
    author = accounts.access_account(viewer, author_id)
    if draft.kind is PostKind.BOOST:
        raise Invalid("A boost has no text of its own.", field="kind")
    targets = find_targets(viewer, draft)
    composed = compose(draft, language=author.language)
    place = place_of(viewer, draft, targets)
    visibility = visibility_in(place, draft, targets)
    acting = refuse_restricted_writing(
        viewer, mentioned=[one.id for one in composed.mentioned], targets=targets, visibility=visibility
    )
    media.check_attachable(viewer, media_ids=draft.media_ids)
    post_id = new_id()
    screening = integrity.screen(post_ref(post_id), author_id, facts(composed, draft, author))
    apart = _apart(viewer, composed) if visibility is Visibility.DIRECT else frozenset[int]()
    return _NewPost(post_id, author, draft, composed, targets, visibility, screening, acting, apart, place)


def _apart(viewer: Viewer, composed: Composed) -> frozenset[int]:
    around = graph.surroundings(viewer, [account.id for account in composed.mentioned])
    return around.blocked_by | around.blocking


def _seal(new: _NewPost) -> int | None:
    if not new.visibility.in_vault:
        return None
    plain = sealed.encode(_said(new))
    if new.visibility is Visibility.DIRECT:
        return residency.records.put_shared(new.author.id, residency.RecordKind.POST, plain, new.readers)
    return residency.records.put(new.author.id, residency.RecordKind.POST, plain)


def _said(new: _NewPost) -> sealed.SealedText:
    return sealed_text(new.composed, media.descriptions(new.draft.media_ids))


def _as_published(viewer: Viewer, new: _NewPost, row: Post) -> PostView:
    if not new.plain:
        return access_post(viewer, new.id)
    return fresh_view(viewer, row, _said(new), author=new.author, acting=new.acting, mentioned=new.composed.mentioned)


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


def _insert(new: _NewPost, row: Post, key_hash: str | None) -> None:
    if new.place is not None:
        groups.confirm_place(new.author.id, new.place)
    if key_hash is not None:
        insert(PublishKey(key_hash=key_hash, post_id=new.id))
    insert(row)
    insert(new_row(PostCounts, post_id=new.id))
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
    return new_row(
        Post,
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
        quote_policy=new.draft.quote_policy,
        group_id=new.place.group_id if new.place else None,
    )


def _thread(new: _NewPost) -> int:
    return new.targets.thread_id or new.id


def insert_references(post_id: int, composed: Composed, visibility: Visibility) -> None:
    """Whom a post mentions, and by which tags it is found."""
    insert(*(new_row(PostMention, post_id=post_id, account_id=account.id) for account in composed.mentioned))
    if not visibility.in_vault:
        listed = visibility is Visibility.PUBLIC
        insert(*(new_row(PostTag, post_id=post_id, tag=tag, listed=listed) for tag in composed.tags))


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
    """Numbers that people see count only what they may read: in closed groups what is answered has the same readers.

    Of direct posts and those in closed groups, the author's numbers say nothing.
    """
    if new.targets.reply_to is not None and counts_as_reply(new.visibility):
        PostCounts.objects.filter(post_id=new.targets.reply_to.id).update(replies=F("replies") + 1)
    if new.targets.quote is not None and not new.visibility.in_vault:
        PostCounts.objects.filter(post_id=new.targets.quote.id).update(quotes=F("quotes") + 1)
    if new.visibility in UNCOUNTED:
        insert(new_row(Unspread, post_id=new.id, author_id=new.author.id))
    else:
        count_new(new.author.id, new.id)


def count_new(author_id: int, post_id: int) -> None:
    """One post more of this author, which no feed has taken up yet."""
    insert(new_row(Unspread, post_id=post_id, author_id=author_id))
    if not update(_COUNT_ONE, post_id, author_id):
        AuthorCount.objects.get_or_create(account_id=author_id)
        update(_COUNT_ONE, post_id, author_id)
