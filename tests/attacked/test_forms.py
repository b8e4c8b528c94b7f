"""Every text field of every form of every page, against the hostile texts. `HOSTILE=all` sends each text alone."""

import os
from collections.abc import Iterator

import pytest
from django.test import Client

from tests import hostile
from tests.attacked.forms import Field, PageForm
from tests.attacked.harmless import problems_of
from tests.attacked.walking import Found, forms, send
from tests.edges.test_authorisation import client_of, make_scene, undone

_ALL = os.environ.get("HOSTILE") == "all"
_ROOM = 480
_GO = 302
_GROUPS_A_FIELD = 3
_PARTS = 2


def _texts(number: int, packs_of_each: int) -> Iterator[str]:
    """What one field gets: everything, or a few groups, others for each field."""
    names = list(hostile.GROUPS)
    chosen = names if _ALL else hostile.rotating(tuple(names), _GROUPS_A_FIELD, number)
    for name in chosen:
        texts = hostile.GROUPS[name]
        if _ALL:
            yield from texts
        else:
            packs = list(hostile.packed(texts, _ROOM))
            yield from hostile.rotating(tuple(packs), packs_of_each, number)


def _fields(found: list[Found]) -> list[tuple[Found, Field]]:
    """Each typed field of each address once."""
    seen: dict[tuple[str, str], tuple[Found, Field]] = {}
    for one in found:
        route = one.form.key[1]
        for field in one.form.fields:
            if field.typed or field.kind == "hidden":
                seen.setdefault((route, field.name), (one, field))
    return list(seen.values())


def _wrong(client: Client, form: PageForm, name: str, text: str) -> list[str]:
    """What is wrong with the answer, and with the page to which it leads."""
    with undone():
        answer = send(client, form, form.filled(name, text))
        found = problems_of(answer)
        if answer.status_code >= 500:
            found.append(f"status {answer.status_code}")
        if answer.status_code == _GO:
            found += problems_of(client.get(answer["Location"]))
        elif answer.status_code != 200 and "text/html" not in answer["Content-Type"]:
            found.append(f"refused as {answer['Content-Type']}")
    return [f"{form.method} {form.action}, {name} = {text[:90]!r}: {one}" for one in found]


@pytest.mark.parametrize("part", range(_PARTS))
def test_no_field_of_a_form_takes_harm(part: int) -> None:
    scene = make_scene()
    found = _fields(forms(scene))
    assert len(found) > 150
    clients = {role: client_of(person) for role, person in scene.people.items()}
    wrong: list[str] = []
    for number, (one, field) in enumerate(found):
        if number % _PARTS == part:
            for text in _texts(number, 2 if field.typed else 1):
                wrong += _wrong(clients[one.role], one.form, field.name, text)
    assert not wrong, f"{len(wrong)} in all\n" + "\n".join(wrong[:40])
