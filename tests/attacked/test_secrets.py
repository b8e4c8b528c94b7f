"""Secrets are compared in constant time or found by their hash; whether an account exists is not to be guessed."""

import ast
import hmac
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.test import Client

from folkmoot.domains.residency.models import VaultSession
from folkmoot.infra import crypto
from folkmoot.kernel.ids import new_id
from tests import cast
from tests.architecture.source import ROOT
from tests.edges.test_authorisation import client_of

_SOURCE = ROOT / "src" / "folkmoot"
_SECRET = re.compile(r"(^|_)(tokens?|secret|signature|passwords?|verifier|mac|token_hash|secret_hash|hashed|csrf)$")
_FORM = re.compile(r' (?:value="[^"]*"|name="csrfmiddlewaretoken"[^>]*)')


def _name(node: ast.expr) -> str:
    """What the end of an expression is called: `row.token_hash` is `token_hash`, `sign(x)` is `sign`."""
    match node:
        case ast.Call():
            return _name(node.func)
        case ast.Attribute():
            return node.attr
        case ast.Name():
            return node.id
    return ""


def _compared(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq | ast.NotEq):
            continue
        sides = [node.left, *node.comparators]
        if not any(isinstance(side, ast.Constant) for side in sides) and any(_SECRET.search(_name(s)) for s in sides):
            yield f"{file.relative_to(_SOURCE)}: {ast.unparse(node)}"


def test_no_secret_is_compared_letter_by_letter() -> None:
    assert [line for file in _SOURCE.rglob("*.py") for line in _compared(file)] == []


def test_such_a_comparison_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.attacked.test_secrets._SOURCE", tmp_path)
    file = tmp_path / "bad.py"
    file.write_text("ok = row.token == given\nalso = kept.secret_hash != token_hash(x)\nfine = which == 'password'\n")
    assert len(list(_compared(file))) == 2


def test_a_signature_is_compared_in_constant_time_whatever_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = hmac.compare_digest

    def noted(one: bytes, other: bytes) -> bool:
        asked.append(len(other))
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    good = crypto.sign(b"k", "value")
    given = [good, good[:-1], "", "\u00e9", "x" * 9000]
    assert [crypto.signed_ok(b"k", "value", one) for one in given] == [True, False, False, False, False]
    assert len(asked) == len(given)


def test_a_session_is_found_by_the_hash_of_its_token_and_the_token_is_nowhere() -> None:
    client = client_of(cast.ana())
    token = client.cookies["folkmoot_session"].value
    rows = list(VaultSession.objects.using("vault_home").all())
    assert len(rows) == 1
    for row in rows:
        kept = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
        assert token not in kept


def test_signing_in_says_and_does_the_same_whether_or_not_there_is_an_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast.ana()
    worked: list[str] = []
    kind = type(hashers.get_hasher("default"))
    for name in ("verify", "encode"):
        monkeypatch.setattr(kind, name, _noting(getattr(kind, name), worked))
    answers = []
    for name in ("ana", "nobody-of-that-name", "ana@example.org", "nobody@example.org"):
        answer = Client().post("/sign-in", {"identifier": name, "password": "wrong"})
        answers.append((answer.status_code, _FORM.sub("", answer.content.decode())))
    assert len(set(answers)) == 1
    assert worked == ["wrong"] * 4, "a missing account costs as much work as a wrong password"


def _noting(real: Callable[..., Any], passwords: list[str]) -> Callable[..., Any]:
    """The method of a hasher, keeping which password it worked on."""

    def work(hasher: object, password: str, *more: Any) -> Any:
        passwords.append(password)
        return real(hasher, password, *more)

    return work


def test_a_mail_for_a_new_password_is_promised_alike() -> None:
    cast.ana()
    answers = {
        (answer.status_code, _FORM.sub("", answer.content.decode()))
        for address in ("ana@example.org", "nobody@example.org")
        for answer in [Client().post("/reset", {"email": address})]
    }
    assert len(answers) == 1


def test_a_private_page_and_one_that_is_not_there_are_the_same() -> None:
    client = client_of(cast.ben())
    there, gone = (client.get(f"/posts/{number}").status_code for number in (_private(), new_id()))
    assert (there, gone) == (404, 404)


def _private() -> int:
    from folkmoot.domains.posts import api as posts
    from folkmoot.domains.posts.api import PostDraft, Visibility

    return posts.publish(cast.ana().viewer, draft=PostDraft(text="For me", visibility=Visibility.DIRECT)).id
