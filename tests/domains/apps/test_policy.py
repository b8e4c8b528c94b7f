"""Scopes and addresses, decided without a database."""

import pytest

from folkmoot.domains.apps import policy
from folkmoot.domains.apps.types import OUT_OF_BAND
from folkmoot.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("granted", "needed", "expected"),
    [
        ({"read"}, "read:accounts", True),
        ({"read"}, "write:accounts", False),
        ({"read:accounts"}, "read:accounts", True),
        ({"read:accounts"}, "read", False),
        ({"read:accounts"}, "read:statuses", False),
        ({"follow"}, "write:follows", True),
        ({"follow"}, "read:blocks", True),
        ({"follow"}, "write:statuses", False),
        ({"admin:read"}, "admin:read:reports", True),
        ({"admin:read"}, "admin:write:reports", False),
        ({"read", "write"}, "admin:read", False),
        ({"reading"}, "read:accounts", False),
        (set(), "read", False),
    ],
)
def test_a_scope_covers_itself_and_what_lies_within_it(granted: set[str], needed: str, expected: bool) -> None:
    assert policy.covers(frozenset(granted), needed) is expected


def test_the_own_browser_may_do_everything() -> None:
    assert policy.covers(None, "admin:write:accounts")


def test_one_of_several_scopes_is_enough_and_none_needs_none() -> None:
    assert policy.covers_any(frozenset({"profile"}), ("read:accounts", "profile"))
    assert not policy.covers_any(frozenset({"push"}), ("read:accounts", "profile"))
    assert policy.covers_any(frozenset(), ())


def test_scopes_are_read_from_a_line_each_once_and_default_to_read() -> None:
    assert policy.parse_scopes("read write:statuses read") == ("read", "write:statuses")
    assert policy.parse_scopes("  ") == ("read",)
    with pytest.raises(Invalid, match="invalid scopes"):
        policy.parse_scopes("read everything")


def test_every_scope_is_described_in_words() -> None:
    assert policy.describe("write:statuses") == "Change your statuses"
    assert policy.describe("admin:read:ip_blocks") == "Read ip blocks as a moderator"
    assert all(policy.describe(scope).strip() for scope in policy.SCOPES)


@pytest.mark.parametrize("address", [OUT_OF_BAND, "https://app.example/back?x=1", "tusky://callback", "app:/back"])
def test_addresses_an_app_may_register(address: str) -> None:
    assert policy.checked_redirects([address, address]) == (address,)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "Redirect URI can't be blank"),
        ("/back", "Redirect URI must be an absolute URI"),
        ("https://app.example/#part", "Redirect URI cannot contain a fragment"),
        ("javascript:alert(1)", "Redirect URI is forbidden by the server"),
        ("DATA:text/html,x", "Redirect URI is forbidden by the server"),
        ("https://app.example/a b", "Redirect URI must be an absolute URI"),
        ("https://[app", "Redirect URI must be a valid URI"),
    ],
)
def test_addresses_an_app_may_not_register(address: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        policy.checked_redirects([address])
    assert refused.value.safe == reason
