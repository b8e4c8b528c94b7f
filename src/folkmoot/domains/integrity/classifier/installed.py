"""Which model this site scores with: its own in the data folder, the shipped one, or none."""

import functools
from pathlib import Path
from typing import Final

from folkmoot.domains.integrity.classifier import model
from folkmoot.domains.integrity.classifier.model import Model, ModelError
from folkmoot.infra.config import current

SHIPPED: Final = Path(__file__).with_name("models") / "abuse-en-1.npz"
_OFF = b"off\n"


def own_file() -> Path:
    """Where a model of the site's own lies; a file that says only "off" turns the classifier off."""
    return current().data / "models" / "text.npz"


def in_use() -> Model | None:
    """The model to score with; None where it was turned off. Raises ModelError where the own one is damaged."""
    own = own_file()
    file = own if own.is_file() else SHIPPED
    found = file.stat()
    return _loaded(file, found.st_mtime_ns, found.st_size)


def use(file: Path) -> Model:
    """Check a model and score with it from now on; running processes notice by themselves."""
    found = model.load(file)
    _put(file.read_bytes())
    return found


def use_shipped() -> None:
    own_file().unlink(missing_ok=True)


def turn_off() -> None:
    _put(_OFF)


def _put(body: bytes) -> None:
    own = own_file()
    own.parent.mkdir(parents=True, exist_ok=True)
    part = own.with_suffix(".part")
    part.write_bytes(body)
    part.replace(own)


@functools.lru_cache(maxsize=2)
def _loaded(file: Path, _changed: int, size: int) -> Model | None:
    if size == len(_OFF) and file.read_bytes() == _OFF:
        return None
    return model.load(file)


__all__ = ["SHIPPED", "ModelError", "in_use", "own_file", "turn_off", "use", "use_shipped"]
