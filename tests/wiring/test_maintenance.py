"""Maintenance: every page says so, programs are told when to ask again, and no database is asked."""

from pathlib import Path

import msgspec
import pytest
from django.test import Client

from folkmoot.infra import config
from tests.edges.web.pages import text_of


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test here may use a database: pytest-django refuses it."""
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), data=tmp_path))
    return tmp_path


@pytest.mark.parametrize("path", ["/", "/@ana", "/console", "/sign-in"])
def test_a_file_closes_every_page_at_once_with_its_own_words(path: str, data_folder: Path) -> None:
    (data_folder / "maintenance").write_text("New disks. Back at noon.", encoding="utf-8")
    answer = Client().get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert "New disks. Back at noon." in text_of(answer)


def test_an_empty_file_says_what_we_ship(data_folder: Path) -> None:
    (data_folder / "maintenance").touch()
    assert "Nothing is lost." in text_of(Client().get("/"))


def test_a_setting_does_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), maintenance="<b>Soon</b>"))
    answer = Client().get("/rules")
    assert answer.status_code == 503
    assert "<b>Soon</b>" in text_of(answer)
    assert "<b>Soon" not in answer.content.decode()


def test_programs_get_it_in_their_own_form(data_folder: Path) -> None:
    (data_folder / "maintenance").write_text("Back at noon.", encoding="utf-8")
    answer = Client().post("/api/v1/statuses", {"status": "Hello"})
    assert (answer.status_code, answer.json()) == (503, {"error": "Back at noon."})


def test_the_page_still_has_its_style(data_folder: Path) -> None:
    (data_folder / "maintenance").touch()
    assert b"--paper" in Client().get("/static/folkmoot.css").getvalue()
