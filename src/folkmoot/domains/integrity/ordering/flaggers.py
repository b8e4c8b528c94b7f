"""Trusted flaggers: organisations whose reports come first. An operator names them; everybody can read the list."""

from dataclasses import dataclass
from datetime import datetime

from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.models import TrustedFlagger
from folkmoot.domains.integrity.wording import web_address, words
from folkmoot.infra.audit import api as audit
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.ids import new_id, time_of
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class FlaggerView:
    """A trusted flagger. No `clauses`: all. `account` is for staff, and None in the public list."""

    id: int
    account: int | None
    clauses: tuple[str, ...]
    name: str
    link: str
    named: bool
    since: datetime
    ended_at: datetime | None


def name_flagger(
    viewer: Viewer, *, account_id: int, clauses: tuple[str, ...], name: str, link: str, named: bool
) -> FlaggerView:
    """Name an account as trusted flagger. `named`: the organisation agreed to stand in the public list by name.

    Operators only. Raises Conflict where the account is one already.
    """
    operator = viewer.require_operator()
    called = words(name, limit=_NAME_LIMIT, field="name")
    if not called:
        raise Invalid("Please say who it is.", field="name")
    _check(clauses)
    with atomic_write():
        row, made = TrustedFlagger.objects.get_or_create(
            account=account_id,
            ended_at=None,
            defaults={
                "id": new_id(),
                "clauses": list(clauses),
                "name": called,
                "link": web_address(link),
                "named": named,
            },
        )
        if not made:
            raise Conflict("a flagger already", safe="This account is a trusted flagger already.")
        audit.record(operator, "integrity.name_flagger", account_ref(account_id), clauses=",".join(clauses))
        enter(row, "named")
    return _view(row, staff=True)


def end_flagger(viewer: Viewer, *, flagger_id: int) -> FlaggerView:
    """Take the status back. Reports that were filed with it keep their mark. Operators only; idempotent."""
    operator = viewer.require_operator()
    with atomic_write():
        row = TrustedFlagger.objects.select_for_update().filter(id=flagger_id).first()
        if row is None:
            raise NotFound(f"flagger {flagger_id}")
        if row.ended_at is None:
            row.ended_at = clock.now()
            row.save(update_fields=["ended_at"])
            audit.record(operator, "integrity.end_flagger", account_ref(row.account))
            enter(row, "ended")
    return _view(row, staff=True)


def is_trusted_flagger(account_id: int, clause_id: str) -> bool:
    """Whether a report by this account under this clause ("": none in particular) comes from a trusted flagger."""
    found = TrustedFlagger.objects.filter(account=account_id, ended_at=None).values_list("clauses", flat=True)
    return any(not clauses or clause_id in clauses for clauses in found)


def flaggers(viewer: Viewer) -> tuple[FlaggerView, ...]:
    """All who are or were trusted flaggers, newest first. Staff only."""
    viewer.require_staff()
    return tuple(_view(row, staff=True) for row in TrustedFlagger.objects.order_by("-id"))


def public_flaggers() -> tuple[FlaggerView, ...]:
    """Those who are trusted flaggers now, oldest first; by name only who agreed to it."""
    return tuple(_view(row, staff=False) for row in TrustedFlagger.objects.filter(ended_at=None).order_by("id"))


def enter(row: TrustedFlagger, what: str) -> None:
    """In the public log, whom nobody names who did not agree to be: whose reports come first is a power, too."""
    translog.append(
        "trusted_flagger", flagger=str(row.id), what=what, clauses=sorted(row.clauses), at=clock.now().isoformat()
    )


def _check(clauses: tuple[str, ...]) -> None:
    policy = current_policy()
    for one in clauses:
        if policy.clause(one) is None:
            raise Invalid(sentence("There is no rule “{one}”.", one=one), field="clauses")


def _view(row: TrustedFlagger, *, staff: bool) -> FlaggerView:
    shown = staff or row.named
    return FlaggerView(
        id=row.id,
        account=row.account if staff else None,
        clauses=tuple(row.clauses),
        name=row.name if shown else "",
        link=row.link if shown else "",
        named=row.named,
        since=time_of(row.id),
        ended_at=row.ended_at,
    )
