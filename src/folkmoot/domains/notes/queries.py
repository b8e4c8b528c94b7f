"""Notes as people read them."""

from collections.abc import Collection

from django.db.models import Count

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Facts, Known, Material
from folkmoot.domains.notes import policy
from folkmoot.domains.notes.gathering import record_of
from folkmoot.domains.notes.models import Note, NoteScoringRun, NoteStatusChange, RaterScore, Rating
from folkmoot.domains.notes.presenting import present
from folkmoot.domains.notes.scoring.rules import Status
from folkmoot.domains.notes.types import NoteView, Rule, ScoringState, Standing, StatusChange
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.infra import text as texts
from folkmoot.infra.config import current
from folkmoot.kernel import clock
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.pages import Page, PageRequest, page_ids
from folkmoot.kernel.refs import note_ref
from folkmoot.kernel.viewer import Viewer

_WAITING = 200
_MOST_OF_LIST = 100


def shown_for(post_ids: Collection[int]) -> dict[int, NoteView]:
    """The note that stands under each of these posts; of several the one that most find helpful.

    For many posts at once: one query, two where there is any note. The caller has seen to it that they may be read.
    """
    if not post_ids:
        return {}
    rows = list(Note.objects.filter(post_id__in=post_ids, status=Status.SHOWN, withdrawn_at=None))
    treated = integrity.treatments_for([note_ref(row.id) for row in rows])
    best: dict[int, Note] = {}
    for row in sorted(rows, key=lambda one: (one.intercept or 0.0, one.id)):
        treatments = treated.get(note_ref(row.id))
        if treatments is None or not treatments.is_withheld:
            best[row.post_id] = row
    return {row.post_id: _bare(row) for row in best.values()}


def notes_of(viewer: Viewer, post_id: int) -> tuple[NoteView, ...]:
    """Every open note on a post that the viewer may read: shown ones first, then the newest."""
    rows = Note.objects.filter(post_id=post_id, withdrawn_at=None).order_by("-id")[:_MOST_OF_LIST]
    ordered = sorted(rows, key=lambda row: row.status != Status.SHOWN)
    return present(viewer, ordered)


def history(note_id: int) -> tuple[StatusChange, ...]:
    """How the status of a note came about, newest first. For a note that the caller may read."""
    rows = NoteStatusChange.objects.filter(note_id=note_id).order_by("-id")[:_MOST_OF_LIST]
    return tuple(
        StatusChange(time_of(row.id), Status(row.status), Rule(row.rule), row.intercept, row.factor, row.ratings)
        for row in rows
    )


def waiting(viewer: Viewer, *, limit: int) -> tuple[tuple[NoteView, PostView], ...]:
    """Notes that need the viewer's rating, with their posts.

    The least rated first, so that each has its turn, and of one author no second before everybody's first.
    """
    account_id = viewer.require_account()
    rows = Note.objects.filter(status=Status.NEEDS_MORE, withdrawn_at=None).exclude(author_id=account_id)
    rows = rows.exclude(rated__rater_id=account_id).annotate(given=Count("rated")).order_by("given", "-id")[:_WAITING]
    chosen = _turn_by_turn(list(rows))
    shown = posts.hydrate(viewer, [row.post_id for row in chosen], surface=posts.Surface.PAGE)
    readable = {post.id: post for post in shown if post.gap is None and post.author.id != account_id}
    fitting = [row for row in chosen if row.post_id in readable][:limit]
    return tuple((note, readable[note.post_id]) for note in present(viewer, fitting))


def own_notes(viewer: Viewer, page: PageRequest) -> Page[NoteView]:
    """What the viewer wrote and has not taken back, newest first."""
    rows = Note.objects.filter(author_id=viewer.require_account(), withdrawn_at=None)
    if page.max_id is not None:
        rows = rows.filter(id__lt=page.max_id)
    found = {row.id: row for row in rows.order_by("-id")[: page.limit + 1]}
    ids = page_ids(list(found), page)
    return Page(present(viewer, [found[one] for one in ids.items]), ids.next_max_id, ids.prev_min_id)


def own_ratings(viewer: Viewer, *, limit: int) -> tuple[NoteView, ...]:
    """The notes that the viewer rated last, with the rating. Notes on posts that are gone to the viewer are absent."""
    rater_id = viewer.require_account()
    rows = Rating.objects.filter(rater_id=rater_id, note__withdrawn_at=None).order_by("-rated_at", "-id")
    chosen = [row.note for row in rows.select_related("note")[:limit]]
    shown = posts.hydrate(viewer, list({row.post_id for row in chosen}), surface=posts.Surface.PAGE)
    readable = {post.id for post in shown if post.gap is None}
    return present(viewer, [row for row in chosen if row.post_id in readable])


def standing(viewer: Viewer) -> Standing:
    """How the viewer's own ratings stand, in numbers that only they see."""
    account_id = viewer.require_account()
    record = record_of(account_id)
    counts = RaterScore.objects.filter(rater_id=account_id, counts=True).exists()
    given = Rating.objects.filter(rater_id=account_id).count()
    here = policy.joined_long_enough(record.joined_at, now=clock.now(), days=current().notes_rater_days)
    return Standing(counts, given, record.came_true, record.decided, here)


def scoring_state() -> ScoringState:
    last = NoteScoringRun.objects.order_by("-id").first()
    needed = current().notes_least_raters
    return ScoringState(last.finished_at, last.counting, needed) if last else ScoringState(None, 0, needed)


def integrity_facts(ids: Collection[int]) -> dict[int, Known]:
    """For the policy: what is known of notes, and who answers for them."""
    rows = Note.objects.filter(id__in=ids, withdrawn_at=None)
    return {
        row.id: Known(
            Facts(
                kind="note",
                text=row.text,
                languages=(row.language,) if row.language else (),
                links=tuple(texts.host_of(link) for link in row.links),
            ),
            row.author_id,
        )
        for row in rows
    }


def evidence(note_id: int, _reader: int | None) -> Material | None:
    """A note's words and sources for its case; None where its author took it back."""
    row = Note.objects.filter(id=note_id, withdrawn_at=None).first()
    return Material(words="\n".join([row.text, *row.links]), version=1, public=True) if row else None


def _bare(row: Note) -> NoteView:
    """As anybody may see it, without what only its own page says."""
    return NoteView(
        id=row.id,
        post_id=row.post_id,
        author_id=None,
        text=row.text,
        links=tuple(row.links),
        language=row.language,
        created_at=time_of(row.id),
        status=Status(row.status),
        rule=Rule(row.rule),
        intercept=row.intercept,
        factor=row.factor,
        ratings=row.ratings,
        least_net=row.least_net,
        scored_at=row.scored_at,
    )


def _turn_by_turn(rows: list[Note]) -> list[Note]:
    """The first of each author in the given order, then the second of each, and so on."""
    turns: dict[int, int] = {}
    placed: list[tuple[int, int, Note]] = []
    for place, row in enumerate(rows):
        turn = turns.get(row.author_id, 0)
        turns[row.author_id] = turn + 1
        placed.append((turn, place, row))
    return [row for _, _, row in sorted(placed, key=lambda one: one[:2])]
