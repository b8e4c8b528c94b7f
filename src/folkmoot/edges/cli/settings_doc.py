"""The settings as the operator reads about them: name, documentation, default, present value."""

import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from folkmoot.infra import config as configuration
from folkmoot.infra.config import Config

_REPOSITORY = Path(__file__).resolve().parents[4]


@dataclass(frozen=True, slots=True)
class SettingDoc:
    name: str
    field: str
    doc: str
    default: str


def settings() -> list[SettingDoc]:
    """Every setting, in the order of the source, with the comment that stands above it there."""
    docs = _comments(inspect.getsource(configuration.Config))
    return [
        SettingDoc(f"FOLKMOOT_{field.name.upper()}", field.name, docs[field.name], _shown_default(field.default))
        for field in msgspec.structs.fields(Config)
    ]


def shown_value(config: Config, setting: SettingDoc) -> str:
    """The present value as text; a password in an address is hidden."""
    text = _text(getattr(config, setting.field))
    password = urlsplit(text).password if "://" in text else None
    return text.replace(f":{password}@", ":(hidden)@") if password else text


def _shown_default(value: Any) -> str:
    if isinstance(value, Path) and value.is_relative_to(_REPOSITORY):
        value = value.relative_to(_REPOSITORY)
    return _text(value)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _comments(source: str) -> dict[str, str]:
    """Field -> the text of the `#:` lines right above it."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    for line in map(str.strip, source.splitlines()):
        if line.startswith("#:"):
            waiting.append(line.removeprefix("#:").strip())
        else:
            if waiting:
                found[line.split(":")[0]] = " ".join(waiting)
            waiting = []
    return found
