"""Files by which a site shows how it is."""

from pathlib import Path

from folkmoot.infra.config import Config


def others_may_read(file: Path) -> bool:
    """Whether anybody but the owner of the file or folder may look into it."""
    return bool(file.stat().st_mode & 0o077)


SILENT_AFTER = 60
"""Seconds after which a process that gave no sign of life counts as silent."""


def alive_file(config: Config) -> Path:
    """The worker touches this file every few seconds."""
    return config.data / "worker.alive"


def web_alive_file(config: Config, node: int) -> Path:
    """A process of the web server, told apart by its node number, touches this file every few seconds."""
    return config.data / f"web-{node}.alive"
