"""Checks of settings, files and the machine. None needs Django."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from folkmoot.infra import operator_key
from folkmoot.infra.config import Config, ConfigError
from folkmoot.infra.health.clocks import check_kernel
from folkmoot.infra.health.disks import check_disk
from folkmoot.infra.health.files import others_may_read
from folkmoot.infra.health.finding import Finding, fail, ok, warn
from folkmoot.infra.health.owners import check_owners
from folkmoot.infra.room.measured import room_of
from folkmoot.infra.room.types import Growth, Mark
from folkmoot.kernel.sentences import sentence

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
        yield warn(sentence("Debugging is on: visitors see tracebacks."), sentence("Unset FOLKMOOT_DEBUG."))
    yield _data_folder(config)
    yield _key(config)
    if config.data.is_dir():
        yield _disk(config)
        yield check_disk(config.data)
        yield check_owners(config.data)
        yield _clock(config.data)
    yield from check_kernel()


def _origin(config: Config) -> Finding:
    if config.origin:
        return ok(sentence("The public address is {address}.", address=config.origin))
    return warn(
        sentence("The public address is {address}, which works on this machine only.", address=config.public_origin),
        sentence("Set FOLKMOOT_ORIGIN before anybody joins: it is part of every account's name."),
    )


def _mail(config: Config) -> Finding:
    if config.confirms_email:
        return ok(sentence("Mail goes out; e-mail confirmation is on."))
    return warn(
        sentence(
            "No mail goes out: it lies in {folder}, and e-mail confirmation is off.", folder=str(config.data / "mail")
        ),
        sentence("Set FOLKMOOT_MAIL, for example smtp://user:password@mail.example:587."),
    )


def _exposure(config: Config) -> Finding:
    bind, port = config.bind, str(config.port)
    if bind in {"127.0.0.1", "::1", "localhost"}:
        return ok(sentence("The web server listens on this machine only, port {port}.", port=port))
    if config.public_origin.startswith("https:") and config.proxies:
        return ok(sentence("The web server listens on {bind}, port {port}, behind a proxy.", bind=bind, port=port))
    return warn(
        sentence("The web server listens on {bind}, port {port}, without encryption of its own.", bind=bind, port=port),
        sentence("Put a proxy with TLS in front, then set FOLKMOOT_ORIGIN to https://… and FOLKMOOT_PROXIES to 1."),
    )


def _data_folder(config: Config) -> Finding:
    folder = str(config.data)
    if not config.data.is_dir():
        return fail(
            sentence("There is no data folder {folder}.", folder=folder), sentence("`folkmoot init` makes a site.")
        )
    if others_may_read(config.data):
        return fail(
            sentence("Other users of this machine may look into the data folder {folder}.", folder=folder),
            f"chmod 700 {folder}",
        )
    return ok(sentence("The data folder {folder} is readable by its owner only.", folder=folder))


def _key(config: Config) -> Finding:
    file = config.operator_key_file
    try:
        operator_key.read(file)
    except ConfigError as error:
        mend = sentence("Bring the key back from its backup; without it nothing sensitive can be read.")
        return fail(error.args[0], mend)
    if others_may_read(file):
        text = sentence("Other users of this machine may read the operator key {file}.", file=str(file))
        return fail(text, f"chmod 600 {file}")
    return ok(
        sentence("The operator key {file} lies outside the data folder, readable by its owner only.", file=str(file))
    )


def _disk(config: Config) -> Finding:
    folder, room = config.data, room_of(config)
    free = shutil.disk_usage(folder).free
    megabytes = free // _MEGABYTE
    refused = [growth.value for growth in Growth if not room.has(growth)]
    text = sentence(
        "{megabytes} MB are free on the disk of the data folder; {percent} per cent of what it may take are taken.",
        megabytes=megabytes,
        percent=room.percent,
    )
    if refused:
        text = sentence(
            "{megabytes} MB are free on the disk of the data folder; {percent} per cent of what it may take are taken. "
            "Refused for want of room: {refused}.",
            megabytes=megabytes,
            percent=room.percent,
            refused=", ".join(refused),
        )
    if room.mark >= Mark.LEAN or free < _TOO_LITTLE:
        return fail(text, sentence("Free some space now, or raise FOLKMOOT_DISK_BUDGET."))
    return warn(text, sentence("Free some space soon.")) if room.mark >= Mark.TOLD or free < _LITTLE else ok(text)


def _clock(folder: Path) -> Finding:
    """Ids carry the time, so a clock that went back would put new posts before old ones."""
    newest = max((file.stat().st_mtime for file in folder.iterdir()), default=0.0)
    if time.time() < max(_YEAR_2025, newest - _MINUTE):
        return fail(
            sentence("The clock of this machine is behind the data."), sentence("Set the clock, and keep it by NTP.")
        )
    return ok(sentence("The clock is right, as far as the data can tell."))
