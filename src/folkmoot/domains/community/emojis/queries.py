"""The emojis of this community, as each process knows them: reading a post asks no table for them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Q

from folkmoot.domains.community.models import CustomEmoji as Row
from folkmoot.domains.community.types import CustomEmoji
from folkmoot.infra.fresh import Fresh

SHORTCODE = re.compile(r"[A-Za-z0-9_]{2,30}")
_WRITTEN = re.compile(r"(?<![A-Za-z0-9:]):([A-Za-z0-9_]{2,30}):(?![A-Za-z0-9:])")


@dataclass(frozen=True, slots=True)
class _Known:
    stamp: tuple[int, datetime | None] = (0, None)
    by_code: dict[str, CustomEmoji] = field(default_factory=dict)


def custom_emojis() -> tuple[CustomEmoji, ...]:
    """All of them, by shortcode; also those that pickers do not offer."""
    return tuple(_known.get().by_code.values())


def known_emojis() -> object:
    """What this process knows of them, as one thing that is another one after each change."""
    return _known.get()


def emojis_in(*texts: str) -> tuple[CustomEmoji, ...]:
    """The emojis that are written in texts (plain or HTML), each once, in the order in which they come first."""
    known = _known.get().by_code
    if not known:
        return ()
    codes = dict.fromkeys(code for text in texts if ":" in text for code in _WRITTEN.findall(text))
    return tuple(known[code] for code in codes if code in known)


def emoji_pattern() -> re.Pattern[str]:
    """How an emoji is written: between colons that stand at no letter, digit or further colon."""
    return _WRITTEN


def emoji_named(shortcode: str) -> CustomEmoji | None:
    return _known.get().by_code.get(shortcode)


def kept_emoji_files(keys: Collection[str]) -> set[str]:
    """Which of these files are pictures of emojis."""
    rows = Row.objects.filter(Q(key__in=keys) | Q(still_key__in=keys)).values_list("key", "still_key")
    return {key for both in rows for key in both}


def refresh() -> None:
    """Look at once: what was just changed is so in this process from now on."""
    _known.refresh()


def view_of(row: Row) -> CustomEmoji:
    return CustomEmoji(row.id, row.shortcode, row.category, row.key, row.still_key, row.shown)


def _look(known: _Known) -> _Known:
    stamps = Row.objects.aggregate(count=Count("id"), last=Max("changed_at"))
    stamp = (stamps["count"], stamps["last"])
    return known if stamp == known.stamp else _Known(stamp, _by_code(Row.objects.order_by("shortcode")))


def _by_code(rows: Iterable[Row]) -> dict[str, CustomEmoji]:
    return {row.shortcode: view_of(row) for row in rows}


_known: Fresh[_Known] = Fresh(_Known(), _look)
