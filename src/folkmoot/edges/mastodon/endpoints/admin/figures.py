"""Measures, dimensions and retention: counted when asked, of what the site knows. Staff only.

Active is who published, boosted, favourited or bookmarked something: reading is not counted. Other servers come with
federation; until then everything about them is 0 or empty.
"""

import platform
import sqlite3
from collections.abc import Callable
from importlib.metadata import version

import django

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.endpoints.admin.spans import Span, span_of
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.admin import Cohort, CohortPart, Dimension, DimensionPart, Measure, MeasureDay
from folkmoot.edges.mastodon.wire.base import moment
from folkmoot.infra import usage
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.viewer import Viewer

routes = Routes()
_SPAN = {"start_at": str, "end_at": str}
_NAMED = dict[str, str]
_KEYED = {"keys": list[str], **_SPAN}
_MEASURED = {**_KEYED, "tag_uses": _NAMED, "tag_accounts": _NAMED}
_DIVIDED = {**_KEYED, "limit": int, "tag_languages": _NAMED}
_READ = "admin:read"
_SERVERS = ("accounts", "media_attachments", "reports", "statuses", "follows", "followers")
_MOST_KEYS = 20
_KIBI = 1024
Count = Callable[[Viewer, Span], int]
_COUNTS: dict[str, Count] = {
    "active_users": lambda viewer, span: len(posts.active_between(viewer, span.since, span.until)),
    "new_users": lambda viewer, span: len(accounts.joined_between(viewer, span.since, span.until)),
    "interactions": lambda viewer, span: posts.interactions_between(viewer, span.since, span.until),
    "opened_reports": lambda viewer, span: integrity.report_counts(viewer, span.since, span.until)[0],
    "resolved_reports": lambda viewer, span: integrity.report_counts(viewer, span.since, span.until)[1],
    **{f"instance_{name}": lambda _viewer, _span: 0 for name in _SERVERS},
}
_TAG_COUNTS = {"tag_uses": 0, "tag_accounts": 1}


@routes.post("/api/v1/admin/measures", _READ, fields=_MEASURED)
def measures(call: Call) -> list[Measure]:
    """Unknown keys are left out, as Mastodon does."""
    call.viewer.require_staff()
    span = span_of(call)
    return [_measure(call, key, count, span) for key in _keys(call) if (count := _count_of(call, key))]


@routes.post("/api/v1/admin/dimensions", _READ, fields=_DIVIDED)
def dimensions(call: Call) -> list[Dimension]:
    call.viewer.require_staff()
    made = ((key, _parts(call, key)) for key in _keys(call))
    return [Dimension(key=key, data=parts) for key, parts in made if parts is not None]


@routes.post("/api/v1/admin/retention", _READ, fields={"frequency": str, **_SPAN})
def retention(call: Call) -> list[Cohort]:
    """Of those who joined in each period, how many were active in it and in each later one."""
    call.viewer.require_staff()
    by_month = call.text("frequency") == "month"
    span = span_of(call, by_month=by_month)
    periods = span.months if by_month else span.days
    active = [posts.active_between(call.viewer, one.since, one.until) for one in periods]
    joined = [accounts.joined_between(call.viewer, one.since, one.until) for one in periods]
    frequency = "month" if by_month else "day"
    return [
        Cohort(moment(period.since), frequency, _rates(joined[place], periods[place:], active[place:]))
        for place, period in enumerate(periods)
    ]


def _rates(joined: frozenset[int], periods: list[Span], active: list[frozenset[int]]) -> list[CohortPart]:
    """In the period in which they joined all of them count."""
    numbers = [len(joined), *(len(joined & here) for here in active[1:])]
    whole = len(joined) or 1
    return [
        CohortPart(date=moment(period.since), rate=round(number / whole, 4), value=str(number))
        for period, number in zip(periods, numbers, strict=True)
    ]


def _measure(call: Call, key: str, count: Count, span: Span) -> Measure:
    days = [MeasureDay(date=moment(day.since), value=str(count(call.viewer, day))) for day in span.days]
    return Measure(
        key=key,
        unit="bytes" if key == "instance_media_attachments" else None,
        total=str(count(call.viewer, span)),
        previous_total=str(count(call.viewer, span.before)),
        data=days,
    )


def _count_of(call: Call, key: str) -> Count | None:
    if key in _TAG_COUNTS:
        tag, place = graph.tag_key(_named(call, key, "id")), _TAG_COUNTS[key]
        return lambda viewer, span: posts.tag_between(viewer, tag, span.since, span.until)[place]
    return (lambda _viewer, _span: 0) if key == "tag_servers" else _COUNTS.get(key)


def _parts(call: Call, key: str) -> list[DimensionPart] | None:
    """None for a key that is none."""
    if key in {"languages", "tag_languages"}:
        span, limit = span_of(call), call.limit(default=10, most=40)
        tag = graph.tag_key(_named(call, key, "id")) if key == "tag_languages" else ""
        rows = posts.languages_between(call.viewer, span.since, span.until, tag=tag, limit=limit)
        return [DimensionPart(key=code or "und", human_key=code or "und", value=str(number)) for code, number in rows]
    if key == "space_usage":
        return _space()
    if key == "software_versions":
        return _versions()
    empty = {"sources", "servers", "tag_servers", "instance_accounts", "instance_languages"}
    return [] if key in empty else None


def _space() -> list[DimensionPart]:
    sizes = [(one.alias, f"{one.engine} ({one.alias})", one.bytes) for one in usage.databases()]
    sizes.append(("media", "Media", usage.media_files().bytes))
    return [
        DimensionPart(key=key, human_key=name, value=str(size), unit="bytes", human_value=_human(size))
        for key, name, size in sizes
    ]


def _versions() -> list[DimensionPart]:
    found = {
        "folkmoot": ("Folkmoot", version("folkmoot")),
        "python": ("Python", platform.python_version()),
        "django": ("Django", django.get_version()),
        "sqlite": ("SQLite", sqlite3.sqlite_version),
    }
    return [
        DimensionPart(key=key, human_key=name, value=number, human_value=number)
        for key, (name, number) in found.items()
    ]


def _human(size: float) -> str:
    for unit in ("bytes", "KB", "MB", "GB"):
        if size < _KIBI:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= _KIBI
    return f"{size:.1f} TB"


def _keys(call: Call) -> list[str]:
    named = call.fields.get("keys")
    keys = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    if len(keys) > _MOST_KEYS:
        raise Invalid(f"At most {_MOST_KEYS} keys.", field="keys")
    return [str(key) for key in keys]


def _named(call: Call, key: str, field: str) -> str:
    given = call.fields.get(key)
    value = given.get(field) if isinstance(given, dict) else None
    if not isinstance(value, str | int):
        raise Invalid(f"{key} needs {key}[{field}].", field=key)
    return str(value)
