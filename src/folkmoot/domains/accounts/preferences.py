"""How somebody wants pages to look and speak, and what new posts begin with. Nobody else reads it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any
from zoneinfo import available_timezones

from folkmoot.domains.accounts import policy
from folkmoot.domains.accounts.access import access_acting
from folkmoot.domains.accounts.models import Preferences as Row
from folkmoot.infra.audit.api import record
from folkmoot.infra.rows import Lookup
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_ROW = Lookup(Row, "account_id = %s")
_HIDING = Lookup(Row, "hide_collections = %s AND account_id IN ({among})")


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Motion(StrEnum):
    SYSTEM = "system"
    REDUCED = "reduced"


class TextSize(StrEnum):
    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


class ShowMedia(StrEnum):
    """Mastodon's `reading:expand:media`."""

    DEFAULT = "default"
    """Everything but what its author marked as sensitive."""
    ALL = "show_all"
    NONE = "hide_all"


class FirstVisibility(StrEnum):
    """For whom a new post is when its author says nothing else."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    FOLLOWERS = "followers"
    FRIENDS = "friends"


class FirstQuotePolicy(StrEnum):
    """Who may quote a new post when its author says nothing else."""

    PUBLIC = "public"
    FOLLOWERS = "followers"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """`interface_language` "": what the browser asks for. `time_zone`: an IANA name; "": UTC.

    `hide_collections`: nobody else sees whom the account follows and who follows it.
    `shortcuts`: single keys do something on pages (WCAG 2.1.4 asks for a way to turn them off).
    """

    theme: Theme = Theme.SYSTEM
    motion: Motion = Motion.SYSTEM
    text_size: TextSize = TextSize.NORMAL
    interface_language: str = ""
    time_zone: str = ""
    show_media: ShowMedia = ShowMedia.DEFAULT
    expand_warnings: bool = False
    autoplay: bool = False
    default_visibility: FirstVisibility = FirstVisibility.PUBLIC
    default_sensitive: bool = False
    default_quote_policy: FirstQuotePolicy = FirstQuotePolicy.PUBLIC
    hide_collections: bool = False
    shortcuts: bool = True


DEFAULT_PREFERENCES = Preferences()
_CHOICES: dict[str, type[StrEnum]] = {
    "theme": Theme,
    "motion": Motion,
    "text_size": TextSize,
    "show_media": ShowMedia,
    "default_visibility": FirstVisibility,
    "default_quote_policy": FirstQuotePolicy,
}


def preferences_of(account_id: int) -> Preferences:
    """The defaults for whoever never set any."""
    row = _ROW.first(account_id)
    return _view(row) if row else DEFAULT_PREFERENCES


def hiding_collections(ids: Collection[int]) -> frozenset[int]:
    """Those of the accounts that show nobody else whom they follow and who follows them."""
    return frozenset(row.account_id for row in _HIDING(True, among=ids)) if ids else frozenset()


def set_preferences(viewer: Viewer, **changes: str | bool) -> Preferences:
    """Change the named fields of `Preferences`, leave the others. Raises Invalid, naming the field."""
    account_id = viewer.require_account()
    values = {name: _checked(name, value) for name, value in changes.items()}
    with atomic_write():
        access_acting(account_id)
        preferences = replace(preferences_of(account_id), **values)
        Row.objects.update_or_create(account_id=account_id, defaults=asdict(preferences))
        record(account_id, "preferences.set", account_ref(account_id), fields=sorted(values))
    return preferences


def _view(row: Row) -> Preferences:
    values = {field.name: getattr(row, field.name) for field in fields(Preferences)}
    return Preferences(**values | {name: choice(values[name]) for name, choice in _CHOICES.items()})


def _checked(name: str, value: str | bool) -> Any:
    if isinstance(value, bool):
        return value
    if name in _CHOICES:
        try:
            return _CHOICES[name](value)
        except ValueError:
            raise Invalid(sentence("One of: {choices}.", choices=", ".join(_CHOICES[name])), field=name) from None
    if name == "time_zone" and value and value not in available_timezones():
        raise Invalid("There is no such time zone.", field=name)
    return _language(value) if name == "interface_language" and value else value


def _language(value: str) -> str:
    try:
        return policy.checked_language(value)
    except Invalid as refusal:
        raise Invalid(refusal.safe, field="interface_language") from None
