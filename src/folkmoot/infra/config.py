"""The settings of a site: typed, from the environment and one TOML file, refused by name when wrong.

The environment wins over the file. In the file the names are lower case without the prefix (`port = 8000`).
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

_PREFIX = "FOLKMOOT_"
_REPOSITORY = Path(__file__).resolve().parents[3]


class ConfigError(Exception):
    """A setting is wrong; the text names it and says what it takes."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting. The comment above each is its documentation (`folkmoot doctor --settings` prints it)."""

    #: The folder that holds everything the site keeps: databases, media, mail that could not be sent.
    data: Path = Path("data")
    #: The port on which the web server listens.
    port: int = 8000
    #: The address that the web server binds to. Put a proxy in front before you open it to others.
    bind: str = "127.0.0.1"
    #: The public address of the site, without a path: https://town.example. It is part of every link and account.
    origin: str = ""
    #: How many proxies stand in front; so many entries of X-Forwarded-For are believed, from the right.
    proxies: int = 0
    #: The header in which the proxy in front names the country of a visitor by two letters, such as CF-IPCountry. It
    #: decides only who sees what is withheld in a country, and is believed only where "proxies" is 1 or more: let the
    #: proxy overwrite what visitors send. Empty: nobody's country is known.
    country_header: str = ""
    #: The central database: postgresql://user:password@host:5432/name. Empty: SQLite in the data folder.
    database: str = ""
    #: The vault of the region "home", the same way. Empty: SQLite in the data folder. Never the central database.
    vault: str = ""
    #: The file with the operator key, which wraps every person's key. It must lie outside the data folder, and its
    #: backup apart from the backup of the data. Empty: beside the data folder, named like it with ".key".
    key_file: str = ""
    #: The policy by which the site is moderated.
    policy: Path = _REPOSITORY / "policies" / "default.yaml"
    #: Where mail goes out: smtp://user:password@host:587, or smtps:// for a connection that is encrypted from the
    #: start. Empty: mail is written to the folder "mail" in the data folder and e-mail confirmation is off.
    mail: str = ""
    #: The sender of mail. Empty: folkmoot@ and the host of the origin.
    mail_from: str = ""
    #: How many processes answer web requests.
    web_processes: int = 1
    #: How many requests a web process answers at once.
    web_threads: int = 4
    #: The most that one uploaded picture may hold, in bytes.
    image_limit: int = 16 * 1024 * 1024
    #: The most that one uploaded video or sound may hold, in bytes.
    video_limit: int = 100 * 1024 * 1024
    #: How many days somebody must have been a member before their ratings of context notes count.
    notes_rater_days: int = 7
    #: How many people's ratings must count before any context note can be shown. Lower it in a small community; how
    #: far people must usually disagree for a note to be shown is no setting.
    notes_least_raters: int = 10
    #: Marks every page as a demo and never opens the site beyond this machine. `folkmoot demo` sets it.
    demo: bool = False
    #: Shows tracebacks in the browser. For developers only.
    debug: bool = False

    @property
    def public_origin(self) -> str:
        """As browsers write it in the header Origin: in lower case, without a slash at the end."""
        return self.origin.rstrip("/").lower() or f"http://localhost:{self.port}"

    @property
    def host(self) -> str:
        """The part of an account's address behind the @."""
        return urlsplit(self.public_origin).netloc

    @property
    def operator_key_file(self) -> Path:
        return Path(self.key_file) if self.key_file else self.data.with_name(f"{self.data.name}.key")

    @property
    def confirms_email(self) -> bool:
        return bool(self.mail)


def load(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings. Raises ConfigError naming the first that is wrong, and where it came from."""
    given = _from_environment(environ)
    file = Path(given.pop("settings", Path(given.get("data", "data")) / "folkmoot.toml"))
    from_file = _from_file(file)
    known = {field.name for field in msgspec.structs.fields(Config)}
    for name in given | from_file:
        if name not in known:
            source = _PREFIX + name.upper() if name in given else f"{name} in {file}"
            raise ConfigError(f"{source} is no setting of Folkmoot.")
    return _checked(_convert(from_file, given, file))


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    own = {"FOLKMOOT_NODE", "FOLKMOOT_REAL_DATA"}  # the process's own, and the folder of the benchmarks
    return {
        key.removeprefix(_PREFIX).lower(): value
        for key, value in environ.items()
        if key.startswith(_PREFIX) and key not in own
    }


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from error


def _convert(from_file: dict[str, Any], given: dict[str, str], file: Path) -> Config:
    for name, value in (from_file | given).items():
        try:
            _decode({name: value})
        except msgspec.ValidationError as error:
            source = _PREFIX + name.upper() if name in given else f"{name} in {file}"
            raise ConfigError(f"{source} is {value!r}: {error}") from error
    return _decode(from_file | given)


def _decode(values: dict[str, Any]) -> Config:
    return msgspec.convert(values, Config, strict=False, dec_hook=lambda _type, text: Path(text))


def _checked(config: Config) -> Config:
    if not 1 <= config.port <= 65535:  # noqa: PLR2004 - the ports there are
        raise ConfigError(f"FOLKMOOT_PORT is {config.port}: it must be from 1 to 65535.")
    if config.proxies < 0:
        raise ConfigError(f"FOLKMOOT_PROXIES is {config.proxies}: it counts proxies, so 0 or more.")
    _check_numbers(config)
    if config.origin:
        _check_origin(config.origin)
    if config.mail:
        _check_mail(config.mail)
    if config.operator_key_file.resolve().is_relative_to(config.data.resolve()):
        raise ConfigError("FOLKMOOT_KEY_FILE lies inside the data folder; a backup of one must not open the other.")
    if config.vault and config.vault == config.database:
        raise ConfigError("FOLKMOOT_VAULT is the same as FOLKMOOT_DATABASE; the vault is a database of its own.")
    return config


_AT_LEAST_ONE = (
    "web_processes",
    "web_threads",
    "image_limit",
    "video_limit",
    "notes_rater_days",
    "notes_least_raters",
)


def _check_numbers(config: Config) -> None:
    for name in _AT_LEAST_ONE:
        if getattr(config, name) < 1:
            raise ConfigError(f"{_PREFIX}{name.upper()} is {getattr(config, name)}: it must be 1 or more.")


def _check_origin(origin: str) -> None:
    parts = _parts(origin)
    bare = parts is not None and f"{parts.scheme}://{parts.netloc}" == origin.rstrip("/")
    if parts is None or not bare or parts.scheme not in {"http", "https"}:
        raise ConfigError(f"FOLKMOOT_ORIGIN is {origin!r}: it must be like https://town.example, without a path.")


def _check_mail(mail: str) -> None:
    parts = _parts(mail)
    if parts is None or parts.scheme not in {"smtp", "smtps"}:
        raise ConfigError("FOLKMOOT_MAIL must be like smtp://user:password@host:587, or smtps://.")


def _parts(address: str) -> SplitResult | None:
    """The parts of an address with a host; None where it is none, or names no possible port."""
    try:
        parts = urlsplit(address)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


_current: Config | None = None


def current() -> Config:
    """The settings of this process, read once."""
    global _current  # noqa: PLW0603 - read once a process
    if _current is None:
        _current = load()
    return _current
