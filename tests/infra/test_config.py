import pytest

from folkmoot.infra import config


@pytest.mark.parametrize("written", ["https://town.example", "https://town.example/", "https://Town.Example"])
def test_the_public_address_is_as_browsers_write_it(written: str) -> None:
    """Browsers send it with each form, and a form whose address is written in another way is refused."""
    assert config.load({"FOLKMOOT_ORIGIN": written}).public_origin == "https://town.example"
