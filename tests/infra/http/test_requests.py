"""Whose address a request is counted under."""

import pytest
from django.test import RequestFactory

from folkmoot.infra import config
from folkmoot.infra.http.requests import address_of

_FORWARDED = "203.0.113.9, 198.51.100.2, 192.0.2.3"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "127.0.0.1"),
        (0, _FORWARDED, "127.0.0.1"),
        (1, _FORWARDED, "192.0.2.3"),
        (2, _FORWARDED, "198.51.100.2"),
        (1, "", "127.0.0.1"),
        (4, _FORWARDED, "127.0.0.1"),
    ],
)
def test_only_what_the_own_proxies_say_is_believed(
    monkeypatch: pytest.MonkeyPatch, proxies: int, forwarded: str, address: str
) -> None:
    settings = {"FOLKMOOT_PROXIES": str(proxies), "FOLKMOOT_DATA": str(config.current().data)}
    monkeypatch.setattr(config, "_current", config.load(settings))
    assert address_of(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == address
