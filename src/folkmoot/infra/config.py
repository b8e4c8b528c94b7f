"""The settings of a site: typed, from the environment and one TOML file, refused by name when wrong.

The environment wins over the file. In the file the names are lower case without the prefix (`port = 8000`).
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit

import msgspec

_PREFIX = "FOLKMOOT_"
_REPOSITORY = Path(__file__).resolve().parents[3]


class ConfigError(Exception):
    """A setting is wrong; the text names it and says what it takes. Where it is shown on a page it is a `Sentence`."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting. The comment above each is its documentation (`folkmoot doctor --settings` prints it)."""

    #: The folder that holds everything the site keeps: databases, media, mail that could not be sent.
    data: Path = Path("data")
    #: The port on which the web server listens.
    port: int = 8000
    #: The address that the web server binds to. Put a proxy in front before you open it to others.
    bind: str = "127.0.0.1"
    #: The port on which streaming listens, a process of its own. 0: the one after the port of the web server.
    streaming_port: int = 0
    #: The public address of streaming, without a path: https://streaming.town.example. Empty: the origin where
    #: "proxies" is 1 or more, which must then pass /api/v1/streaming on to the port of streaming; without a proxy the
    #: host of the origin and the port of streaming.
    streaming_origin: str = ""
    #: The most lines of streaming that may be open from one network address.
    streaming_per_address: int = 300
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
    #: The password with which Prometheus reads /metrics (as a bearer token). Empty: nobody can read them.
    metrics_token: str = ""
    #: How logs are written, "plain" or "json" (one object a line). Neither holds personal data.
    log_format: Literal["plain", "json"] = "plain"
    #: Whether each request is logged: by the name of its route, never by address, person or what was asked for.
    log_requests: bool = False
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
    #: After how many seconds in which all threads of a web process were busy and none of them ended anything it counts
    #: as hung and is started again. The log then says at which lines of the program they were.
    web_hung_after: int = 120
    #: The most that one uploaded picture may hold, in bytes.
    image_limit: int = 16 * 1024 * 1024
    #: The most that one uploaded video or sound may hold, in bytes.
    video_limit: int = 100 * 1024 * 1024
    #: The most that an archive which a member brings along may hold, in bytes; unpacked, a ZIP may hold four times as
    #: much. Leave twice as much room on the disk.
    archive_limit: int = 2 * 1024 * 1024 * 1024
    #: How many calls of the client API one person may make in five minutes, over all of their apps.
    api_per_person: int = 1500
    #: How many calls in five minutes may come from one network address without a person's token.
    api_per_address: int = 300
    #: How many calls in five minutes one app may make, for all people together who let it in.
    api_per_app: int = 30_000
    #: How many pages one person may open in five minutes. Pictures and what pages are made of do not count.
    pages_per_person: int = 3000
    #: How many pages in five minutes may be opened from one network address by people who are not signed in.
    pages_per_address: int = 1200
    #: How many posts one account may publish in an hour, replies and boosts among them.
    posts_per_hour: int = 300
    #: How many files one account may upload in an hour.
    uploads_per_hour: int = 300
    #: How many bytes one account may upload in a day, archives that are brought along not counted.
    uploads_per_day: int = 4 * 1024 * 1024 * 1024
    #: How many bytes the data folder may take. Near it the site does without one thing after the other, in the order
    #: of docs/limits.md, so that reading never stops. 0: as much as the disk has.
    disk_budget: int = 0
    #: How many bytes stay free on the disk of the data folder: for a backup, and for what else the machine does.
    disk_reserve: int = 512 * 1024 * 1024
    #: After how many days the record of who did what is forgotten. Decisions, the public log and cases stay. 0: never.
    audit_days: int = 730
    #: After how many days the large file of a picture in a post is replaced by its preview. 0: never.
    originals_days: int = 0
    #: How many days somebody must have been a member before their ratings of context notes count.
    notes_rater_days: int = 7
    #: How many people's ratings must count before any context note can be shown. Lower it in a small community; how
    #: far people must usually disagree for a note to be shown is no setting.
    notes_least_raters: int = 10
    #: Asks in robots.txt that crawlers which gather texts for training language models stay away, until an operator
    #: decides it in the settings of the community.
    refuse_ai_crawlers: bool = True
    #: While this says anything, every page answers 503 with it as its text. A file "maintenance" in the data folder
    #: does the same at once, without a restart; it may be empty.
    maintenance: str = ""
    #: Marks every page as a demo and never opens the site beyond this machine. `folkmoot demo` sets it.
    demo: bool = False
    #: Shows tracebacks in the browser. For developers only.
    debug: bool = False

    @property
    def public_origin(self) -> str:
        """As browsers write it in the header Origin: in lower case, without a slash at the end."""
        return self.origin.rstrip("/").lower() or f"http://localhost:{self.port}"

    @property
    def listening_port(self) -> int:
        """Where streaming listens."""
        return self.streaming_port or self.port + 1

    @property
    def public_streaming_origin(self) -> str:
        """Where clients find streaming; `http` or `https` as in the origin."""
        if self.streaming_origin or self.proxies:
            return (self.streaming_origin or self.public_origin).rstrip("/").lower()
        parts = urlsplit(self.public_origin)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        return f"{parts.scheme}://{host}:{self.listening_port}"

    @property
    def streaming_alive_file(self) -> Path:
        """The process of streaming touches this file every few seconds."""
        return self.data / "streaming.alive"

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
    _check_ports(config)
    if config.proxies < 0:
        raise ConfigError(f"FOLKMOOT_PROXIES is {config.proxies}: it counts proxies, so 0 or more.")
    _check_numbers(config)
    if config.origin:
        _check_origin("FOLKMOOT_ORIGIN", config.origin)
    if config.streaming_origin:
        _check_origin("FOLKMOOT_STREAMING_ORIGIN", config.streaming_origin)
    if config.mail:
        _check_mail(config.mail)
    if config.operator_key_file.resolve().is_relative_to(config.data.resolve()):
        raise ConfigError("FOLKMOOT_KEY_FILE lies inside the data folder; a backup of one must not open the other.")
    if config.vault and config.vault == config.database:
        raise ConfigError("FOLKMOOT_VAULT is the same as FOLKMOOT_DATABASE; the vault is a database of its own.")
    return config


