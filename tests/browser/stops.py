"""Every page that the authorisation table knows, with somebody who may see it. Runs beside a live site.

The addresses name the things of the table's own scene. Nothing can be left out: a route is a page, or it answers
something else than a page, and which of the two is asked of the site itself.
"""

from typing import Any

from folkmoot.domains.residency import api as residency
from folkmoot.edges.web.pages.reports import present
from tests.edges.page_rows import OK, ROLES, TABLE
from tests.edges.test_authorisation import Scene, client_of, make_scene

_LOOKED_AT_BY = ("nobody", "owner", "moderator", "operator")
_BY_TWO = frozenset({"", "explore", "search", "@<acct:acct>", "@<acct:acct>/<id:post_id>", "sign-in"})
"""What looks different to those who are signed in."""
_PAGE = "text/html"


def stops() -> dict[str, Any]:
    """`pages`: (route, path, role) each; `others`: the routes that answer no page; `tokens`: a browser of each role."""
    scene = make_scene()
    sensible = _sensible(scene)
    pages, others = [], []
    for route, (method, expected, _fields) in TABLE.items():
        if method == "get":
            path = sensible.get(route) or scene.path(route)
            roles = [role for role in _roles(route, expected) if _is_page(scene, role, path)]
            pages += [(route, path, role) for role in roles]
            others += [] if roles else [route]
    return {"pages": pages, "others": others, "tokens": _tokens(scene)}


def _sensible(scene: Scene) -> dict[str, str]:
    """Where what the table asks is answered "not found"."""
    quarter = present()[0].name
    return {
        "report": scene.path("report?post=<id:post_id>"),
        "search": "/search?q=bees",
        "transparency/reports/<str:name>": f"/transparency/reports/{quarter}",
    }


def _roles(route: str, expected: tuple[int | str, ...]) -> list[str]:
    may = [role for role in _LOOKED_AT_BY if expected[ROLES.index(role)] == OK]
    if not may:
        return ["owner" if expected[0] != expected[-1] else "nobody", "member"]
    return may[: 2 if route in _BY_TWO else 1]


def _is_page(scene: Scene, role: str, path: str) -> bool:
    answer = client_of(scene.people[role]).get(path)
    return bool(answer.status_code < 300 or answer.status_code >= 400) and answer["Content-Type"].startswith(_PAGE)


def _tokens(scene: Scene) -> dict[str, str]:
    place = residency.SessionPlace("A test's browser", "127.0.0.1")
    return {
        role: residency.sessions.open_session(person.id, place)
        for role, person in scene.people.items()
        if person is not None
    }
