"""How somebody wants pages to look, and what new posts begin with."""

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import DEFAULT_PREFERENCES, FirstVisibility, Preferences, Theme
from folkmoot.domains.accounts.models import Preferences as Row
from folkmoot.kernel.errors import Invalid
from tests import cast


def test_what_is_set_is_kept_and_the_rest_stays() -> None:
    ana = cast.ana()
    assert accounts.preferences_of(ana.id) == DEFAULT_PREFERENCES
    accounts.set_preferences(ana.viewer, theme="dark", time_zone="Europe/Berlin")
    accounts.set_preferences(ana.viewer, default_visibility="followers", expand_warnings=True)
    assert accounts.preferences_of(ana.id) == Preferences(
        theme=Theme.DARK,
        time_zone="Europe/Berlin",
        default_visibility=FirstVisibility.FOLLOWERS,
        expand_warnings=True,
    )


@pytest.mark.parametrize(
    ("field", "value"), [("theme", "pink"), ("time_zone", "Mars/Olympus"), ("interface_language", "<script>")]
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(field: str, value: str) -> None:
    ana = cast.ana()
    with pytest.raises(Invalid) as caught:
        accounts.set_preferences(ana.viewer, **{field: value})
    assert caught.value.field == field
    assert not Row.objects.exists()


def test_who_leaves_leaves_no_preferences() -> None:
    ana = cast.ana()
    accounts.set_preferences(ana.viewer, theme="dark")
    accounts.erase_account(ana.viewer, password=cast.PASSWORD)
    assert not Row.objects.exists()