def _check_ports(config: Config) -> None:
    if not 1 <= config.port <= _LAST_PORT:
        raise ConfigError(f"FOLKMOOT_PORT is {config.port}: it must be from 1 to 65535.")
    if config.streaming_port < 0 or not config.port != config.listening_port <= _LAST_PORT:
        raise ConfigError(
            f"FOLKMOOT_STREAMING_PORT is {config.streaming_port}: it must be from 1 to 65535 and not FOLKMOOT_PORT."
        )


_LAST_PORT = 65535
_AT_LEAST_ONE = (
    "web_processes",
    "web_threads",
    "web_hung_after",
    "streaming_per_address",
    "image_limit",
    "video_limit",
    "archive_limit",
    "api_per_person",
    "api_per_address",
    "api_per_app",
    "pages_per_person",
    "pages_per_address",
    "posts_per_hour",
    "uploads_per_hour",
    "uploads_per_day",
    "notes_rater_days",
    "notes_least_raters",
)


def _check_numbers(config: Config) -> None:
    for name in _AT_LEAST_ONE:
        if getattr(config, name) < 1:
            raise ConfigError(f"{_PREFIX}{name.upper()} is {getattr(config, name)}: it must be 1 or more.")
    for name in ("disk_budget", "disk_reserve", "originals_days", "audit_days"):
        if getattr(config, name) < 0:
            raise ConfigError(f"{_PREFIX}{name.upper()} is {getattr(config, name)}: it must be 0 or more.")


def _check_origin(name: str, origin: str) -> None:
    parts = _parts(origin)
    bare = parts is not None and f"{parts.scheme}://{parts.netloc}" == origin.rstrip("/")
    if parts is None or not bare or parts.scheme not in {"http", "https"}:
        raise ConfigError(f"{name} is {origin!r}: it must be like https://town.example, without a path.")


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
