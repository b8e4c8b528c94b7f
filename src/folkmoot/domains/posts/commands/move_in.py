"""A person brings along what they wrote elsewhere: with its time, for no more readers, and nobody is told."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F, Max

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import sealed
from folkmoot.domains.posts.commands.conversations import note_direct
from folkmoot.domains.posts.commands.publish import insert_references, key_of, sealed_text
from folkmoot.domains.posts.compose import Composed, compose, facts
from folkmoot.domains.posts.events import PostsImported
from folkmoot.domains.posts.models import AuthorCount, MovedIn, Poll, PollOption, Post, PostCounts, PostRevision
from folkmoot.domains.posts.policy import UNCOUNTED
from folkmoot.domains.posts.types import MovedPost, PostKind, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.infra import text as texts
from folkmoot.infra.audit.api import record
from folkmoot.infra.jobs.api import enqueue
from folkmoot.infra.outbox.api import publish as publish_event
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid
from folkmoot.kernel.ids import id_at, new_id
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_BEFORE = sentence("You have brought this along already.")


def moved_ids(viewer: Viewer, origins: Collection[str]) -> dict[str, tuple[int, int]]:
    """Of these items of archives, those that the viewer has moved in before: post and batch by origin."""
    hashes = {_hash(viewer, origin): origin for origin in origins if origin}
    rows = MovedIn.objects.filter(origin__in=hashes) if hashes else ()
    return {hashes[row.origin]: (row.post_id, row.batch) for row in rows}


def move_in(viewer: Viewer, *, moved: MovedPost, batch: int) -> int:
    """Store one post with its own time; returns its id. It is screened like any other, mentions nobody and is told to
    nobody; no feed takes it up.

    Raises Conflict where the item was moved in already, and Invalid as for a post that somebody writes.
    """
    author_id = viewer.require_account()
    _check(moved)
    near = moved_ids(viewer, [moved.origin, moved.reply_to, moved.quote_of])
    if moved.origin in near:
        raise Conflict("moved in before", safe=_BEFORE)
    author = accounts.access_account(viewer, author_id)
    words = _words(moved, author.language)
    media.check_attachable(viewer, media_ids=moved.draft.media_ids)
    post_id = free_id(moved.created_at, moved.origin)
    screening = integrity.screen(post_ref(post_id), author_id, facts(words, moved.draft, author))
    answered = _own(author_id, near.get(moved.reply_to))
    quoted = _own(author_id, near.get(moved.quote_of))
    row = _row(author_id, post_id, moved, words, answered, quoted)
    row.record_id = _seal(author_id, moved, words)
    states = [_state(author_id, row, number, moved) for number in range(len(moved.states))]
    try:
        with atomic_write():
            MovedIn.objects.create(
                origin=_hash(viewer, moved.origin), account_id=author_id, post_id=post_id, batch=batch
            )
            _insert(viewer, row, moved, words)
            PostRevision.objects.bulk_create(states)
            integrity.record_screening(screening)
            record(author_id, "post.move_in", post_ref(post_id), visibility=row.visibility)
            publish_event(PostsImported(post_id, post_id))
    except IntegrityError:
        if moved.origin not in moved_ids(viewer, [moved.origin]):
            raise  # somebody else took the id just now: the next attempt finds another
        raise Conflict("moved in meanwhile", safe=_BEFORE) from None
    return post_id


def _check(moved: MovedPost) -> None:
    if moved.draft.kind is PostKind.BOOST:
        raise Invalid("A boost has no text of its own.", field="kind")
    if moved.draft.visibility is Visibility.GROUP or moved.draft.group_id is not None:
        raise Invalid("A post of a group cannot be brought along.", field="visibility")
    if not moved.origin or moved.created_at > clock.now():
        raise Invalid("The time of this post lies in the future.", field="created_at")


def _hash(viewer: Viewer, origin: str) -> str:
    return key_of(viewer.require_account(), f"moved {origin}")


def free_id(created_at: datetime, origin: str) -> int:
    """The id of a time, behind those of the same millisecond, so that what was written in one second keeps its
    order.
    """
    first, end = id_at(created_at, 0), id_at(created_at, -1)
    newest = Post.objects.filter(id__gte=first, id__lt=end).aggregate(newest=Max("id"))["newest"]
    return (newest or first) + 1 + int(key_of(0, origin)[:2], 16)


def _own(author_id: int, near: tuple[int, int] | None) -> Post | None:
    return Post.objects.filter(id=near[0], author_id=author_id, deleted_at=None).first() if near else None


def _words(moved: MovedPost, language: str) -> Composed:
    """As when somebody writes, but that names in it stay text."""
    words = compose(moved.draft, language=language)
    render = texts.render_article if moved.draft.kind is PostKind.ARTICLE else texts.render_post
    html = render(words.text, mentions={}, tag_url=texts.tag_path)
    poll = replace(words.poll, expires_at=moved.poll_ends_at or words.poll.expires_at) if words.poll else None
    return replace(words, mentioned=(), html=html, poll=poll)


def _seal(author_id: int, moved: MovedPost, words: Composed) -> int | None:
    if not moved.draft.visibility.in_vault:
        return None
    text = sealed_text(words, media.descriptions(moved.draft.media_ids))
    return _put(author_id, moved.draft.visibility, text)


def _put(author_id: int, visibility: Visibility, text: sealed.SealedText) -> int:
    plain = sealed.encode(text)
    if visibility is Visibility.DIRECT:
        return residency.records.put_shared(author_id, residency.RecordKind.POST, plain, [])
    return residency.records.put(author_id, residency.RecordKind.POST, plain)


def _row(  # noqa: PLR0917 - each is another kind of thing
    author_id: int, post_id: int, moved: MovedPost, words: Composed, answered: Post | None, quoted: Post | None
) -> Post:
    draft = moved.draft
    hidden = draft.visibility.in_vault
    return Post(
        id=post_id,
        author_id=author_id,
        kind=draft.kind,
        visibility=draft.visibility,
        reply_to_id=answered.id if answered else None,
        reply_to_author_id=author_id if answered else None,
        thread_id=answered.thread_id if answered else post_id,
        quote_of_id=quoted.id if quoted else None,
        title="" if hidden else words.title,
        text="" if hidden else words.text,
        html="" if hidden else words.html,
        warning="" if hidden else words.warning,
        sensitive=draft.sensitive or bool(words.warning),
        language=words.language,
        revision=len(moved.states),
        edited_at=moved.edited_at,
        has_media=bool(draft.media_ids),
        quote_policy=draft.quote_policy,
        moved_in=True,
    )


def _state(author_id: int, row: Post, number: int, moved: MovedPost) -> PostRevision:
    """An earlier state; what it said is cleaned like all else and shown as plain text."""
    state = moved.states[number]
    text = texts.clean_text(state.text, limit=len(state.text) + 1, field="text")
    said = sealed.SealedText(title=state.title, text=text, html=texts.render_plain(text), warning=state.warning)
    hidden = moved.draft.visibility.in_vault
    return PostRevision(
        id=new_id(),
        post_id=row.id,
        number=number,
        record_id=_put(author_id, moved.draft.visibility, said) if hidden else None,
        title="" if hidden else said.title,
        text="" if hidden else said.text,
        html="" if hidden else said.html,
        warning="" if hidden else said.warning,
        sensitive=state.sensitive,
        made_at=state.created_at,
    )


def _insert(viewer: Viewer, row: Post, moved: MovedPost, words: Composed) -> None:
    visibility = moved.draft.visibility
    row.save(force_insert=True)
    PostCounts.objects.create(post_id=row.id)
    insert_references(row.id, words, visibility)
    if words.poll is not None:
        _insert_poll(row.id, words, hidden=visibility.in_vault)
    media.attach(viewer, media_ids=moved.draft.media_ids, post_id=row.id, public=not visibility.in_vault)
    if row.reply_to_id is not None and visibility not in UNCOUNTED:
        PostCounts.objects.filter(post_id=row.reply_to_id).update(replies=F("replies") + 1)
    if visibility is Visibility.DIRECT:
        note_direct(row.id, row.thread_id, row.author_id, set())
    if visibility not in UNCOUNTED:
        counted, _ = AuthorCount.objects.get_or_create(account_id=row.author_id)
        newest = max(counted.last_post_id or 0, row.id)
        AuthorCount.objects.filter(account_id=row.author_id).update(posts=F("posts") + 1, last_post_id=newest)


def _insert_poll(post_id: int, words: Composed, *, hidden: bool) -> None:
    """Without votes: those of elsewhere cannot be checked here."""
    poll = words.poll
    if poll is None:
        return
    Poll.objects.create(
        post_id=post_id, multiple=poll.multiple, hide_totals=poll.hide_totals, expires_at=poll.expires_at
    )
    PollOption.objects.bulk_create(
        PollOption(post_id=post_id, place=place, text="" if hidden else text) for place, text in enumerate(poll.options)
    )
    if poll.expires_at > clock.now():
        enqueue("posts.end_poll", run_at=poll.expires_at, post_id=post_id)
