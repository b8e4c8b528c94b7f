"""Following somebody in some languages only."""

from typing import Any

import pytest

from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Surface
from tests import cast
from tests.edges.mastodon.api_client import ApiClient, client_of

HOME = "/api/v1/timelines/home"


def follow(client: ApiClient, **sent: Any) -> Any:
    return client.post(f"/api/v1/accounts/{cast.ana().id}/follow", sent)


def write(client: ApiClient, text: str, language: str) -> str:
    return str(client.post("/api/v1/statuses", {"status": text, "language": language})["id"])


def test_home_shows_only_posts_in_the_languages_of_the_follow() -> None:
    ana, ben, carla = client_of(cast.ana()), client_of(cast.ben()), client_of(cast.carla())
    follow(ben, languages=["de", "en"])
    written = [write(ana, f"In {code}", code) for code in ("en", "de", "es", "en-GB")]
    foreign = write(carla, "En español", "es")
    boost = ana.post(f"/api/v1/statuses/{foreign}/reblog")["id"]
    assert [one["id"] for one in ben.get(HOME)] == [boost, written[3], written[1], written[0]]
    ranked = {one["status"]["id"] for one in ben.get("/api/folkmoot/v1/timelines/ranked")["items"]}
    assert written[2] not in ranked
    assert {written[0], written[1]} <= ranked
    elsewhere = [one["id"] for one in ben.get(f"/api/v1/accounts/{cast.ana().id}/statuses")]
    assert written[2] in elsewhere
    follow(ben, languages=[])
    assert written[2] in [one["id"] for one in ben.get(HOME)]


def test_languages_are_kept_changed_and_taken_back() -> None:
    ben = client_of(cast.ben())
    assert follow(ben)["languages"] is None
    assert follow(ben, languages=["de", "pt-BR", "de", ""])["languages"] == ["de", "pt-br"]
    assert follow(ben, notify=True)["languages"] == ["de", "pt-br"]
    (seen,) = ben.get("/api/v1/accounts/relationships", **{"id[]": [str(cast.ana().id)]})
    assert seen["languages"] == ["de", "pt-br"]
    by_form = ben.form(f"/api/v1/accounts/{cast.ana().id}/follow", {"languages[]": ["es"]})
    assert by_form["languages"] == ["es"]
    assert follow(ben, languages=[])["languages"] is None
    follow(ben, languages=["de"])
    ben.post(f"/api/v1/accounts/{cast.ana().id}/unfollow")
    assert follow(ben)["languages"] is None


@pytest.mark.parametrize(
    "languages", [["Deutsch, bitte"], ["de,en"], ["a" * 13], [f"l{number}" for number in range(101)]]
)
def test_what_is_no_language_is_refused(languages: list[str]) -> None:
    ben = client_of(cast.ben())
    follow(ben, languages=["de"])
    follow(ben, languages=languages)
    assert ben.status == 422
    assert follow(ben)["languages"] == ["de"]


def test_the_stream_leaves_out_the_same() -> None:
    ana, ben = client_of(cast.ana()), cast.ben()
    follow(client_of(ben), languages=["de"])
    english, german = (int(write(ana, code, code)) for code in ("en", "de"))
    for post_id, wanted in ((english, False), (german, True)):
        seen = posts.hydrate_for_each(frozenset({ben.viewer}), post_id, surface=Surface.LATEST)
        assert (ben.viewer in seen) is wanted
