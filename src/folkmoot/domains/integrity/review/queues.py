"""Queues: which cases come together, who looks after them, what a moderator works on."""

import re
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.group_desk.placing import with_community
from folkmoot.domains.integrity.models import Case, CaseMark, Desk, ReviewQueue
from folkmoot.domains.integrity.wording import words
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_NAME_LIMIT = 60
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class QueueView:
    """A queue. No `clauses`: all, no `languages`: all. `people` look after it; others may work on it too."""

    id: int
    name: str
    clauses: tuple[str, ...]
    languages: tuple[str, ...]
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeskView:
    """What a moderator works on. `queue` None: all cases. No `languages`: all of them."""

    queue: QueueView | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many open cases wait, in all, in each queue by its id, and in none."""

    total: int
    by_queue: dict[int, int]
    in_none: int


def save_queue(
    viewer: Viewer,
    *,
    queue_id: int | None = None,
    name: str,
    clauses: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
    people: tuple[int, ...] = (),
) -> QueueView:
    """Make a queue, or with `queue_id` change one. Cases come into it and leave it at once. Staff only."""
    moderator = viewer.require_staff()
    said = {
        "name": _name(name),
        "clauses": _clauses(clauses),
        "languages": language_codes(languages),
        "people": sorted(set(people)),
    }
    with atomic_write():
        if ReviewQueue.objects.filter(name=said["name"]).exclude(id=queue_id or 0).exists():
            raise Invalid("There is a queue of this name already.", field="name")
        if queue_id is None:
            row = ReviewQueue.objects.create(id=new_id(), **said)
        else:
            row = _find(queue_id)
            for field, value in said.items():
                setattr(row, field, value)
            row.save(update_fields=list(said))
        audit.record(moderator, "integrity.save_queue", f"queue:{row.id}")
    return _view(row)


def delete_queue(viewer: Viewer, *, queue_id: int) -> None:
    """Remove a queue. Its cases stay where they are: all cases are in "All". Staff only."""
    moderator = viewer.require_staff()
    with atomic_write():
        _find(queue_id).delete()
        audit.record(moderator, "integrity.delete_queue", f"queue:{queue_id}")


def sit_down(viewer: Viewer, *, queue_id: int | None, languages: tuple[str, ...] = ()) -> DeskView:
    """Choose what to work on: a queue or all cases, and the languages that one reads. Staff only."""
    moderator = viewer.require_staff()
    with atomic_write():
        queue = None if queue_id is None else _find(queue_id)
        said = {"queue": queue, "languages": language_codes(languages)}
        row, _ = Desk.objects.update_or_create(moderator=moderator, defaults=said)
    return DeskView(_view(queue) if queue else None, tuple(row.languages))


def desk(viewer: Viewer) -> DeskView:
    """What the moderator works on; all cases, until they chose."""
    row = Desk.objects.filter(moderator=viewer.require_staff()).select_related("queue").first()
    if row is None:
        return DeskView(None, ())
    return DeskView(_view(row.queue) if row.queue else None, tuple(row.languages))


def queues(viewer: Viewer) -> tuple[QueueView, ...]:
    """All queues by name. Staff only."""
    viewer.require_staff()
    return tuple(_view(row) for row in ReviewQueue.objects.order_by("name"))


def waiting(viewer: Viewer) -> Waiting:
    """How many cases wait, and where. Staff only."""
    viewer.require_staff()
    found, nowhere = ReviewQueue.objects.order_by("name"), Q()
    by_queue, still_open = {}, Case.objects.filter(with_community(), closed_at=None)
    for row in found:
        mine = _fits(_view(row))
        by_queue[row.id] = still_open.filter(mine).count()
        nowhere &= ~mine
    total = still_open.count()
    return Waiting(total, by_queue, still_open.filter(nowhere).count() if by_queue else total)


def at_desk(place: DeskView) -> Q:
    """The cases that a desk shows. One whose language nobody knows is in every language: it must not be lost."""
    fits = _fits(place.queue) if place.queue else Q()
    return fits & _in_languages(place.languages)


def language_codes(given: tuple[str, ...]) -> list[str]:
    """Codes such as en or pt-BR as the languages that cases have. Raises Invalid."""
    codes = sorted({one.strip().lower().partition("-")[0] for one in given if one.strip()})
    if not all(_LANGUAGE.fullmatch(code) for code in codes):
        raise Invalid("Please write languages as codes, with commas between them, such as en, ar.", field="languages")
    return codes


def _fits(queue: QueueView) -> Q:
    fits = _in_languages(queue.languages)
    if queue.clauses:
        named = CaseMark.objects.filter(case=OuterRef("pk"), kind="clause", value__in=queue.clauses)
        fits &= Q(Exists(named))
    return fits


def _in_languages(languages: tuple[str, ...]) -> Q:
    return Q(language__in=[*languages, ""]) if languages else Q()


def _find(queue_id: int) -> ReviewQueue:
    row = ReviewQueue.objects.filter(id=queue_id).first()
    if row is None:
        raise NotFound(f"queue {queue_id}")
    return row


def _name(name: str) -> str:
    called = words(name, limit=_NAME_LIMIT, field="name")
    if not called:
        raise Invalid("Please give the queue a name.", field="name")
    return called


def _clauses(clauses: tuple[str, ...]) -> list[str]:
    policy = current_policy()
    for one in clauses:
        if policy.clause(one) is None:
            raise Invalid(sentence("There is no rule “{one}”.", one=one), field="clauses")
    return list(dict.fromkeys(clauses))


def _view(row: ReviewQueue) -> QueueView:
    return QueueView(row.id, row.name, tuple(row.clauses), tuple(row.languages), tuple(row.people))
