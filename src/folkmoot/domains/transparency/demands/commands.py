"""Register a demand, say what came of it, open what was sealed; forget who was concerned."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.transparency.demands import queries
from folkmoot.domains.transparency.demands.checking import checked, refuse_past_ban
from folkmoot.domains.transparency.demands.secrets import pack_content, pack_entry, unpack_content, unpack_entry
from folkmoot.domains.transparency.models import Demand, DemandEntry, DemandSubject
from folkmoot.domains.transparency.types import DemandContent, DemandState, DemandView
from folkmoot.infra.audit import api as audit
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

SUBJECT_LIMIT = 100
_AFTER = {
    DemandState.RECEIVED: {DemandState.COMPLIED, DemandState.REFUSED, DemandState.WITHDRAWN},
    DemandState.COMPLIED: {DemandState.WITHDRAWN, DemandState.REFUSED},
    DemandState.REFUSED: {DemandState.WITHDRAWN, DemandState.COMPLIED},
    DemandState.WITHDRAWN: set(),
}


def register_demand(
    viewer: Viewer, *, content: DemandContent, subjects: Collection[SubjectRef] = (), ban_until: datetime | None = None
) -> DemandView:
    """Put a demand on record and into the public log; with `ban_until`, sealed until then. Operators only.

    Raises Invalid where a subject is not there, or the words are too few or too many.
    """
    operator = viewer.require_operator()
    content = checked(content)
    refuse_past_ban(ban_until)
    concerned = _concerned(subjects)
    sealed = ban_until is not None
    identifier = new_id()
    with atomic_write():
        row = Demand.objects.create(
            id=identifier,
            content=pack_content(identifier, content, sealed=sealed),
            sealed=sealed,
            ban_until=ban_until,
            registered_by=operator,
        )
        rows = DemandSubject.objects.bulk_create(_subject(row, ref, who) for ref, who in concerned.items())
        _log(row, "demand", **_facts(content, rows))
        audit.record(operator, "transparency.register_demand", f"demand:{row.id}")
    return queries.view(row, viewer)


def answer_demand(viewer: Viewer, *, demand_id: int, state: DemandState) -> DemandView:
    """Say what came of a demand. Saying the same again changes nothing; one that is withdrawn stays so (Conflict)."""
    operator = viewer.require_operator()
    with atomic_write():
        row = _find(demand_id)
        content = unpack_content(row.id, bytes(row.content), sealed=row.sealed)
        if content.state is state:
            return queries.view(row, viewer)
        if state not in _AFTER[content.state]:
            raise Conflict(
                "not after that",
                safe=sentence(
                    "This demand is {state}; it cannot become {other}.", state=content.state.value, other=state.value
                ),
            )
        row.content = pack_content(row.id, msgspec.structs.replace(content, state=state), sealed=row.sealed)
        row.save(update_fields=["content"])
        _log(row, "demand_answered", state=state.value)
        audit.record(operator, "transparency.answer_demand", f"demand:{row.id}", state=state.value)
    return queries.view(row, viewer)


def open_demand(viewer: Viewer, *, demand_id: int) -> DemandView:
    """Tell of a sealed demand because the ban was lifted. Opening it again changes nothing. Operators only."""
    operator = viewer.require_operator()
    with atomic_write():
        row = _find(demand_id)
        if row.sealed:
            _open(row)
            audit.record(operator, "transparency.open_demand", f"demand:{row.id}")
    return queries.view(row, viewer)


def open_due() -> int:
    """Open every demand whose ban has ended; returns how many. Periodic."""
    due = list(Demand.objects.filter(sealed=True, ban_until__lte=clock.now()).values_list("id", flat=True))
    for demand_id in due:
        with atomic_write():
            row = _find(demand_id)
            if row.sealed:
                _open(row)
                audit.record(None, "transparency.open_demand", f"demand:{row.id}")
    return len(due)


def erase(account_id: int) -> None:
    """Forget that demands were about a person. The commitments in the log say nothing without the salts."""
    with atomic_write():
        DemandSubject.objects.filter(responsible=account_id).delete()


def _open(row: Demand) -> None:
    """The demand in clear, and each of its sealed entries opened in its order."""
    content = unpack_content(row.id, bytes(row.content), sealed=True)
    row.content, row.sealed = pack_content(row.id, content, sealed=False), False
    row.save(update_fields=["content", "sealed"])
    for entry in DemandEntry.objects.filter(demand=row, opened_by=None).order_by("id"):
        sealed = unpack_entry(entry.id, bytes(entry.secret))
        entry.opened_by, entry.secret = translog.append_opened(sealed, at=clock.now()), b""
        entry.save(update_fields=["opened_by", "secret"])


def _log(row: Demand, kind: str, **facts: Any) -> None:
    facts = {"demand": str(row.id), **facts}
    if not row.sealed:
        entry_id = translog.append(kind, at=clock.now().isoformat(), **facts)
        DemandEntry.objects.create(id=entry_id, demand=row)
        return
    sealed = translog.append_sealed(kind, at=clock.now(), **facts)
    DemandEntry.objects.create(id=sealed.entry_id, demand=row, secret=pack_entry(sealed))


def _facts(content: DemandContent, subjects: Collection[DemandSubject]) -> dict[str, Any]:
    said = msgspec.to_builtins(content)
    commitments = [
        {"kind": row.subject_kind, "commitment": translog.commitment(row.salt, f"{row.subject_kind}:{row.subject_id}")}
        for row in subjects
    ]
    return {**said, "subjects": commitments}


def _subject(demand: Demand, ref: SubjectRef, responsible: int) -> DemandSubject:
    return DemandSubject(
        id=new_id(),
        demand=demand,
        subject_kind=ref.kind.value,
        subject_id=ref.id,
        responsible=responsible,
        salt=secrets.token_hex(16),
    )


def _concerned(subjects: Collection[SubjectRef]) -> dict[SubjectRef, int]:
    """Each subject with the account that answers for it. Raises Invalid for what is not there."""
    refs = list(dict.fromkeys(subjects))
    if len(refs) > SUBJECT_LIMIT:
        raise Invalid(
            sentence("Please name at most {subject_limit} posts and accounts.", subject_limit=SUBJECT_LIMIT),
            field="subjects",
        )
    known: Mapping[SubjectKind, Mapping[int, int]] = {
        SubjectKind.ACCOUNT: {one: one for one in accounts.accounts_by_ids(_ids(refs, SubjectKind.ACCOUNT))},
        SubjectKind.POST: {
            one: found.responsible for one, found in posts.integrity_facts(_ids(refs, SubjectKind.POST)).items()
        },
    }
    missing = [str(ref) for ref in refs if ref.id not in known.get(ref.kind, {})]
    if missing:
        raise Invalid(sentence("This is not here: {missing}.", missing=", ".join(missing)), field="subjects")
    return {ref: known[ref.kind][ref.id] for ref in refs}


def _ids(refs: Collection[SubjectRef], kind: SubjectKind) -> list[int]:
    return [ref.id for ref in refs if ref.kind is kind]


def _find(demand_id: int) -> Demand:
    row = Demand.objects.select_for_update().filter(id=demand_id).first()
    if row is None:
        raise NotFound(f"demand {demand_id}")
    return row
