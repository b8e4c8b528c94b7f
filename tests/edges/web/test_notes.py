"""Context notes as people meet them: under posts, on their own pages, in menus and lists."""

from datetime import timedelta

import pytest

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notes import api as notes
from folkmoot.domains.notes.models import Note, Rating
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.infra import worker
from folkmoot.infra.worker import drain
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import note_ref
from tests import cast
from tests.domains.notes.town import SOURCE, note_of, post_of, town
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.queries import assert_same_query_count

BOX = "Context from members It was closed for three weeks. https://archive.example/report Why is this shown?"


def show(note_id: int, intercept: float = 0.43, factor: float = 0.12) -> None:
    Note.objects.filter(id=note_id).update(
        status="shown", rule="enough_helpful", intercept=intercept, factor=factor, ratings=9
    )


def test_from_writing_to_being_shown(browser: Browser, clock: FrozenClock) -> None:
    made = town(clock)
    notes.score_now()
    clock.advance(timedelta(hours=1))
    post = post_of(cast.gita())
    writer = browser(cast.femi())
    assert "Add context" in text_of(writer.get(f"/@gita/{post.id}"))
    form = {"text": "It was closed for three weeks.", "links": SOURCE}
    thanks = writer.post(f"/@gita/{post.id}/notes", form, follow=True)
    assert "Your note is shown once people who usually disagree find it helpful." in text_of(thanks)
    assert "Needs more ratings" in text_of(thanks)
    note = Note.objects.get(post_id=post.id)
    for person in cast.crowd(44):
        page = browser(person).post(f"/notes/{note.id}/rate", {"level": "helpful", "reasons": ["clear", "fair"]})
        assert page.status_code == 302
    clock.advance(timedelta(hours=2))
    worker.drain()
    visitor = browser(None)
    assert BOX in text_of(visitor.get(f"/@gita/{post.id}"))
    why = text_of(visitor.get(f"/notes/{note.id}"))
    assert "Found helpful by people who usually disagree: helpfulness 0." in why
    assert " ratings counted." in why
    assert "femi" not in why.lower()
    assert made["bridging"]


@pytest.mark.parametrize("path", ["/public", "/@ana", "/@ana/{id}", "/search?q=bridge", "/explore", "/", "/tags/moot"])
def test_a_shown_note_stands_under_the_post_wherever_it_is_read(browser: Browser, path: str) -> None:
    post = post_of(cast.ana(), "The #moot at the bridge.")
    note = note_of(cast.ben(), post)
    for person in (cast.carla(), cast.dev(), cast.erin(), cast.femi()):
        posts.favourite(person.viewer, post_id=post.id)
    drain()
    reader = browser(cast.ana())
    assert BOX not in text_of(reader.get(path.format(id=post.id)))
    show(note.id)
    assert BOX in text_of(reader.get(path.format(id=post.id)))


def test_a_note_that_is_not_shown_stands_on_the_page_of_notes_alone(browser: Browser) -> None:
    post = post_of(cast.ana())
    note_of(cast.ben(), post)
    assert "three weeks" not in text_of(browser(cast.carla()).get(f"/@ana/{post.id}"))
    page = text_of(browser(cast.carla()).get(f"/@ana/{post.id}/notes"))
    assert "Needs more ratings" in page
    assert "It was closed for three weeks." in page
    assert "No rating of it counts yet." in page


def test_the_pages_ask_as_many_queries_for_many_notes(browser: Browser) -> None:
    reader = browser(cast.gita())

    def one_more(number: int) -> None:
        note = note_of(cast.person(f"writer{number}"), post_of(cast.ana(), f"Post {number}"))
        show(note.id)

    def read() -> None:
        assert reader.get("/public").status_code == 200

    assert_same_query_count(one_more, read)


def test_why_says_the_rule_and_draws_the_numbers(browser: Browser) -> None:
    note = note_of(cast.ben(), post_of(cast.ana()))
    show(note.id)
    page = browser(None).get(f"/notes/{note.id}")
    assert (
        "Found helpful by people who usually disagree: helpfulness 0.43, at least 0.40; one-sidedness 0.12, "
        "at most 0.50. 9 ratings counted." in text_of(page)
    )
    assert 'aria-label="Helpfulness 0.43, one-sidedness 0.12"' in page.content.decode()
    assert '<circle cx="132" cy="62" r="6">' in page.content.decode()
    assert "for moderators" not in text_of(page)
    assert "for moderators: @ben" in text_of(browser(cast.mo()).get(f"/notes/{note.id}"))


