"""The operator key: 32 bytes in a file outside the data folder, from which every other secret is derived."""

import base64
import binascii
import functools
import os
from pathlib import Path

from folkmoot.infra import crypto
from folkmoot.infra.config import ConfigError, current
from folkmoot.kernel.sentences import sentence


def create(file: Path) -> None:
    """Write a new key, readable by its owner only. Leaves an existing one alone. Raises ConfigError."""
    if file.exists():
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ConfigError(f"The operator key {file} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(base64.b64encode(crypto.new_key()) + b"\n")


def read(file: Path) -> bytes:
    """The key. Raises ConfigError that says what is wrong with the file."""
    try:
        key = base64.b64decode(file.read_bytes(), validate=False)
    except FileNotFoundError as error:
        raise ConfigError(
            sentence(
                "The operator key {file} is missing. `folkmoot init` makes one; a restore brings it.", file=str(file)
            )
        ) from error
    except (binascii.Error, OSError) as error:
        raise ConfigError(
            sentence("The operator key {file} cannot be read: {why}", file=str(file), why=str(error))
        ) from error
    if len(key) != crypto.KEY_BYTES:
        raise ConfigError(
            sentence("The operator key {file} is damaged: it must hold 32 bytes in base64.", file=str(file))
        )
    return key


@functools.cache
def secret(purpose: str) -> bytes:
    """The key for one purpose ("email-hash", "media-address", …), the same in every process of the site."""
    return crypto.derive(read(current().operator_key_file), purpose)
