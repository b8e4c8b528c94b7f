from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from folkmoot.infra import config, operator_key
from folkmoot.kernel import ids


@pytest.fixture(autouse=True)
def _ids_of_now() -> None:
    """Ids rise for ever, so those of a test that looked into the future would never be old."""
    ids.renumber(1)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder and a key of its own for each test."""
    data = tmp_path / "data"
    settings = msgspec.structs.replace(config.current(), data=data, key_file="", image_limit=2_000_000)
    monkeypatch.setattr(config, "_current", settings)
    operator_key.create(settings.operator_key_file)
    operator_key.secret.cache_clear()
    yield data
    operator_key.secret.cache_clear()
