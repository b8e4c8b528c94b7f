"""Days and months between two moments, for figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from folkmoot.edges.mastodon.call import Call
from folkmoot.kernel.errors import Invalid

MOST_DAYS = 92
_MOST_MONTHS = 24
_DECEMBER = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` to before `until`, both at midnight in UTC."""

    since: datetime
    until: datetime

    @property
    def days(self) -> list["Span"]:
        number = (self.until - self.since).days
        return [Span(self.since + _DAY * day, self.since + _DAY * (day + 1)) for day in range(number)]

    @property
    def months(self) -> list["Span"]:
        return list(_months(self.since, self.until))

    @property
    def before(self) -> "Span":
        """The span of the same length that ended where this one begins."""
        return Span(self.since - (self.until - self.since), self.since)


def span_of(call: Call, *, by_month: bool = False) -> Span:
    """What `start_at` and `end_at` say; the end day is included, times are left out. Raises Invalid."""
    since, last = _midnight(call, "start_at"), _midnight(call, "end_at")
    span = Span(since.replace(day=1) if by_month else since, last + _DAY)
    if span.until <= span.since:
        raise Invalid("The end must not come before the beginning.", field="end_at")
    if by_month and len(span.months) > _MOST_MONTHS:
        raise Invalid(f"At most {_MOST_MONTHS} months.", field="end_at")
    if not by_month and len(span.days) > MOST_DAYS:
        raise Invalid(f"At most {MOST_DAYS} days.", field="end_at")
    return span


def _midnight(call: Call, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(call.text(name))
    except ValueError:
        raise Invalid("Please send a day, such as 2026-03-01.", field=name) from None
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


def _months(since: datetime, until: datetime) -> Iterator[Span]:
    first = since.replace(day=1)
    while first < until:
        later = first.month == _DECEMBER
        following = first.replace(year=first.year + later, month=1 if later else first.month + 1)
        yield Span(first, following)
        first = following
