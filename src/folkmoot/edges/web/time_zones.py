"""The time zones of the world by region, with their cities in the reader's language."""

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from folkmoot.infra.words import locale_name

_REGIONS = {
    "Africa": "002",
    "America": "019",
    "Antarctica": "AQ",
    "Asia": "142",
    "Australia": "AU",
    "Europe": "150",
    "Pacific": "009",
}
"""Of the database's regions, those that CLDR has a name for (UN M49, ISO 3166-1)."""

Group = tuple[str, list[tuple[str, str]]]


def choices() -> list[tuple[str, str] | Group]:
    """For a select: UTC, then a group of zones for each region, each by the names of the active language."""
    return [("", _("UTC, the same everywhere")), *_groups(locale_name(), _("Atlantic"), _("Indian Ocean"))]


@cache
def _groups(locale: str, atlantic: str, indian: str) -> list[Group]:
    from babel import Locale
    from babel.dates import get_timezone_location

    named = Locale.parse(locale).territories
    regions = {"Atlantic": atlantic, "Indian": indian} | {region: named[code] for region, code in _REGIONS.items()}
    found: dict[str, list[tuple[str, str]]] = {}
    for zone in _zones():
        city = get_timezone_location(zone, locale=locale, return_city=True)
        found.setdefault(regions[zone.partition("/")[0]], []).append((zone, city))
    return [(region, sorted(zones, key=lambda one: one[1])) for region, zones in sorted(found.items())]


@cache
def _zones() -> tuple[str, ...]:
    """One for each place of the tz database's own table: without its many other spellings."""
    lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines()
    named = {line.split("\t")[2] for line in lines if line and not line.startswith("#")}
    return tuple(sorted((named & available_timezones()) - {"Arctic/Longyearbyen"}))
