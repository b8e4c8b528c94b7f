"""Feeds of fact-checks: add, remove, read. What is read is stored; what follows from it is not done here."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from folkmoot.domains.integrity.claims.parsing import NoFeed, Review, parse
from folkmoot.domains.integrity.models import ClaimFeed, FactCheck
from folkmoot.domains.integrity.wording import words
from folkmoot.infra import fetching
from folkmoot.infra.audit import api as audit
from folkmoot.infra.fetching import Fetched, FetchError
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.viewer import Viewer

EVERY: Final = timedelta(hours=6)
"""How often an address is read."""
MOST_CHECKS: Final = 100_000
"""How many fact-checks a site keeps."""
READ_JOB: Final = "integrity.claims.read"
NEW_JOB: Final = "integrity.claims.match_recent"
_NAME_LIMIT = 200
_BATCH = 500
_LANGUAGE_LIMIT = 8

Fetch = Callable[[str, str], Fetched]


def _fetch(address: str, etag: str) -> Fetched:
    return fetching.fetch_json(address, etag=etag)


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed as operators see it. `error` says in a sentence why the last reading failed."""

    id: int
    name: str
    address: str
    language: str
    enabled: bool
    last_read: datetime | None
    error: str
    checks: int
    skipped: tuple[tuple[str, int], ...]


def add_feed(viewer: Viewer, *, name: str, address: str, language: str = "") -> int:
    """Read fact-checks from an https address from now on, every six hours; returns the feed's id."""
    operator = viewer.require_operator()
    if not address.startswith("https://") or len(address) > 2000 or not address.isprintable() or " " in address:  # noqa: PLR2004 - as its column
        raise Invalid("Please give an address that begins with https://.", field="address")
    said = words(name, limit=_NAME_LIMIT, field="name") or address[:_NAME_LIMIT]
    code = _language(language)
    with atomic_write():
        if ClaimFeed.objects.filter(address=address).exists():
            raise Conflict("feed exists", safe="This address is read already.")
        row = ClaimFeed.objects.create(id=new_id(), name=said, address=address, language=code)
        audit.record(operator, "integrity.claims.add", f"claim_feed:{row.id}")
        read_later(row.id)
    return row.id


def remove_feed(viewer: Viewer, *, feed_id: int) -> None:
    """Forget a feed and its fact-checks. Proposals and decisions that came of it stay."""
    operator = viewer.require_operator()
    with atomic_write():
        if not ClaimFeed.objects.filter(id=feed_id).delete()[0]:
            raise NotFound(f"claim feed {feed_id}")
        audit.record(operator, "integrity.claims.remove", f"claim_feed:{feed_id}")


def change_feed(viewer: Viewer, *, feed_id: int, enabled: bool) -> None:
    """Read a feed, or stop reading it and stop matching what it said. Reading begins at once."""
    operator = viewer.require_operator()
    with atomic_write():
        if not ClaimFeed.objects.filter(id=feed_id).update(enabled=enabled):
            raise NotFound(f"claim feed {feed_id}")
        audit.record(operator, "integrity.claims.change", f"claim_feed:{feed_id}", enabled=enabled)
        if enabled:
            read_later(feed_id)


def read_now(viewer: Viewer, *, feed_id: int) -> None:
    """Have an address read as soon as a worker is free."""
    viewer.require_operator()
    with atomic_write():
        if not ClaimFeed.objects.filter(id=feed_id, enabled=True).exclude(address="").exists():
            raise NotFound(f"claim feed {feed_id}")
        read_later(feed_id)


def read_later(feed_id: int) -> None:
    jobs.enqueue(READ_JOB, unique_key=f"{READ_JOB}:{feed_id}", feed_id=feed_id)


def read_due() -> None:
    """Have every feed read that was not read for six hours. Periodic."""
    with atomic_write():
        due = ClaimFeed.objects.filter(enabled=True).exclude(address="").exclude(last_read__gt=clock.now() - EVERY)
        for feed_id in due.values_list("id", flat=True):
            read_later(feed_id)


