"""Every form that anybody finds on a page of the authorisation table, and every page that somebody may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.attacked.forms import PageForm, forms_of
from tests.edges.page_rows import OK, ROLES, TABLE
from tests.edges.test_authorisation import Scene, client_of, undone

#: Whoever sees most comes first; a page is read by the first who may read it.
_READERS = ("owner", "operator", "moderator", "member", "nobody")
#: Ends the session or the account of whoever sends it, and asks for nothing else.
_LAST = ("/sign-out", "/settings/erase")


@dataclass(frozen=True, slots=True)
class Found:
    """A form, and who sends it."""

    role: str
    form: PageForm


def pages(scene: Scene) -> Iterator[tuple[str, str]]:
    """A role and a path for every page that answers anybody, as nobody and as the one who sees most."""
    for route, (method, expected, _) in TABLE.items():
        may = [role for role in _READERS if method == "get" and expected[ROLES.index(role)] == OK]
        for role in dict.fromkeys([*may[:1], *may[-1:]]):
            yield role, scene.path(route)


def forms(scene: Scene) -> list[Found]:
    """Every form once."""
    found: dict[object, Found] = {}
    clients = {role: client_of(scene.people[role]) for role in _READERS}
    for role, path in [*pages(scene), *(("member", path) for role, path in pages(scene) if role == "owner")]:
        with undone():
            response = clients[role].get(path)
        if response.status_code == OK and response["Content-Type"].startswith("text/html"):
            for form in forms_of(response.content.decode(), path):
                found.setdefault(form.key, Found(role, form))
    return sorted(found.values(), key=lambda one: one.form.action.startswith(_LAST))


def send(client: Client, form: PageForm, sent: dict[str, Any]) -> Any:
    """What the form answers. An error of the program becomes an AssertionError that says what was sent."""
    path = form.action.partition("#")[0]
    request = client.get if form.method == "get" else client.post
    try:
        return request(path, sent)
    except Exception as error:
        shown = {name: str(value)[:120] for name, value in sent.items()}
        raise AssertionError(f"{form.method} {path} with {shown} broke: {error!r}"[:2000]) from error
