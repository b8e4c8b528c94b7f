from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.kernel.viewer import Viewer

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
"""The redirect address of apps that have none: the code is shown, and the person types it in."""


@dataclass(frozen=True, slots=True)
class AppView:
    """What everybody may know of an app."""

    id: int
    client_id: str
    name: str
    website: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisteredApp:
    """A new app with its secret, which is shown this once."""

    app: AppView
    client_secret: str


@dataclass(frozen=True, slots=True)
class AuthorizeRequest:
    """What an app asks a person for, checked. `params` are to be sent again with the person's answer."""

    app: AppView
    redirect_uri: str
    scopes: tuple[str, ...]
    params: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Granted:
    """A person's yes: the code, and the address to send the browser to ("" where the code is to be shown)."""

    code: str
    location: str


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token, which is shown this once."""

    token: str
    scopes: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AppAccess:
    """An app that a person let in: what it may do, since when, and the day it last did something."""

    app: AppView
    scopes: tuple[str, ...]
    since: datetime
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class MarkerView:
    """How far a person has read a timeline ("home" or "notifications"). `version` counts the changes."""

    timeline: str
    last_read_id: int
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class LivingToken:
    """A token that works, by the id under which what hangs on it can be kept. Never the token itself."""

    id: int
    viewer: Viewer
