"""Dates and numbers in templates, as the reader's language writes them and the reader's own clock shows them."""

from datetime import UTC, date, datetime, timedelta

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from typing_extensions import override

from folkmoot.edges.web.lasting import lasts_until
from folkmoot.infra import words
from folkmoot.kernel import clock

register = template.Library()
_MINUTE, _HOUR, _DAY, _WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
_UNITS = ((_MINUTE, _HOUR), (_HOUR, _DAY), (_DAY, _WEEK))
"""How long each unit is, and up to which age it is counted in."""


class _Number(int):
    """Counts in `blocktranslate count` like any number, and is shown with its thousands set apart."""

    @override
    def __str__(self) -> str:
        return words.number(int(self))


@register.filter
def said(text: object) -> str:
    """What was written in English below the edges, in the reader's language."""
    return words.said(text if isinstance(text, str) else str(text))


@register.filter
def isolated(text: str) -> str:
    """A name within a sentence that runs the other way: neither disturbs the other."""
    return words.isolated(text)


@register.filter
def number(value: float | None, digits: int | None = None) -> object:
    """10,000 or 10.000; with `digits` after the point. A whole number without them can still be counted with."""
    if value is None:
        return ""
    return _Number(value) if digits is None else words.number(value, digits)


@register.filter
def percent(value: float | None) -> str:
    """Of 100: 12% or 12 %."""
    return "" if value is None else words.percentage(value)


@register.filter
def factor(value: float) -> str:
    """A distribution factor as everybody reads it: 0.10, or 0,10."""
    return words.number(value, 2)


@register.filter
def filesize(size: int) -> str:
    return words.bytes_of(size)


@register.filter
def day(value: date | datetime | None) -> str:
    """22 November 2026."""
    return "" if value is None else words.day(value)


@register.filter
def weekday(value: date) -> str:
    """Sun, 22 Nov 2026: for what people go to."""
    return words.by_parts(value, "yMMMEd")


@register.filter
def moment(value: datetime) -> str:
    """22 November 2026, 13:05 CET."""
    return words.moment(value)


@register.filter
def clock_time(value: datetime) -> str:
    """13:05."""
    return words.clock_time(value)


@register.filter
def short_day(value: date | datetime) -> str:
    """22 Nov."""
    return words.by_parts(value, "MMMd")


@register.filter
def month(value: date | datetime) -> str:
    """November 2026."""
    return words.by_parts(value, "yMMMM")


@register.simple_tag
def when(time: datetime) -> SafeString:
    """A moment as people say it ("5 min", "2 d"), with the whole date for machines and on hovering."""
    exact = words.moment(time)
    return format_html('<time datetime="{}" title="{}">{}</time>', time.isoformat(), exact, _spoken(time))


@register.simple_tag
def exactly(time: datetime) -> SafeString:
    """A moment with day and time."""
    return format_html('<time datetime="{}">{}</time>', time.isoformat(), words.moment(time))


def _spoken(time: datetime) -> str:
    now = clock.now()
    age = now - time
    if age < timedelta(0):
        lasts_until(time)
    elif age < _WEEK:
        unit = next(one for one, most in _UNITS if age < most)
        lasts_until(time + (age // unit + 1) * unit)
        return _in_units(age)
    else:
        lasts_until(datetime(now.year + 1, 1, 1, tzinfo=UTC))
    return words.by_parts(time, "MMMd" if time.year == now.year else "yMMMd")


def _in_units(age: timedelta) -> str:
    if age < _MINUTE:
        return _("now")
    if age < _HOUR:
        return _("%(count)d min") % {"count": age // _MINUTE}
    if age < _DAY:
        return _("%(count)d h") % {"count": age // _HOUR}
    return _("%(count)d d") % {"count": age.days}
