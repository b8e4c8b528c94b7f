"""Change a post; what it said before stays readable in its history."""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.groups import api as groups
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import sealed
from folkmoot.domains.posts.access import access_own_row, access_post
from folkmoot.domains.posts.commands.polls import remove_poll, replace_poll
from folkmoot.domains.posts.commands.publish import insert_references, sealed_text
from folkmoot.domains.posts.commands.restricted import refuse_restricted_writing
from folkmoot.domains.posts.commands.targets import Targets
from folkmoot.domains.posts.compose import Composed, compose, facts
from folkmoot.domains.posts.events import PostEdited
from folkmoot.domains.posts.models import Poll, Post, PostMention, PostRevision, PostTag
from folkmoot.domains.posts.policy import EDIT_KEEPS
from folkmoot.domains.posts.types import PollDraft, PostDraft, PostKind, PostView, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import acts
from folkmoot.infra.outbox.api import publish as publish_event
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid
from folkmoot.kernel.ids import new_id, time_of
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


def edit(
    viewer: Viewer,
    *,
    post_id: int,
    draft: PostDraft,
    descriptions: Mapping[int, str] = MappingProxyType({}),
    focuses: Mapping[int, tuple[float, float]] = MappingProxyType({}),
    drop_poll: bool = False,
) -> PostView:
    """Replace words, warning, media and language of one's own post; visibility, reply and quote stay. So does the poll
    where the draft has none, or `drop_poll` takes it away with its votes. With other choices it begins anew.

    `descriptions` and `focuses`: what some of its media show and where to crop them, by id, where that changes.
    Raises NotFound, Invalid, and Conflict where the post was changed in the meantime.
    """
    row = access_own_row(viewer, post_id)
    if row.kind == PostKind.BOOST:
        raise Invalid("A boost cannot be edited.", field="text")
    _refuse_outsider(viewer, row)
    if row.revision >= EDIT_KEEPS:
        raise Invalid(sentence("A post can be edited {edit_keeps} times.", edit_keeps=EDIT_KEEPS), field="text")
    room.require(Growth.POST)
    acts.count(acts.EDITS, row.author_id)
    kept = _with_what_stays(row, draft, drop_poll=drop_poll)
    composed = compose(kept, language=row.language or "en")
    added = _newly_mentioned(row, composed)
    refuse_restricted_writing(
        viewer,
        mentioned=added,
        targets=Targets(reply_to=None, quote=None),
        visibility=Visibility(row.visibility),
    )
    media.check_attachable(viewer, media_ids=draft.media_ids, post_id=post_id)
    author = accounts.access_account(viewer, row.author_id)
    screening = integrity.screen(post_ref(post_id), row.author_id, facts(composed, kept, author))
    described = {key: media.clean_description(text) for key, text in descriptions.items()}
    focused = {key: media.clean_focus(one) for key, one in focuses.items()}
    before = _opened(row) if row.record_id is not None else None
    record_id = _seal(row, composed, draft, described, before)
    with atomic_write():
        _change(row, composed, draft, record_id)
        _keep_revision(row)
        _replace_references(row, composed)
        hidden = Visibility(row.visibility).in_vault
        media.replace_attachments(viewer, media_ids=draft.media_ids, post_id=post_id, public=not hidden)
        media.describe(viewer, post_id=post_id, descriptions=described)
        media.crop(viewer, post_id=post_id, focuses=focused)
        if draft.poll is not None and composed.poll is not None:
            replace_poll(post_id, composed.poll, sealed=before.poll_options if before else None)
        elif drop_poll:
            remove_poll(post_id)
        integrity.record_screening(screening)
        record(viewer.account_id, "post.edit", post_ref(post_id), revision=row.revision + 1)
        publish_event(PostEdited(post_id, row.author_id, tuple(sorted(added))))
    return access_post(viewer, post_id)


