"""Which posts, people and tags a query names: ids and names from the index, before any rule about who may see what."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.search.documents import OPEN, by_author, tag_word
from folkmoot.domains.search.expressions import Expression, Term
from folkmoot.domains.search.models import PersonWords, PostWords, Tag, TagWords
from folkmoot.domains.search.parsing import Query
from folkmoot.domains.search.types import WHOLE, Span
from folkmoot.domains.search.words import spaced, words
from folkmoot.kernel.errors import Gone, NotFound
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.viewer import Viewer

MOST_PEOPLE = 1000
_KEPT = 2000
_STEP, _STEPS = 1000, 20


def post_ids(
    viewer: Viewer, query: Query, *, limit: int, account_id: int | None = None, span: Span = WHOLE
) -> list[int]:
    """Posts with everything that the query asks for, the newest first."""
    if not query.asks:
        return []
    authors, strangers = _authors(viewer, query.authors), _authors(viewer, query.not_authors)
    if len(authors) < len(query.authors):
        return []
    must = [_findable_by(viewer), *((by_author(one),) for one in authors), *((term,) for term in query.wanted)]
    if account_id is not None:
        must.append((by_author(account_id),))
    never = (*query.unwanted, *(by_author(one) for one in strangers))
    found = PostWords.objects.filter(words__holds=Expression(tuple(must), never))
    found = _within(_between(found, query, _zone(viewer)), span).order_by("-id")
    if query.library:
        return _kept(found, viewer, limit)
    if span.above is not None:
        return list(found.reverse().values_list("id", flat=True)[:limit])[::-1]
    return list(found.values_list("id", flat=True)[:limit])


def people_ids(text: str) -> list[int]:
    """Accounts that want to be found with names that begin with each of the words."""
    found = words(text)
    if not found:
        return []
    must = tuple((Term((word,), prefix=True),) for word in found)
    matching = PersonWords.objects.filter(words__holds=Expression(must))
    return list(matching.order_by("-id").values_list("id", flat=True)[:MOST_PEOPLE])


def tags(text: str, *, limit: int) -> dict[str, int]:
    """Tags that begin so with how often they are used, the most used first."""
    word = tag_word(text.removeprefix("#"))
    if not word or " " in text.strip():
        return {}
    matching = TagWords.objects.filter(words__holds=Expression(((Term((word,), prefix=True),),)))
    found = Tag.objects.filter(id__in=matching.values("id"), uses__gt=0).order_by("-uses", "name")
    return dict(found.values_list("name", "uses")[:limit])


def marked(query: Query) -> tuple[tuple[str, bool], ...]:
    """The words that were looked for. Of scripts without spaces the pairs of signs, each whole."""
    return tuple(
        (word, term.prefix and place == len(term.words) and spaced(word))
        for term in query.wanted
        for place, word in enumerate(term.words, start=1)
        if not word.startswith(":")
    )


def _findable_by(viewer: Viewer) -> tuple[Term, ...]:
    return (OPEN,) if viewer.account_id is None else (OPEN, by_author(viewer.account_id))


def _authors(viewer: Viewer, names: Collection[str]) -> list[int]:
    found = []
    for name in names:
        if name == "me":
            found += [viewer.account_id] if viewer.account_id is not None else []
            continue
        try:
            found.append(accounts.access_account_by_name(viewer, name).id)
        except (NotFound, Gone):
            continue
    return found


def _zone(viewer: Viewer) -> ZoneInfo:
    name = accounts.preferences_of(viewer.account_id).time_zone if viewer.account_id is not None else ""
    return ZoneInfo(name or "UTC")


def _between(found: "QuerySet[PostWords]", query: Query, zone: ZoneInfo) -> "QuerySet[PostWords]":
    if query.since is not None:
        found = found.filter(id__gte=_floor(query.since, zone))
    if query.until is not None:
        found = found.filter(id__lt=_floor(query.until, zone))
    return found


def _within(found: "QuerySet[PostWords]", span: Span) -> "QuerySet[PostWords]":
    if span.above is not None:
        found = found.filter(id__gt=span.above)
    return found if span.below is None else found.filter(id__lt=span.below)


def _floor(day: date, zone: ZoneInfo) -> int:
    """The smallest id of a day where the viewer lives; days that ids do not reach are the first or the last."""
    if day.year < _FIRST_YEAR:
        return 0
    return floor_id(min(datetime.combine(day, time(), zone).astimezone(UTC), _LAST))


_FIRST_YEAR = 1971
_LAST = datetime(2109, 1, 1, tzinfo=UTC)


def _kept(found: "QuerySet[PostWords]", viewer: Viewer, limit: int) -> list[int]:
    """Of what was found those that the viewer keeps; only the newest 20,000 are looked through."""
    kept = posts.kept_ids(viewer.account_id, limit=_KEPT) if viewer.account_id is not None else frozenset()
    ids: list[int] = []
    below: int | None = max(kept, default=0) + 1
    for _ in range(_STEPS if kept else 0):
        batch = list(found.filter(id__lt=below, id__gte=min(kept)).values_list("id", flat=True)[:_STEP])
        ids += [one for one in batch if one in kept]
        if len(batch) < _STEP or len(ids) >= limit:
            break
        below = batch[-1]
    return ids[:limit]
