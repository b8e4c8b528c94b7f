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


@pytest.mark.parametrize(
    ("settings", "port"),
    [({}, 8001), ({"FOLKMOOT_PORT": "9000"}, 9001), ({"FOLKMOOT_STREAMING_PORT": "4000"}, 4000)],
)
def test_streaming_listens_on_the_next_port_or_its_own(settings: dict[str, str], port: int) -> None:
    assert config.load(settings).listening_port == port


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("FOLKMOOT_STREAMING_PORT", "8000", "it must be from 1 to 65535 and not FOLKMOOT_PORT"),
        ("FOLKMOOT_STREAMING_PORT", "-1", "it must be from 1 to 65535 and not FOLKMOOT_PORT"),
        ("FOLKMOOT_PORT", "65535", "it must be from 1 to 65535 and not FOLKMOOT_PORT"),
        ("FOLKMOOT_STREAMING_ORIGIN", "live.town.example", "FOLKMOOT_STREAMING_ORIGIN is 'live.town.example'"),
        ("FOLKMOOT_STREAMING_PER_ADDRESS", "0", "it must be 1 or more"),
    ],
)
def test_wrong_settings_of_streaming_are_refused_by_name(name: str, value: str, sentence: str) -> None:
    with pytest.raises(config.ConfigError, match=sentence):
        config.load({name: value})
