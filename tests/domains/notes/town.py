"""A town with two camps and people between them, who have rated notes on posts of Ana's."""

import random
from datetime import timedelta

from folkmoot.domains.notes import api as notes
from folkmoot.domains.notes.models import Note, Rating
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostView
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.ids import new_id
from tests import cast

LARGE, SMALL, BETWEEN = 22, 14, 8
RATERS = LARGE + SMALL + BETWEEN
KINDS = ("bridging", "large", "small", "bad")
SOURCE = "https://archive.example/report"
LONG_AGO = timedelta(days=30)


def post_of(person: cast.Person, text: str = "The bridge was closed for three years.") -> PostView:
    return posts.publish(person.viewer, draft=PostDraft(text=text))


def note_of(person: cast.Person, post: PostView, text: str = "It was closed for three weeks.") -> notes.NoteView:
    return notes.write_note(person.viewer, post_id=post.id, text=text, links=[SOURCE])


def rate(person: cast.Person, note_id: int, level: float) -> None:
    """One rating, without the walk through the commands: of these a test needs thousands."""
    Rating.objects.create(id=new_id(), note_id=note_id, rater_id=person.id, level=level, rated_at=kernel_clock.now())


def opinion(kind: str, rater: int) -> float:
    """What such a note is worth to this rater of the town; one in twenty errs."""
    slip = random.Random(f"{kind}{rater}").random() < 0.05
    if kind in {"bridging", "bad"}:
        liked = kind == "bridging"
    elif rater >= LARGE + SMALL:
        return 0.5
    else:
        liked = (kind == "large") == (rater < LARGE)
    return float(liked != slip)


def town(clock: FrozenClock, *, each: int = 6) -> dict[str, list[int]]:
    """So many notes of each kind, by id, each rated by everybody; the people joined a month before."""
    author, people = cast.ana(), cast.crowd(RATERS)
    writers = [cast.ben(), cast.carla(), cast.dev(), cast.erin()]
    clock.advance(LONG_AGO)
    made: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for number in range(each):
        for kind, writer in zip(KINDS, writers, strict=True):
            row = Note.objects.create(
                id=new_id(),
                post_id=post_of(author, f"{kind} {number}").id,
                author_id=writer.id,
                text=kind,
                links=[SOURCE],
            )
            made[kind].append(row.id)
    for kind, ids in made.items():
        for note_id in ids:
            for rater, person in enumerate(people):
                rate(person, note_id, opinion(kind, rater))
    clock.advance(timedelta(minutes=1))
    return made


def standing() -> dict[int, tuple[object, ...]]:
    """All that the scoring has stored about notes."""
    rows = Note.objects.order_by("id")
    return {row.id: (row.status, row.rule, row.intercept, row.factor, row.ratings, row.least_net) for row in rows}
