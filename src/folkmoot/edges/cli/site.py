"""The site that a command works on: its folders, its key, its databases."""

import tempfile
from pathlib import Path

import django

from folkmoot.edges.cli.output import Stop
from folkmoot.infra.config import Config

_OWNER_ONLY = 0o700


def set_up() -> None:
    """Load Django and every domain; takes about a second, so commands that need neither do without."""
    django.setup()


def make_folders(config: Config) -> None:
    """Make the data folder and those in it, readable by their owner only. Raises Stop where that is impossible."""
    try:
        for folder in (config.data, *(config.data / name for name in ("keys", "vault", "mail", "media"))):
            _make(folder)
        with tempfile.TemporaryFile(dir=config.data):
            pass
    except OSError as error:
        raise Stop(f"The data folder {config.data} cannot be written: {error.strerror}.") from None


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, mode=_OWNER_ONLY)


def is_empty(config: Config) -> bool:
    """Whether no site was ever made in the data folder. Raises Stop where that cannot be seen."""
    return not contents(config)


def contents(config: Config) -> set[str]:
    """The names of what lies in the data folder; none where there is no folder. Raises Stop."""
    try:
        return {file.name for file in config.data.iterdir()} if config.data.exists() else set()
    except OSError as error:
        raise Stop(f"The data folder {config.data} cannot be read: {error.strerror}.") from None
