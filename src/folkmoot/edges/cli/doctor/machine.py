"""Checks of settings, files and the machine. None needs Django."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from folkmoot.edges.cli.doctor.finding import Finding, fail, ok, warn
from folkmoot.edges.cli.site import others_may_read
from folkmoot.infra import operator_key
from folkmoot.infra.config import Config, ConfigError

_MEGABYTE = 1024 * 1024
_LITTLE = 1024 * _MEGABYTE
_TOO_LITTLE = 100 * _MEGABYTE
_YEAR_2025 = 1_735_689_600
_MINUTE = 60


def check_machine(config: Config) -> Iterator[Finding]:
    """Everything that can be said without a database."""
    yield _origin(config)
    yield _mail(config)
    yield _exposure(config)
    if config.debug:
        yield warn("Debugging is on: visitors see tracebacks.", "Unset FOLKMOOT_DEBUG.")
    yield _data_folder(config)
    yield _key(config)
    if config.data.is_dir():
        yield _disk(config.data)
        yield _clock(config.data)


def _origin(config: Config) -> Finding:
    if config.origin:
        return ok(f"The public address is {config.origin}.")
    return warn(
        f"The public address is {config.public_origin}, which works on this machine only.",
        "Set FOLKMOOT_ORIGIN before anybody joins: it is part of every account's name.",
    )


def _mail(config: Config) -> Finding:
    if config.confirms_email:
        return ok("Mail goes out; e-mail confirmation is on.")
    return warn(
        f"No mail goes out: it lies in {config.data / 'mail'}, and e-mail confirmation is off.",
        "Set FOLKMOOT_MAIL, for example smtp://user:password@mail.example:587.",
    )


def _exposure(config: Config) -> Finding:
    if config.bind in {"127.0.0.1", "::1", "localhost"}:
        return ok(f"The web server listens on this machine only, port {config.port}.")
    if config.public_origin.startswith("https:") and config.proxies:
        return ok(f"The web server listens on {config.bind}, port {config.port}, behind a proxy.")
    return warn(
        f"The web server listens on {config.bind}, port {config.port}, without encryption of its own.",
        "Put a proxy with TLS in front, then set FOLKMOOT_ORIGIN to https://… and FOLKMOOT_PROXIES to 1.",
    )


def _data_folder(config: Config) -> Finding:
    if not config.data.is_dir():
        return fail(f"There is no data folder {config.data}.", "`folkmoot init` makes a site.")
    if others_may_read(config.data):
        return fail(
            f"Other users of this machine may look into the data folder {config.data}.",
            f"chmod 700 {config.data}",
        )
    return ok(f"The data folder {config.data} is readable by its owner only.")


def _key(config: Config) -> Finding:
    file = config.operator_key_file
    try:
        operator_key.read(file)
    except ConfigError as error:
        return fail(str(error), "Bring the key back from its backup; without it nothing sensitive can be read.")
    if others_may_read(file):
        return fail(f"Other users of this machine may read the operator key {file}.", f"chmod 600 {file}")
    return ok(f"The operator key {file} lies outside the data folder, readable by its owner only.")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    text = f"{free // _MEGABYTE:,} MB are free on the disk of the data folder."
    if free < _TOO_LITTLE:
        return fail(text, "Free some space now: a full disk stops every write.")
    return warn(text, "Free some space soon.") if free < _LITTLE else ok(text)


def _clock(folder: Path) -> Finding:
    """Ids carry the time, so a clock that went back would put new posts before old ones."""
    newest = max((file.stat().st_mtime for file in folder.iterdir()), default=0.0)
    if time.time() < max(_YEAR_2025, newest - _MINUTE):
        return fail("The clock of this machine is behind the data.", "Set the clock, and keep it by NTP.")
    return ok("The clock is right, as far as the data can tell.")