def _refuse_outsider(viewer: Viewer, row: Post) -> None:
    """Who is no member any more writes nothing new to members."""
    if row.visibility == Visibility.GROUP and row.group_id not in groups.readable(viewer, [row.group_id or 0]):
        raise Forbidden("edit by a former member", safe="You are no longer in this group. You can delete this post.")


def _newly_mentioned(row: Post, composed: Composed) -> set[int]:
    before = PostMention.objects.filter(post_id=row.id).values_list("account_id", flat=True)
    return {account.id for account in composed.mentioned} - set(before)


def _with_what_stays(row: Post, draft: PostDraft, *, drop_poll: bool) -> PostDraft:
    """The kind cannot change; a post with a poll may have no words, which `compose` would refuse."""
    poll = draft.poll
    if poll is None and not drop_poll and Poll.objects.filter(post_id=row.id).exists():
        poll = PollDraft(options=("1", "2"), lasts_seconds=3600)
    return dataclasses.replace(draft, kind=PostKind(row.kind), poll=poll, reply_to_id=row.reply_to_id)


def _seal(
    row: Post, composed: Composed, draft: PostDraft, described: Mapping[int, str], before: sealed.SealedText | None
) -> int | None:
    if before is None:
        return None
    known = {**before.descriptions, **described}
    words = sealed_text(composed, media.descriptions(draft.media_ids))
    plain = sealed.encode(
        sealed.SealedText(
            title=words.title,
            text=words.text,
            html=words.html,
            warning=words.warning,
            tags=words.tags,
            poll_options=words.poll_options if draft.poll or composed.poll is None else before.poll_options,
            descriptions={key: known.get(key, text) for key, text in words.descriptions.items()},
        )
    )
    if row.visibility == Visibility.DIRECT:
        readers = PostMention.objects.filter(post_id=row.id).values_list("account_id", flat=True)
        everyone = {*readers, *(account.id for account in composed.mentioned)}
        return residency.records.put_shared(row.author_id, residency.RecordKind.POST, plain, everyone)
    return residency.records.put(row.author_id, residency.RecordKind.POST, plain)


def _opened(row: Post) -> sealed.SealedText:
    read = residency.records
    ids = [row.record_id] if row.record_id else []
    found = read.get_shared(ids, row.author_id) if row.visibility == Visibility.DIRECT else read.get(ids)
    return next((text for record in found.values() if (text := sealed.decode(record))), sealed.SealedText())


def _keep_revision(row: Post) -> None:
    PostRevision.objects.create(
        id=new_id(),
        post_id=row.id,
        number=row.revision,
        record_id=row.record_id,
        title=row.title,
        text=row.text,
        html=row.html,
        warning=row.warning,
        sensitive=row.sensitive,
        made_at=row.edited_at or time_of(row.id),
    )


def _change(row: Post, composed: Composed, draft: PostDraft, record_id: int | None) -> None:
    hidden = record_id is not None
    changed = Post.objects.filter(id=row.id, revision=row.revision, deleted_at=None).update(
        revision=row.revision + 1,
        edited_at=clock.now(),
        record_id=record_id,
        title="" if hidden else composed.title,
        text="" if hidden else composed.text,
        html="" if hidden else composed.html,
        warning="" if hidden else composed.warning,
        sensitive=draft.sensitive or bool(composed.warning),
        language=composed.language,
        has_media=bool(draft.media_ids),
    )
    if not changed:
        raise Conflict("post changed while it was edited")


def _replace_references(row: Post, composed: Composed) -> None:
    """Who was mentioned in a direct post stays among its readers: they have it."""
    mentions = PostMention.objects.filter(post_id=row.id)
    if row.visibility == Visibility.DIRECT:
        mentions = mentions.filter(account_id__in=[account.id for account in composed.mentioned])
    mentions.delete()
    PostTag.objects.filter(post_id=row.id).delete()
    insert_references(row.id, composed, Visibility(row.visibility))
