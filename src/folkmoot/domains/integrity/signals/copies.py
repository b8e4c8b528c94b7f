"""Nearly the same text in several public posts within a day: how much, and by how many other accounts.

Only counts leave this module. Texts of posts that are not public never come here: their words are not among the facts.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from folkmoot.domains.integrity.models import TextPrint
from folkmoot.domains.integrity.signals import names
from folkmoot.domains.integrity.signals.prints import ALIKE, alike, bands, print_of
from folkmoot.domains.integrity.signals.types import Signal, Subject
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id, new_id, time_of
from folkmoot.kernel.refs import SubjectKind

KEPT = timedelta(hours=48)
WITHIN = timedelta(hours=24)
_MOST_CANDIDATES = 5_000
_FULL = 10
_SWEPT = 1_000


def remember(subjects: Sequence[Subject]) -> None:
    """Keep the prints of posts, in place of those they had. Repeatable."""
    ids = [subject.ref.id for subject in subjects]
    found = [(subject, print_of(subject.facts.text)) for subject in subjects]
    rows = [
        TextPrint(id=new_id(), post_id=subject.ref.id, author_id=subject.responsible, band=band, print=text)
        for subject, text in found
        if text
        for band in bands(text)
    ]
    with atomic_write():
        TextPrint.objects.filter(post_id__in=ids).delete()
        TextPrint.objects.bulk_create(rows)


def forget(post_ids: Collection[int]) -> None:
    with atomic_write():
        TextPrint.objects.filter(post_id__in=post_ids).delete()


def sweep() -> None:
    """Delete prints that are older than 48 hours."""
    old = TextPrint.objects.filter(post_id__lt=floor_id(clock.now() - KEPT)).order_by("id")
    while ids := list(old.values_list("id", flat=True)[:_SWEPT]):
        with atomic_write():
            TextPrint.objects.filter(id__in=ids).delete()


class Copies:
    """Finds posts of others with nearly the same text, published within 24 hours before or after."""

    name = "copies"
    version = "1"
    inline = False
    subjects = frozenset({SubjectKind.POST})

    def signals(self, subjects: Sequence[Subject], /) -> list[tuple[Signal, ...]]:
        """One query for all of them."""
        prints = {subject.ref.id: text for subject in subjects if (text := print_of(subject.facts.text))}
        near = _near(prints)
        return [_signals(subject, prints.get(subject.ref.id), near) for subject in subjects]


_Near = Mapping[int, Collection[tuple[int, int, str]]]


def _near(prints: Mapping[int, str]) -> _Near:
    """For each band the posts that have it: (post, author, print)."""
    wanted = {band for text in prints.values() for band in bands(text)}
    found: defaultdict[int, set[tuple[int, int, str]]] = defaultdict(set)
    if wanted:
        for band, post_id, author_id, text in _rows(wanted, [time_of(one) for one in prints]):
            found[band].add((post_id, author_id, text))
    return found


def _rows(wanted: Collection[int], times: Collection[datetime]) -> "QuerySet[TextPrint, tuple[int, int, int, str]]":
    since, until = floor_id(min(times) - WITHIN), floor_id(max(times) + WITHIN)
    rows = TextPrint.objects.filter(band__in=wanted, post_id__gte=since, post_id__lt=until)
    return rows.order_by("-post_id").values_list("band", "post_id", "author_id", "print")[:_MOST_CANDIDATES]


def _signals(subject: Subject, text: str | None, near: _Near) -> tuple[Signal, ...]:
    if text is None:
        return ()
    published = time_of(subject.ref.id)
    authors: set[int] = set()
    posts: dict[int, float] = {}
    for post_id, author_id, other in {row for band in bands(text) for row in near.get(band, ())}:
        apart = abs(time_of(post_id) - published)
        if author_id != subject.responsible and apart <= WITHIN and (share := alike(text, other)) >= ALIKE:
            authors.add(author_id)
            posts[post_id] = share
    if not posts:
        return ()
    counts = {"accounts": len(authors), "posts": len(posts)}
    spread = min(1.0, len(authors) / _FULL)
    return (Signal("copied", max(posts.values()), counts), Signal(names.SIMILAR, spread, counts))


COPIES = Copies()
