"""One form for each host, as browsers reach it."""

import pytest

from folkmoot.infra.text import canonical_host, host_of, is_address


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://Example.COM:8443/a?b#c", "example.com"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("http://user:pass@evil.example:80", "evil.example"),
        ("https://evil.example./x", "evil.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("https://ＥＶＩＬ.example/", "evil.example"),
        ("https://evil。example/", "evil.example"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("http://0177.0.0.01/", "127.0.0.1"),
        ("http://[2001:DB8:0::1]:80/", "2001:db8::1"),
        ("http://256.1.1.1/", "256.1.1.1"),
        ("http://[::1", ""),
        ("nonsense", "nonsense"),
        ("", ""),
    ],
)
def test_the_host_of_a_link(link: str, host: str) -> None:
    assert host_of(link) == host


@pytest.mark.parametrize(
    "written", ["a" * 100_000, "." * 5_000, "xn--" * 900, "\ud800.example", "é" * 400, "0x", "0x.08"]
)
def test_what_can_be_no_host_is_harmless(written: str) -> None:
    found = canonical_host(written)
    assert len(found) <= 4 * 253
    assert canonical_host(found) == found or not found.isascii()


def test_what_is_an_address_of_numbers() -> None:
    assert is_address("127.0.0.1")
    assert is_address("::1")
    assert not is_address("example.com")
