"""What every request passes."""

import pytest
from django.test import Client


@pytest.mark.parametrize("path", ["/tags/%00", "/@ana%00", "/search?q=%00", "/?max_id=1%002", "/media/%00"])
def test_the_character_0_is_nowhere(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/search?q=%ff", "/tags/%ff%fe", "/?max_id=99999999999999999999", "/posts/0"])
def test_odd_addresses_break_nothing(path: str) -> None:
    assert Client().get(path).status_code in {200, 404}
