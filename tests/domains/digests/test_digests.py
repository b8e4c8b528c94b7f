"""Mail about what somebody has missed: when, to whom, and what it must never say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.digests import api as digests
from folkmoot.domains.digests import policy, sending
from folkmoot.domains.digests.api import Frequency
from folkmoot.domains.digests.commands import token_of
from folkmoot.domains.digests.models import Subscription
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.infra import config
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.removing import remove_account

Drain = Callable[[], None]
MORNING = timedelta(hours=21)
"""From the noon of a Sunday, at which the clock stands, to an hour after eight on Monday."""
HOST = "localhost:8000"
SITE = f"http://{HOST}"


@pytest.fixture(autouse=True)
def _with_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(config.current()), "confirms_email", property(lambda _: True))


def subscribed(person: cast.Person, frequency: Frequency = Frequency.WEEKLY) -> cast.Person:
    digests.choose_frequency(person.viewer, frequency=frequency)
    return person


def write(author: cast.Person, text: str, **more: Any) -> int:
    return posts.publish(author.viewer, draft=PostDraft(text=text, **more)).id


def morning_comes(clock: FrozenClock, drain: Drain, step: timedelta = MORNING) -> None:
    drain()
    clock.advance(step)
    drain()


def the_mail() -> EmailMultiAlternatives:
    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    return message


def html_of(message: EmailMultiAlternatives) -> str:
    ((content, kind),) = message.alternatives
    assert kind == "text/html"
    return str(content)


def test_a_digest_says_who_did_what_and_shows_the_best_posts(clock: FrozenClock, drain: Drain) -> None:
    ana, ben, carla = subscribed(cast.ana()), cast.ben(), cast.carla()
    graph.follow(ana.viewer, target_id=ben.id)
    post_id = write(ben, "The ferry runs <again>.")
    write(carla, "@ana look")
    graph.follow(ben.viewer, target_id=ana.id)
    morning_comes(clock, drain)
    message = the_mail()
    link = f"{SITE}/digest/unsubscribe/{token_of(ana.id)}"
    assert (message.to, message.subject) == (["ana@example.org"], f"3 things that you missed at {HOST}")
    assert {name: said for name, said in message.extra_headers.items() if name != "Message-ID"} == {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    assert message.body == (
        f"Hello Ana Almeida, this happened at {HOST} since 22 February 2026.\n\n"
        "News for you\n\n"
        f"* 1 new follower: Ben Okafor\n  {SITE}/notifications\n"
        f"* 1 mention, by Carla Rossi\n  {SITE}/notifications\n\n"
        f"Posts from your feed\n\n* Ben Okafor: The ferry runs <again>.\n  {SITE}/@ben/{post_id}\n\n"
        "-- \nYou asked for this mail once a week.\n\n"
        f"Change how often\n{SITE}/settings/notifications\n\nEnd these mails with one click\n{link}\n"
    )
    assert f'<a href="{SITE}/@ben/{post_id}" dir="auto">Ben Okafor: The ferry runs &lt;again&gt;.</a>' in html_of(
        message
    )
    assert "<img" not in html_of(message)
    assert message.message().get_content_type() == "multipart/alternative"
    assert feed.reach_of([post_id])[post_id].shown == 0


def test_of_what_is_not_public_no_word_leaves_the_vault(clock: FrozenClock, drain: Drain) -> None:
    ana, ben = subscribed(cast.ana()), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    graph.follow(ben.viewer, target_id=ana.id)
    write(ben, "Secret harbour", warning="Hushed", visibility=Visibility.FOLLOWERS)
    write(ben, "Secret boat", visibility=Visibility.FRIENDS)
    write(ben, "@ana secret letter", visibility=Visibility.DIRECT)
    morning_comes(clock, drain)
    body, html = str(the_mail().body), html_of(the_mail())
    for line in ("A post for followers by Ben Okafor", "A post for friends by Ben Okafor", "1 mention, by Ben Okafor"):
        assert line in body
        assert line in html
    for word in ("ecret", "Hushed", "harbour", "boat", "letter"):
        assert word not in body + html


def test_what_ranked_does_not_show_is_in_no_digest(clock: FrozenClock, drain: Drain) -> None:
    ana, ben, carla = subscribed(cast.ana()), cast.ben(), cast.carla()
    for one in (ben, carla, cast.dev()):
        graph.follow(ana.viewer, target_id=one.id)
    removed, reduced = write(ben, "Removed words"), write(ben, "Reduced words")
    write(ben, "Filtered spider")
    write(carla, "Muted words")
    write(cast.dev(), "Plain words", warning="Only this")
    graph.mute(ana.viewer, target_id=carla.id)
    graph.create_filter(
        ana.viewer, title="No", contexts=[FilterContext.HOME], action=FilterAction.WARN, keywords=[("spider", True)]
    )
    for post_id, clause, treatment, factor in (
        (removed, "harassment", integrity.Treatment.REMOVE, None), (reduced, "bait", integrity.Treatment.REDUCE, 0.0),
    ):  # fmt: skip
        integrity.decide_on(
            cast.mo().viewer, ref=post_ref(post_id), responsible=ben.id, clause_id=clause, treatment=treatment,
            factor=factor,
        )  # fmt: skip
    morning_comes(clock, drain)
    body = str(the_mail().body)
    assert "Dev Patel: Only this\n" in body
    for word in ("Removed", "Reduced", "spider", "Muted", "Plain"):
        assert word not in body


def test_nothing_is_sent_where_nothing_happened(clock: FrozenClock, drain: Drain) -> None:
    ana = subscribed(cast.ana())
    write(cast.ben(), "@ana look")
    drain()
    (told,) = notifications.notifications_of(ana.viewer, PageRequest()).items
    notifications.mark_read(ana.viewer, up_to_id=told.id)
    morning_comes(clock, drain)
    assert mail.outbox == []
    write(cast.ben(), "@ana and now")
    morning_comes(clock, drain, timedelta(days=7))
    assert "1 mention, by Ben Okafor" in str(the_mail().body)


def test_each_digest_goes_back_to_the_one_before(clock: FrozenClock, drain: Drain) -> None:
    ana, ben = subscribed(cast.ana(), Frequency.DAILY), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    write(ben, "First words")
    morning_comes(clock, drain)
    clock.advance(timedelta(hours=1))
    write(ben, "Second words")
    morning_comes(clock, drain, timedelta(days=1))
    first, second = (str(message.body) for message in mail.outbox)
    assert ("First words" in first, "Second words" in first) == (True, False)
    assert ("First words" in second, "Second words" in second) == (False, True)
    morning_comes(clock, drain, timedelta(days=1))
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("frequency", "zone", "due"),
    [
        (Frequency.OFF, "", None),
        (Frequency.DAILY, "", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        (Frequency.WEEKLY, "", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        (Frequency.DAILY, "America/New_York", datetime(2026, 3, 1, 13, tzinfo=UTC)),
        (Frequency.WEEKLY, "America/New_York", datetime(2026, 3, 2, 13, tzinfo=UTC)),
        (Frequency.DAILY, "Asia/Tokyo", datetime(2026, 3, 1, 23, tzinfo=UTC)),
    ],
)
def test_eight_in_the_morning_is_that_of_the_person(
    clock: FrozenClock, frequency: Frequency, zone: str, due: datetime | None
) -> None:
    assert policy.next_due(frequency, zone, clock.read()) == due


def test_summer_time_moves_the_moment() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert policy.next_due(Frequency.DAILY, "Europe/Berlin", saturday) == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_nobody_gets_two_for_one_morning(clock: FrozenClock, drain: Drain, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after the mail went out, before anything was noted: the job runs again and sends nothing."""
    ana = subscribed(cast.ana(), Frequency.DAILY)
    write(cast.ben(), "@ana look")
    drain()
    clock.advance(MORNING)
    due = Subscription.objects.get(account_id=ana.id).due_at
    assert due is not None

    class Killed(BaseException):
        pass

    def sends_and_dies(**_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("folkmoot.infra.mail.send", sends_and_dies)
        with pytest.raises(Killed):
            sending._send(account_id=ana.id, due=due.isoformat())
    sending._send(account_id=ana.id, due=due.isoformat())
    assert mail.outbox == []
    sending._send(account_id=ana.id, due=(due + timedelta(days=1)).isoformat())
    assert "1 mention, by Ben Okafor" in str(the_mail().body)


def test_what_the_mail_server_refuses_is_sent_later(
    clock: FrozenClock, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(cast.ana())
    write(cast.ben(), "@ana look")

    def refused(**_: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("folkmoot.infra.mail.send", refused)
        morning_comes(clock, drain)
    assert mail.outbox == []
    morning_comes(clock, drain, timedelta(minutes=5))
    assert "1 mention, by Ben Okafor" in str(the_mail().body)


def test_a_run_takes_so_many(clock: FrozenClock, drain: Drain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "A_RUN", 2)
    for one in cast.crowd(3):
        subscribed(one)
        graph.follow(cast.ben().viewer, target_id=one.id)
    morning_comes(clock, drain)
    assert len(mail.outbox) == 2
    morning_comes(clock, drain, timedelta(minutes=5))
    assert len(mail.outbox) == 3


def test_who_is_removed_or_erased_gets_none(clock: FrozenClock, drain: Drain) -> None:
    ana, ben = subscribed(cast.ana()), subscribed(cast.ben())
    for one in (ana, ben):
        write(cast.carla(), f"@{one.handle} look")
    drain()
    remove_account(ana)
    accounts.erase_account(ben.viewer, password=cast.PASSWORD)
    morning_comes(clock, drain)
    assert [message.to for message in mail.outbox if "missed" in message.subject] == []
    assert not Subscription.objects.filter(account_id=ben.id).exists()


def test_without_a_mail_server_nothing_is_sent(
    clock: FrozenClock, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(config.current()), "confirms_email", property(lambda _: False))
    subscribed(cast.ana())
    write(cast.ben(), "@ana look")
    morning_comes(clock, drain)
    assert mail.outbox == []


def test_the_link_ends_it_and_the_same_link_works_for_ever(clock: FrozenClock, drain: Drain) -> None:
    ana = subscribed(cast.ana())
    token = token_of(ana.id)
    assert Subscription.objects.filter(token_hash=token).count() == 0
    digests.unsubscribe(token)
    assert digests.frequency_of(ana.viewer) is Frequency.OFF
    digests.unsubscribe(token)
    write(cast.ben(), "@ana look")
    morning_comes(clock, drain)
    assert mail.outbox == []
    subscribed(ana)
    assert token_of(ana.id) == token
    with pytest.raises(NotFound):
        digests.unsubscribe("no-such-token")
    assert digests.frequency_of(ana.viewer) is Frequency.WEEKLY


def test_a_digest_speaks_the_language_of_its_reader(clock: FrozenClock, drain: Drain) -> None:
    ana = subscribed(cast.ana())
    accounts.set_preferences(ana.viewer, interface_language="ar")
    graph.follow(cast.ben().viewer, target_id=ana.id)
    morning_comes(clock, drain)
    assert '<html lang="ar" dir="rtl">' in html_of(the_mail())
    assert "22 فبراير 2026" in str(the_mail().body)
