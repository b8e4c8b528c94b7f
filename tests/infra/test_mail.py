"""A letter that goes out twice is known for a double by whoever gets it."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives

from folkmoot.domains.accounts import api as accounts
from folkmoot.infra import config, mail
from folkmoot.infra.jobs import api as jobs
from folkmoot.kernel.clock import FrozenClock
from tests import cast

Drain = Callable[[], None]


class Killed(BaseException):
    """Nothing of ours catches it, as nothing does kill -9."""


def _ids() -> list[str]:
    return [str(letter.message()["Message-ID"]) for letter in django_mail.outbox]


def _ask_for_password(person: cast.Person) -> None:
    accounts.request_reset(email=person.email, address="192.0.2.1")


def test_a_letter_whose_worker_was_killed_after_sending_goes_out_again_under_the_same_id(
    drain: Drain, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = EmailMultiAlternatives.send

    def killed(letter: EmailMultiAlternatives, **given: Any) -> int:
        send(letter, **given)
        raise Killed

    _ask_for_password(cast.ana())
    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", killed)
        with pytest.raises(Killed):
            drain()
    clock.advance(2 * jobs.LEASE)
    drain()
    drain()
    first, second = _ids()
    assert first == second
    assert [letter.to for letter in django_mail.outbox] == [[cast.ana().email]] * 2


def test_what_is_asked_for_twice_is_two_letters(drain: Drain) -> None:
    for person in (cast.ana(), cast.ben(), cast.ana()):
        _ask_for_password(person)
        drain()
    assert len(set(_ids())) == 3


@pytest.mark.parametrize(
    ("origin", "end"),
    [
        ("https://town.example:8443", "@town.example>"),
        ("", "@localhost>"),
        ("http://[2001:db8::7]:8000", "@[IPv6:2001:db8::7]>"),
    ],
)
def test_the_id_names_the_site_and_nothing_else(origin: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), origin=origin))
    for _ in range(2):
        mail.send(to="ana@moot.example", subject="Hello", body="Hello")
    first, second = _ids()
    assert first != second, "no job, no attempts"
    assert (first[0], first.endswith(end), "ana" in first) == ("<", True, False)
