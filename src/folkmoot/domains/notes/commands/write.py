"""Add context to a post; take it back."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import IntegrityError

from folkmoot.domains.integrity.api import Limited
from folkmoot.domains.notes.access import access_note, access_subject, answers_for, refuse_restricted
from folkmoot.domains.notes.models import Note, NoteStatusChange
from folkmoot.domains.notes.presenting import present
from folkmoot.domains.notes.types import MOST_LINKS, TEXT_LIMIT, NoteView
from folkmoot.infra import text as texts
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import api as limits
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import note_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

LIMIT = limits.Limit("context notes", most=10, within=timedelta(days=1))
_MOST_OF_LINK = 500
_MOST_OF_LANGUAGE = 35


def write_note(viewer: Viewer, *, post_id: int, text: str, links: Sequence[str], language: str = "") -> NoteView:
    """Add a note to a public post of somebody else; the same words again are the same note.

    Raises NotFound for a post that the viewer may not read, Forbidden on one's own, Invalid, Conflict for a second note
    on the same post, RateLimited beyond ten a day.
    """
    author_id = viewer.require_account()
    post = access_subject(viewer, post_id)
    if answers_for(viewer, post):
        raise Forbidden("own post", safe="This post is yours. Say what is missing by editing it.")
    refuse_restricted(author_id, Limited.POST)
    words = texts.clean_text(text, limit=TEXT_LIMIT, field="text").strip()
    if not words:
        raise Invalid("Please write what readers should know.", field="text")
    sources = _sources(links)
    before = Note.objects.filter(post_id=post.id, author_id=author_id, withdrawn_at=None).first()
    if before is not None:
        return _again(viewer, before, words, sources)
    limits.hit(LIMIT, author_id)
    row = Note(id=new_id(), post_id=post.id, author_id=author_id, text=words, links=sources)
    row.language = (language or post.language)[:_MOST_OF_LANGUAGE]
    _store(row)
    return present(viewer, [row])[0]


def withdraw_note(viewer: Viewer, *, note_id: int) -> None:
    """Take back one's own note; it is gone from the post at once. Raises NotFound, Forbidden for another's."""
    note, _ = access_note(viewer, note_id)
    if not note.mine:
        raise Forbidden("another's note", safe="Only who wrote a note can take it back.")
    with atomic_write():
        if Note.objects.filter(id=note_id, withdrawn_at=None).update(withdrawn_at=clock.now()):
            record(viewer.require_account(), "note.withdraw", note_ref(note_id))


def _store(row: Note) -> None:
    try:
        with atomic_write():
            row.save(force_insert=True)
            NoteStatusChange.objects.create(id=new_id(), note=row, status=row.status, rule=row.rule)
            record(row.author_id, "note.write", note_ref(row.id), post=row.post_id)
    except IntegrityError as error:
        raise Conflict("a second note at the same moment") from error


def _again(viewer: Viewer, before: Note, words: str, sources: list[str]) -> NoteView:
    if (before.text, before.links) != (words, sources):
        raise Conflict("second note", safe="You have added a note to this post already. Take it back to write another.")
    return present(viewer, [before])[0]


def _sources(links: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(link.strip() for link in links if link.strip()))
    if not found:
        raise Invalid("Please give at least one link to a source.", field="links")
    if len(found) > MOST_LINKS:
        raise Invalid(sentence("Please give at most {most_links} links.", most_links=MOST_LINKS), field="links")
    for link in found:
        if len(link) > _MOST_OF_LINK or not _is_address(link):
            raise Invalid("Each source must be an address that begins with https:// or http://.", field="links")
    return found


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    # Signs that turn the direction, and a name before an @, make an address look like another's.
    plain = link.isprintable() and not any(c.isspace() for c in link) and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and plain
