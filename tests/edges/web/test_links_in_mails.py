"""Confirming an address and choosing a new password, by the links that mails bring."""

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from folkmoot.infra import config
from tests import cast
from tests.edges.web.pages import text_of


@pytest.fixture
def _with_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), mail="smtp://localhost"))


def link_of(message: str) -> str:
    found = re.search(r"http://[^/\s]+(/\S+)", message)
    assert found
    return found[1]


@pytest.mark.usefixtures("_with_mail")
def test_an_address_is_confirmed_before_signing_in(client: Client, drain: Callable[[], None]) -> None:
    sign_up = {"handle": "hana", "email": "hana@example.org", "password": cast.PASSWORD, "agree": "on"}
    client.post("/sign-up", sign_up)
    sign_in = {"identifier": "hana@example.org", "password": cast.PASSWORD}
    assert client.post("/sign-in", sign_in).status_code != 302
    drain()
    link = link_of(str(mail.outbox[0].body))
    page = client.get(link)
    confirmed = page if page.status_code == 302 else client.post(link)
    assert confirmed.status_code in {200, 302}
    assert client.post("/sign-in", sign_in).status_code == 302


def test_a_new_password_is_chosen_by_mail(client: Client, drain: Callable[[], None]) -> None:
    ana = cast.ana()
    for email in (ana.email, "nobody@example.org"):
        answer = client.post("/reset", {"email": email}, follow=True)
        assert answer.status_code == 200
    drain()
    (message,) = mail.outbox
    link = link_of(str(message.body))
    assert "password" in text_of(client.get(link)).lower()
    client.post(link, {"password": "another good one"})
    assert client.post("/sign-in", {"identifier": ana.email, "password": cast.PASSWORD}).status_code != 302
    assert client.post("/sign-in", {"identifier": ana.email, "password": "another good one"}).status_code == 302
    assert client.get(link).status_code in {404, 410}


def test_without_mail_settings_mail_lies_in_the_data_folder(
    client: Client, drain: Callable[[], None], settings: Settings
) -> None:
    from folkmoot.wiring import settings as wired

    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = wired.EMAIL_BACKEND, wired.EMAIL_FILE_PATH
    ana, before = cast.ana(), letters()
    client.post("/reset", {"email": ana.email})
    drain()
    (letter,) = letters() - before
    assert f"To: {ana.email}" in letter.read_text()
    letter.unlink()


def letters() -> set[Path]:
    return set((config.current().data / "mail").glob("*"))
