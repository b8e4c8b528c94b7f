"""How lively the community was, week by week."""

from datetime import datetime, timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.wire.instance import ActiveWeek
from folkmoot.infra.costly import Costly
from folkmoot.kernel import clock

_WEEKS = 12
_WEEK = timedelta(days=7)
_counted: Costly[ActiveWeek] = Costly(most=2 * _WEEKS)


def activity() -> list[ActiveWeek]:
    """The newest week first, each from Monday in UTC; the first one is not over yet."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    return [_week(monday - back * _WEEK) for back in range(_WEEKS)]


def _week(since: datetime) -> ActiveWeek:
    return _counted.get(since, lambda: _count(since))


def _count(since: datetime) -> ActiveWeek:
    written, authors = posts.written_between(since, since + _WEEK)
    return ActiveWeek(
        week=str(int(since.timestamp())),
        statuses=str(written),
        logins=str(authors),
        registrations=str(accounts.count_joined_between(since, since + _WEEK)),
    )
