"""Every endpoint that a member's client of Mastodon calls is served, switched off as Mastodon does it, or absent with
its reason; docs/client-api-endpoints.md says which. The list is tests/contracts/mastodon_endpoints.tsv.

`pytest --update-golden` writes the page anew.
"""

import re
from dataclasses import dataclass

import pytest
from django.urls import Resolver404, resolve

from folkmoot.edges.mastodon.endpoints import switched_off
from folkmoot.edges.mastodon.table import ENDPOINTS
from tests.architecture.source import ROOT

LIST = ROOT / "tests" / "contracts" / "mastodon_endpoints.tsv"
PAGE = ROOT / "docs" / "client-api-endpoints.md"
STATES = {
    "served": "yes",
    "off": "switched off",
    "absent": "no",
    "elsewhere": "yes",
}
HEAD = """# Every endpoint of Mastodon's client API

What a member's client may call, and what this community answers. The list is
`tests/contracts/mastodon_endpoints.tsv`; `tests/edges/mastodon/test_every_endpoint.py` holds it against the table of
endpoints and writes this page. What moderators' and operators' clients call is in [client-api.md](client-api.md).

| Endpoint | Served | |
|---|---|---|
"""


@dataclass(frozen=True)
class Line:
    name: str
    state: str
    reason: str

    @property
    def key(self) -> str:
        return key(self.name)

    @property
    def is_streaming(self) -> bool:
        return "/api/v1/streaming/" in self.name


def key(name: str) -> str:
    """Whatever the places in a path are called."""
    return re.sub(r"<[^>]+>|:\w+", ":x", name).replace("/nodeinfo/2.0", "/nodeinfo/:x")


def lines() -> list[Line]:
    rows = [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines()]
    return [Line(*[*row, "", ""][:3]) for row in rows]


def page() -> str:
    return HEAD + "".join(f"| `{line.name}` | {STATES[line.state]} | {line.reason} |\n" for line in lines())


SERVED = {key(endpoint.name) for endpoint in ENDPOINTS}
OFF = {key(endpoint.name) for endpoint in switched_off.routes}


def test_the_list_names_each_endpoint_once() -> None:
    keys = [line.key for line in lines()]
    assert len(keys) == len(set(keys))
    assert len(keys) > 200


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.name)
def test_an_endpoint_is_what_the_list_says(line: Line) -> None:
    if line.state == "served":
        assert line.key in SERVED - OFF
    elif line.state == "off":
        assert line.key in OFF
        assert line.reason
    elif line.state == "absent":
        assert line.key not in SERVED
        assert line.reason
    else:
        assert line.state == "elsewhere"
        assert line.reason
        assert line.is_streaming or path_is_known(line.name.partition(" ")[2])


def path_is_known(path: str) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.kwargs != {"rest": path.removeprefix("/api/")}


def test_the_page_says_the_same(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden", default=False):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()