def read_feed(feed_id: int, fetch: Fetch = _fetch) -> None:
    """Read an address now. What goes wrong stands at the feed; nothing is raised, and it is tried again in time."""
    feed = ClaimFeed.objects.filter(id=feed_id, enabled=True).exclude(address="").first()
    if feed is None:
        return
    try:
        answer = fetch(feed.address, feed.etag)
        if answer.body is None:
            _note(feed, "", feed.etag)
            return
        _store(feed, answer.body, answer.etag)
    except (FetchError, NoFeed) as error:
        _note(feed, str(error), feed.etag)


def import_claims(body: bytes, *, name: str, language: str) -> FeedView:
    """Read fact-checks from the contents of a file; the same name replaces nothing and adds. Raises NoFeed, Invalid."""
    code = _language(language)
    said = words(name, limit=_NAME_LIMIT, field="name")
    parse(body, clock.now().date())
    with atomic_write():
        feed, _ = ClaimFeed.objects.get_or_create(name=said, address="", defaults={"id": new_id(), "language": code})
        feed.language = code
    _store(feed, body, "")
    return next(view for view in feeds() if view.id == feed.id)


def feeds() -> list[FeedView]:
    """All feeds, by name, in two queries."""
    counts = Counter(FactCheck.objects.values_list("feed_id", flat=True))
    return [
        FeedView(
            row.id, row.name, row.address, row.language, row.enabled, row.last_read, row.error, counts[row.id],
            tuple(sorted(row.skipped.items())),
        )
        for row in ClaimFeed.objects.order_by("name", "id")
    ]  # fmt: skip


def _language(text: str) -> str:
    code = text.strip().lower()
    if len(code) > _LANGUAGE_LIMIT or (code and not code.isalpha()):
        raise Invalid("Please give the code of a language, such as en.", field="language")
    return code


def _store(feed: ClaimFeed, body: bytes, etag: str) -> None:
    parsed = parse(body, clock.now().date())
    skipped = Counter(parsed.skipped)
    fresh: list[int] = []
    for first in range(0, len(parsed.reviews), _BATCH):
        made, left = _store_batch(feed, parsed.reviews[first : first + _BATCH])
        fresh += made
        if left:
            skipped[f"more than {MOST_CHECKS:,} fact-checks on this site"] += left
    feed.skipped = dict(skipped)
    _note(feed, "", etag)
    if fresh:
        with atomic_write():
            jobs.enqueue(NEW_JOB, since_check=min(fresh))


def _store_batch(feed: ClaimFeed, reviews: Sequence[Review]) -> tuple[list[int], int]:
    """Store reviews in one short transaction; returns the ids of new ones and how many found no room."""
    by_key = {_key(review): review for review in reviews}
    with atomic_write():
        if not ClaimFeed.objects.filter(id=feed.id).exists():
            return [], 0
        known = {row.key: row for row in FactCheck.objects.filter(key__in=by_key)}
        changed = [_filled(row, by_key[key], feed) for key, row in known.items() if row.feed_id == feed.id]
        FactCheck.objects.bulk_update(changed, ["publisher", "rating", "rating_text", "published_on", "language"])
        room = max(MOST_CHECKS - FactCheck.objects.count(), 0)
        new = [
            _filled(FactCheck(id=new_id(), feed=feed, key=key, claim=review.claim, url=review.url), review, feed)
            for key, review in by_key.items()
            if key not in known
        ]
        FactCheck.objects.bulk_create(new[:room])
    return [row.id for row in new[:room]], max(len(new) - room, 0)


def _filled(row: FactCheck, review: Review, feed: ClaimFeed) -> FactCheck:
    row.publisher, row.rating, row.rating_text = review.publisher, review.rating.value, review.rating_text
    row.published_on, row.language = review.published_on, review.language or feed.language
    return row


def _key(review: Review) -> str:
    return hashlib.sha256(f"{review.url}\n{review.claim}".encode("utf-8", "replace")).hexdigest()


def _note(feed: ClaimFeed, error: str, etag: str) -> None:
    with atomic_write():
        ClaimFeed.objects.filter(id=feed.id).update(
            last_read=clock.now(), error=error[:500], etag=etag, skipped=feed.skipped
        )
