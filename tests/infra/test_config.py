from pathlib import Path

import pytest

from folkmoot.infra import config


@pytest.mark.parametrize("written", ["https://town.example", "https://town.example/", "https://Town.Example"])
def test_the_public_address_is_as_browsers_write_it(written: str) -> None:
    """Browsers send it with each form, and a form whose address is written in another way is refused."""
    assert config.load({"FOLKMOOT_ORIGIN": written}).public_origin == "https://town.example"


def test_what_is_no_setting_is_named_and_the_folder_of_the_benchmarks_is_left_alone(tmp_path: Path) -> None:
    given = {"FOLKMOOT_DATA": str(tmp_path), "FOLKMOOT_REAL_DATA": "/somewhere", "FOLKMOOT_NODE": "3"}
    assert config.load(given).data == tmp_path
    with pytest.raises(config.ConfigError, match="FOLKMOOT_REEL_DATA is no setting of Folkmoot"):
        config.load(given | {"FOLKMOOT_REEL_DATA": "/somewhere"})
