"""Writing, rating, taking back, erasing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.notes import api as notes
from folkmoot.domains.notes.api import Level, Reason
from folkmoot.domains.notes.models import Note, Rating
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.infra.audit import api as audit
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, RateLimited
from folkmoot.kernel.refs import note_ref
from folkmoot.kernel.viewer import NOBODY
from tests import cast
from tests.domains.notes.town import SOURCE, note_of, post_of
from tests.queries import assert_same_query_count


def test_a_note_is_written_with_its_sources_and_waits_for_ratings() -> None:
    post = post_of(cast.ana())
    note = notes.write_note(cast.ben().viewer, post_id=post.id, text="  Three weeks.  ", links=[SOURCE, SOURCE, " "])
    assert (note.text, note.links, note.mine) == ("Three weeks.", (SOURCE,), True)
    assert (note.status, note.rule) == (notes.Status.NEEDS_MORE, notes.Rule.NO_RATINGS)
    assert [(one.actor_id, one.verb) for one in audit.of_subject(note_ref(note.id))] == [(cast.ben().id, "note.write")]
    assert [one.status for one in notes.history(note.id)] == [notes.Status.NEEDS_MORE]


def test_who_wrote_it_is_known_to_the_author_and_to_moderators_alone() -> None:
    post = post_of(cast.ana())
    note = note_of(cast.ben(), post)
    seen = {who: notes.access_note(who.viewer, note.id)[0].author_id for who in (cast.ana(), cast.ben(), cast.mo())}
    assert seen == {cast.ana(): None, cast.ben(): cast.ben().id, cast.mo(): cast.ben().id}
    assert notes.access_note(NOBODY, note.id)[0].author_id is None


def test_the_same_note_again_is_the_same_and_another_is_refused() -> None:
    post = post_of(cast.ana())
    first = note_of(cast.ben(), post)
    assert note_of(cast.ben(), post).id == first.id
    with pytest.raises(Conflict):
        note_of(cast.ben(), post, "Something else.")
    notes.withdraw_note(cast.ben().viewer, note_id=first.id)
    assert note_of(cast.ben(), post, "Something else.").text == "Something else."
    assert Note.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize(
    ("text", "links", "field"),
    [
        ("", [SOURCE], "text"),
        ("x" * 801, [SOURCE], "text"),
        ("Fine", [], "links"),
        ("Fine", ["javascript:alert(1)"], "links"),
        ("Fine", ["https://trusted.example@evil.example/"], "links"),
        ("Fine", ["https://evil.example/\u202egro.elpmaxe"], "links"),
        ("Fine", ["https://"], "links"),
        ("Fine", ["https://a.example/ b"], "links"),
        ("Fine", ["https://a.example/" + "a" * 500], "links"),
        ("Fine", [f"{SOURCE}/{n}" for n in range(4)], "links"),
    ],
)
def test_what_cannot_be_a_note_is_refused_at_its_field(text: str, links: list[str], field: str) -> None:
    post = post_of(cast.ana())
    with pytest.raises(Invalid) as refused:
        notes.write_note(cast.ben().viewer, post_id=post.id, text=text, links=links)
    assert refused.value.field == field
    assert not Note.objects.exists()


@pytest.mark.parametrize("visibility", [Visibility.UNLISTED, Visibility.FOLLOWERS, Visibility.DIRECT])
def test_only_public_posts_can_have_notes(visibility: Visibility) -> None:
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Quiet, @ben", visibility=visibility))
    with pytest.raises(NotFound):
        note_of(cast.ben(), post)
    assert not Note.objects.exists()


def test_nobody_notes_their_own_post_or_one_that_they_may_not_read() -> None:
    post = post_of(cast.ana())
    with pytest.raises(Forbidden):
        note_of(cast.ana(), post)
    graph.block(cast.ana().viewer, target_id=cast.carla().id)
    with pytest.raises(NotFound):
        note_of(cast.carla(), post)
    with pytest.raises(NotSignedIn):
        notes.write_note(NOBODY, post_id=post.id, text="Hello", links=[SOURCE])
    assert not Note.objects.exists()


def test_ten_notes_a_day_are_enough(clock: FrozenClock) -> None:
    for number in range(10):
        note_of(cast.ben(), post_of(cast.ana(), f"Post {number}"))
    with pytest.raises(RateLimited):
        note_of(cast.ben(), post_of(cast.ana(), "One more"))
    clock.advance(timedelta(days=1))
    note_of(cast.ben(), post_of(cast.ana(), "Tomorrow"))
    assert Note.objects.count() == 11


def test_a_rating_is_given_changed_and_taken_back(clock: FrozenClock) -> None:
    note = note_of(cast.ben(), post_of(cast.ana()))
    viewer = cast.carla().viewer
    notes.rate_note(viewer, note_id=note.id, level=Level.HELPFUL, reasons=[Reason.CLEAR])
    first = Rating.objects.get()
    clock.advance(timedelta(hours=1))
    seen = notes.rate_note(viewer, note_id=note.id, level=Level.HELPFUL, reasons=[Reason.CLEAR])
    assert Rating.objects.get().rated_at == first.rated_at
    assert (seen.given, seen.own_rating) == (1, notes.OwnRating(Level.HELPFUL, (Reason.CLEAR,)))
    notes.rate_note(viewer, note_id=note.id, level=Level.NOT)
    changed = Rating.objects.get()
    assert (changed.level, changed.reasons, changed.rated_at - first.rated_at) == (0.0, [], timedelta(hours=1))
    assert notes.unrate_note(viewer, note_id=note.id).own_rating is None
    assert not Rating.objects.exists()


def test_nobody_rates_a_note_of_their_own_or_on_their_own_post() -> None:
    note = note_of(cast.ben(), post_of(cast.ana()))
    for person in (cast.ana(), cast.ben()):
        with pytest.raises(Forbidden):
            notes.rate_note(person.viewer, note_id=note.id, level=Level.HELPFUL)
    with pytest.raises(NotSignedIn):
        notes.rate_note(NOBODY, note_id=note.id, level=Level.HELPFUL)
    graph.block(cast.ana().viewer, target_id=cast.carla().id)
    with pytest.raises(NotFound):
        notes.rate_note(cast.carla().viewer, note_id=note.id, level=Level.HELPFUL)
    assert not Rating.objects.exists()


def test_reasons_must_fit_the_level() -> None:
    note = note_of(cast.ben(), post_of(cast.ana()))
    with pytest.raises(Invalid):
        notes.rate_note(cast.carla().viewer, note_id=note.id, level=Level.HELPFUL, reasons=[Reason.WRONG])
    assert not Rating.objects.exists()


def test_only_its_author_takes_a_note_back() -> None:
    note = note_of(cast.ben(), post_of(cast.ana()))
    with pytest.raises(Forbidden):
        notes.withdraw_note(cast.carla().viewer, note_id=note.id)
    notes.withdraw_note(cast.ben().viewer, note_id=note.id)
    refused: list[Callable[[], object]] = [
        lambda: notes.access_note(cast.ben().viewer, note.id),
        lambda: notes.rate_note(cast.carla().viewer, note_id=note.id, level=Level.NOT),
    ]
    for deed in refused:
        with pytest.raises(NotFound):
            deed()


def test_an_erased_account_leaves_neither_notes_nor_ratings(drain: Callable[[], None]) -> None:
    note = note_of(cast.ben(), post_of(cast.ana()))
    other = note_of(cast.carla(), post_of(cast.ana(), "Another"))
    notes.rate_note(cast.ben().viewer, note_id=other.id, level=Level.NOT)
    notes.rate_note(cast.carla().viewer, note_id=note.id, level=Level.NOT)
    accounts.erase_account(cast.ben().viewer, password=cast.PASSWORD)
    drain()
    row = Note.objects.get(id=note.id)
    assert (row.author_id, row.text, row.links) == (0, "", [])
    with pytest.raises(NotFound):
        notes.access_note(cast.dev().viewer, note.id)
    assert list(Rating.objects.values_list("rater_id", flat=True)) == [cast.carla().id]


def test_what_waits_comes_least_rated_first_and_everybody_has_a_turn() -> None:
    ana, reader = cast.ana(), cast.gita()
    eager = [note_of(cast.ben(), post_of(ana, f"Post {n}")) for n in range(3)]
    other = note_of(cast.carla(), post_of(ana, "Last"))
    for person in (cast.dev(), cast.erin()):
        notes.rate_note(person.viewer, note_id=other.id, level=Level.SOMEWHAT)
    own = note_of(reader, post_of(ana, "Mine"))
    rated = note_of(cast.femi(), post_of(ana, "Rated"))
    notes.rate_note(reader.viewer, note_id=rated.id, level=Level.HELPFUL)
    on_own_post = note_of(cast.dev(), post_of(reader))
    found = [note.id for note, _ in notes.waiting(reader.viewer, limit=10)]
    assert found == [eager[2].id, other.id, eager[1].id, eager[0].id]
    assert own.id not in found
    assert on_own_post.id not in found


def test_the_shown_note_of_each_post_is_found_in_as_many_queries_for_many() -> None:
    ids: list[int] = []

    def one_more(number: int) -> None:
        post = post_of(cast.ana(), f"Post {number}")
        note = note_of(cast.person(f"writer{number}"), post)
        Note.objects.filter(id=note.id).update(status=notes.Status.SHOWN, intercept=0.5)
        ids.append(post.id)

    assert_same_query_count(one_more, lambda: notes.shown_for(ids))
    assert set(notes.shown_for(ids)) == set(ids)
    assert notes.shown_for([]) == {}


def test_waiting_asks_as_many_queries_for_many() -> None:
    def one_more(number: int) -> None:
        note_of(cast.person(f"writer{number}"), post_of(cast.ana(), f"Post {number}"))

    assert_same_query_count(one_more, lambda: notes.waiting(cast.gita().viewer, limit=40))
    with pytest.raises(NotSignedIn):
        notes.waiting(NOBODY, limit=1)