def test_what_was_typed_stays_when_it_cannot_be_taken(browser: Browser) -> None:
    post = post_of(cast.ana())
    refused = browser(cast.ben()).post(f"/@ana/{post.id}/notes", {"text": "Three weeks", "links": "a book"})
    assert refused.status_code == 422
    assert "Each source must be an address that begins with https:// or http://." in text_of(refused)
    assert "Three weeks" in refused.content.decode()
    assert not Note.objects.exists()


def test_a_rating_without_a_level_or_with_a_wrong_reason_is_refused(browser: Browser) -> None:
    note = note_of(cast.ben(), post_of(cast.ana()))
    reader = browser(cast.carla())
    assert reader.post(f"/notes/{note.id}/rate", {}).status_code == 422
    misfit = reader.post(f"/notes/{note.id}/rate", {"level": "not", "reasons": ["clear"]})
    assert misfit.status_code == 422
    assert "These reasons do not fit what you chose." in text_of(misfit)
    assert not Rating.objects.exists()


def test_a_rating_is_changed_and_taken_back_at_its_place(browser: Browser) -> None:
    note = note_of(cast.ben(), post_of(cast.ana()))
    reader = browser(cast.carla())
    reader.post(f"/notes/{note.id}/rate", {"level": "somewhat"})
    assert "Somewhat helpful" in text_of(reader.get("/notes/mine"))
    assert "Your rating is taken back." in text_of(reader.post(f"/notes/{note.id}/rate", {"do": "forget"}, follow=True))
    assert not Rating.objects.exists()


def test_what_waits_and_what_is_ones_own(browser: Browser) -> None:
    note = note_of(cast.ben(), post_of(cast.ana()))
    waiting = text_of(browser(cast.carla()).get("/notes"))
    assert "It was closed for three weeks." in waiting
    assert "Notes have not been scored here yet." in waiting
    own = browser(cast.ben())
    assert "Nothing waits for you" in text_of(own.get("/notes"))
    mine = text_of(own.get("/notes/mine"))
    assert "Not yet: you have only just joined." in mine
    assert "It was closed for three weeks." in mine
    gone = own.post(f"/notes/{note.id}/withdraw", follow=True)
    assert "Your note is taken back." in text_of(gone)
    assert "Nobody has added context yet" in text_of(gone)


def test_in_a_small_community_the_page_says_that_nothing_can_be_decided(browser: Browser) -> None:
    post = post_of(cast.ana())
    note_of(cast.ben(), post)
    notes.score_now()
    page = text_of(browser(None).get(f"/@ana/{post.id}/notes"))
    assert "Notes cannot be decided here yet: the ratings of 0 people count, and 10 are needed." in page


def test_a_reported_note_goes_to_the_moderators(browser: Browser) -> None:
    post = post_of(cast.ana())
    note = note_of(cast.ben(), post)
    show(note.id)
    reader = browser(cast.carla())
    thanks = reader.post(f"/notes/{note.id}/report", {"clause_id": "", "comment": "She is named."}, follow=True)
    assert "Thank you. A moderator looks at it" in text_of(thanks)
    [case] = integrity.queue(cast.mo().viewer)
    assert (case.ref, case.responsible) == (note_ref(note.id), cast.ben().id)
    moderator = browser(cast.mo())
    assert "Note" in text_of(moderator.get("/console/queue"))
    assert f'href="/notes/{note.id}"' in moderator.get(f"/console/cases/{case.id}").content.decode()


def test_the_author_of_the_post_reads_of_it_among_the_notifications(browser: Browser) -> None:
    post = post_of(cast.ana())
    notifications.on_note_shown(post_id=post.id)
    page = text_of(browser(cast.ana()).get("/notifications?only=decisions"))
    assert "Members added context to your post" in page


def test_a_removed_note_is_hidden_from_all_but_its_author_and_comes_back_with_the_decision(browser: Browser) -> None:
    post = post_of(cast.ana())
    note = note_of(cast.ben(), post)
    show(note.id)
    notes.report_note(cast.carla().viewer, note_id=note.id, clause_id="harassment", comment="")
    [case] = integrity.queue(cast.mo().viewer)
    made = integrity.decide(cast.mo().viewer, case_id=case.id, clause_id="harassment", treatment="remove")
    assert BOX not in text_of(browser(None).get(f"/@ana/{post.id}"))
    assert browser(None).get(f"/notes/{note.id}").status_code == 404
    assert "three weeks" not in text_of(browser(cast.carla()).get(f"/@ana/{post.id}/notes"))
    assert "Moderators took this note away. See why" in text_of(browser(cast.ben()).get(f"/notes/{note.id}"))
    integrity.undo(cast.mo().viewer, decision_id=made.id, note="Read it again")
    assert BOX in text_of(browser(None).get(f"/@ana/{post.id}"))
