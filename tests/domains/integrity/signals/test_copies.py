"""Nearly the same text, across accounts and within a day."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from folkmoot.domains.integrity.models import TextPrint
from folkmoot.domains.integrity.signals import copies, prints
from folkmoot.domains.integrity.signals.stored import stored
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import post_ref
from folkmoot.wiring import providers
from tests import cast

PITCH = "Earn 900 dollars a week from your own sofa, no skills needed, write to the number in my profile tonight"
Drain = Callable[[], None]


@pytest.fixture(autouse=True)
def _connected() -> None:
    providers.connect()


def say(person: cast.Person, text: str, visibility: Visibility = Visibility.PUBLIC) -> int:
    return posts.publish(person.viewer, draft=PostDraft(text=text, visibility=visibility)).id


def counts(post_id: int) -> tuple[int, int]:
    """(other accounts, posts of theirs) as they are stored."""
    for signal in stored([post_ref(post_id)]).get(post_ref(post_id), ()):
        if signal.name == "similar":
            return int(signal.detail["accounts"]), int(signal.detail["posts"])
    return 0, 0


def test_copies_by_others_are_counted_also_when_they_differ_a_little(drain: Drain, clock: FrozenClock) -> None:
    say(cast.ana(), PITCH)
    say(cast.ben(), f"{PITCH.upper()} https://x.example/1 #work @gita")
    say(cast.ben(), PITCH.replace("900", "950"))
    clock.advance(timedelta(hours=1))
    last = say(cast.carla(), PITCH + "!!")
    drain()
    assert counts(last) == (2, 3)


def test_the_same_person_s_posts_and_other_texts_do_not_count(drain: Drain, clock: FrozenClock) -> None:
    say(cast.ana(), PITCH)
    say(cast.ben(), "The bridge is closed on Monday and Tuesday because they repair the second arch from the left.")
    clock.advance(timedelta(hours=1))
    last = say(cast.ana(), PITCH)
    drain()
    assert counts(last) == (0, 0)


@pytest.mark.parametrize("text", ["Good morning everybody!", "Happy birthday, and many happy returns"])
def test_what_many_say_in_a_few_words_is_nobody_s_copy(drain: Drain, text: str) -> None:
    say(cast.ana(), text)
    last = say(cast.ben(), text)
    drain()
    assert counts(last) == (0, 0)
    assert not TextPrint.objects.exists()


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.FRIENDS, Visibility.DIRECT])
def test_of_what_is_not_public_no_print_is_kept(drain: Drain, visibility: Visibility) -> None:
    say(cast.ana(), f"@ben {PITCH}", visibility)
    drain()
    assert not TextPrint.objects.exists()


def test_after_a_day_it_is_no_wave_and_after_two_nothing_is_kept(drain: Drain, clock: FrozenClock) -> None:
    say(cast.ana(), PITCH)
    drain()
    clock.advance(timedelta(hours=25))
    last = say(cast.ben(), PITCH)
    drain()
    assert counts(last) == (0, 0)
    clock.advance(timedelta(hours=49))
    copies.sweep()
    assert not TextPrint.objects.exists()


def test_an_edit_and_a_deletion_take_the_print_away(drain: Drain) -> None:
    first, second = say(cast.ana(), PITCH), say(cast.ben(), PITCH)
    drain()
    posts.edit(cast.ana().viewer, post_id=first, draft=PostDraft(text="Sorry."))
    posts.delete(cast.ben().viewer, post_id=second)
    drain()
    assert not TextPrint.objects.exists()
    assert counts(second) == (0, 0)


def test_a_print_agrees_in_the_share_of_what_texts_have_in_common() -> None:
    ours, theirs = prints.print_of(PITCH), prints.print_of("The harbour was full of boats when the ferry came, " * 2)
    assert ours is not None
    assert theirs is not None
    assert prints.alike(ours, ours) == 1
    assert prints.alike(ours, theirs) < 0.2
    assert len(set(prints.bands(ours))) == prints.BANDS
