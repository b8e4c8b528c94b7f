"""Every text of every endpoint, against the hostile texts. `HOSTILE=all` sends each of them alone."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from django.test import Client

from folkmoot.edges.mastodon.throttle import throttle
from tests import hostile
from tests.attacked.harmless import problems_in, problems_of
from tests.attacked.operations import Text, body_of, query_of, texts
from tests.edges.mastodon.document.fuzzing import things, tokens
from tests.edges.test_authorisation import undone

_ALL = os.environ.get("HOSTILE") == "all"
_ROOM = 480
_GROUPS_A_TEXT = 3
_JSON = "application/json"
_BY_DESIGN = {501, 503}
#: What is HTML, by the fields that only entities with HTML have beside it.
_HTML = (("acct", "note"), ("visibility", "content"), ("verified_at", "value"), ("published_at", "content"))


def _hostile(number: int) -> Iterator[str]:
    names = list(hostile.GROUPS)
    for name in names if _ALL else hostile.rotating(tuple(names), _GROUPS_A_TEXT, number):
        found = hostile.GROUPS[name]
        yield from found if _ALL else hostile.rotating(tuple(hostile.packed(found, _ROOM)), 2, number)


class _Api:
    """Asks as whoever may ask, about things that are there."""

    def __init__(self) -> None:
        self.client, self.there, self.tokens = Client(), things(), tokens()

    def ask(self, text: Text, value: str, body: bytes | None = None) -> Any:
        throttle.forget()
        path = self._path(text, value)
        who = "operator" if "/admin/" in text.path else "member"
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        try:
            if text.method == "get":
                return self.client.get(path, query_of(text, value), headers=headers)
            sent = body if body is not None else msgspec.json.encode(body_of(text, value))
            return self.client.generic(text.method.upper(), path, sent, content_type=_JSON, headers=headers)
        except Exception as error:
            raise AssertionError(f"{text.name} = {value[:120]!r} broke: {error!r}"[:1500]) from error

    def _path(self, text: Text, value: str) -> str:
        path = text.path
        for name, there in self.there.items():
            path = path.replace(f"{{{name}}}", there)
        if text.where == "path":
            path = path.replace(f"{{{text.place[0]}}}", quote(value[:2000], safe=""))
        while "{" in path:
            path = path[: path.index("{")] + "1" + path[path.index("}") + 1 :]
        return path


def _wrong(answer: Any) -> Iterator[str]:
    if answer.status_code >= 500 and answer.status_code not in _BY_DESIGN:
        yield f"status {answer.status_code}"
    yield from (one for one in problems_of(answer) if not one.startswith("leads to"))
    if "json" in answer.headers.get("Content-Type", "") and answer.content:
        yield from _in_json(msgspec.json.decode(answer.content))


def _in_json(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for beside, name in _HTML:
            if beside in value and isinstance(value.get(name), str):
                yield from problems_in(value[name])
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _in_json(part)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("part", range(2))
def test_no_text_of_an_endpoint_does_harm(part: int) -> None:
    api, found = _Api(), texts()
    assert len(found) > 200
    wrong: list[str] = []
    for number, text in enumerate(found):
        for value in _hostile(number) if number % 2 == part else ():
            with undone():
                wrong += [f"{text.name} = {value[:90]!r}: {one}" for one in _wrong(api.ask(text, value))]
    assert not wrong, f"{len(wrong)} in all\n" + "\n".join(wrong[:40])


@pytest.mark.usefixtures("clock")
def test_halves_of_characters_in_json_do_no_harm() -> None:
    api, wrong = _Api(), []
    for number, text in enumerate(one for one in texts() if one.where == "body"):
        whole = msgspec.json.encode(body_of(text, hostile.MARK))
        for inside in hostile.JSON_ONLY if _ALL else hostile.rotating(hostile.JSON_ONLY, 2, number):
            with undone():
                answer = api.ask(text, hostile.MARK, whole.replace(hostile.MARK.encode(), inside))
                wrong += [f"{text.name} = {inside!r}: {one}" for one in _wrong(answer)]
    assert not wrong, f"{len(wrong)} in all\n" + "\n".join(wrong[:40])
