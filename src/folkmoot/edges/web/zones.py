"""Times as the reader's own clock shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from typing_extensions import override

from folkmoot.domains.accounts import api as accounts
from folkmoot.infra import words
from folkmoot.infra.http.requests import viewer_of

UTC = ZoneInfo("UTC")
INPUT_FORMAT = "%Y-%m-%dT%H:%M"


def zone_named(name: str) -> ZoneInfo:
    """A zone by its IANA name; UTC for ""."""
    return ZoneInfo(name) if name else UTC


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The zone that the person chose; UTC for whoever chose none."""
    account_id = viewer_of(request).account_id
    return zone_named(accounts.preferences_of(account_id).time_zone) if account_id else UTC


def spoken(moment: datetime, zone: ZoneInfo) -> str:
    """Day and time in a zone, with the zone's name."""
    with timezone.override(zone):
        return f"{words.day(moment)}, {words.clock_time(moment)} ({zone.key})"


class ZonedTimeField(forms.DateTimeField):
    """A time that was typed in `zone`, and is shown in it. Set the zone before the form is checked."""

    zone = UTC

    def __init__(self, **kwargs: object) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=INPUT_FORMAT)
        super().__init__(input_formats=[INPUT_FORMAT], widget=widget, **kwargs)  # type: ignore[arg-type] # passed on

    @override
    def to_python(self, value: object) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)  # type: ignore[arg-type] # whatever a form holds

    @override
    def prepare_value(self, value: object) -> object:
        with timezone.override(self.zone):
            return super().prepare_value(value)
