"""People whom a community brings along, many at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from folkmoot.domains.accounts import policy
from folkmoot.domains.accounts.events import PeopleImported
from folkmoot.domains.accounts.models import Account, Login
from folkmoot.domains.accounts.types import AccountKind
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import id_at


def import_people(joined: Mapping[str, datetime]) -> dict[str, int]:
    """The accounts of the people of these names; those who are not there yet are made, as of the time given.

    They have no login, so nobody acts for them. A name always leads to the same account, and never to that of a
    member who signs in: then, or where the name is no handle, a few signs are appended. Names that differ only in
    letter case are one person. Left out are names without any sign to show, and people who were erased. For the
    command line; keep a batch to about a thousand names.
    """
    wanted = {name: policy.imported_handles(name) for name in joined if policy.imported_name(name)}
    present = _present({handle.lower() for handles in wanted.values() for handle in handles})
    chosen = {name: handle for name, handles in wanted.items() if (handle := _choose(handles, present)) is not None}
    new: dict[str, Account] = {}
    for name, handle in chosen.items():
        if handle.lower() not in present:
            new.setdefault(handle.lower(), _account(name, handle, joined[name]))
    _insert(list(new.values()))
    ids = {key: found.id for key, found in present.items()} | {key: account.id for key, account in new.items()}
    return {name: ids[handle.lower()] for name, handle in chosen.items()}


@dataclass(frozen=True, slots=True)
class _Taken:
    """The account that has a handle, and whether it came by an import or is gone."""

    id: int
    imported: bool
    erased: bool


def _present(keys: set[str]) -> dict[str, _Taken]:
    signs_in = Exists(Login.objects.filter(account_id=OuterRef("id")))
    rows = Account.objects.filter(handle_key__in=keys, domain="").annotate(signs_in=signs_in)
    return {
        row.handle_key: _Taken(row.id, not row.signs_in and row.kind == AccountKind.PERSON, row.erased_at is not None)
        for row in rows
    }


def _choose(handles: tuple[str, ...], present: Mapping[str, _Taken]) -> str | None:
    """The first that is free or an imported person's; None where somebody of that name was erased."""
    taken = [present.get(handle.lower()) for handle in handles]
    if any(found is not None and found.erased for found in taken):
        return None
    return next((handle for handle, found in zip(handles, taken, strict=True) if found is None or found.imported), None)


def _account(name: str, handle: str, joined: datetime) -> Account:
    return Account(
        id=id_at(joined, policy.imported_number(handle)),
        handle=handle,
        handle_key=handle.lower(),
        kind=AccountKind.PERSON,
        display_name=policy.imported_name(name),
        indexable=True,
    )


def _insert(rows: list[Account]) -> None:
    """Their keys first, in the other store: a key without a person harms nobody."""
    if not rows:
        return
    _number_apart(rows)
    residency.keys.create_many([row.id for row in rows])
    with atomic_write():
        Account.objects.bulk_create(rows)
        record(None, "account.import", "accounts", accounts=len(rows))
        publish(PeopleImported(min(row.id for row in rows), max(row.id for row in rows)))


def _number_apart(rows: list[Account]) -> None:
    """Where two people of the same millisecond got the same number, the later takes the next."""
    taken = set(Account.objects.filter(id__in=[row.id for row in rows]).values_list("id", flat=True))
    for row in rows:
        while row.id in taken:
            row.id += 1
        taken.add(row.id)
