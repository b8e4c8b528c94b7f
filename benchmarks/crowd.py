"""People for measurements, written past the doors: accounts with logins and keys, tokens of an app, follows.

Django must be set up (see `sites.make_site`). What makes people one by one is measured elsewhere; here a hundred
thousand must be there in seconds.
"""

import zlib
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

BATCH = 2_000
_SCOPES = ["read", "write", "follow"]
_UNUSABLE = "!"


def people(count: int, *, prefix: str = "person", signs_in: bool = True) -> list[int]:
    """Accounts as if each had joined a year ago; returns their ids, rising. Without `signs_in` only what is seen."""
    from folkmoot.kernel import clock
    from folkmoot.kernel.ids import id_at

    joined = clock.now() - timedelta(days=365)
    apart = zlib.crc32(prefix.encode())
    ids = [id_at(joined + timedelta(milliseconds=number), apart) for number in range(count)]
    names = {one: f"{prefix}{number}" for number, one in enumerate(ids)}
    _insert("accounts", "Account", [{"id": one, "handle": name, "handle_key": name, "kind": "person",
                                     "display_name": name.title()} for one, name in names.items()])  # fmt: skip
    if signs_in:
        add_logins(ids)
    return ids


def add_logins(account_ids: Sequence[int]) -> None:
    """Logins that no password opens, and keys."""
    from folkmoot.domains.residency import api as residency

    _insert("accounts", "Login", [{"account_id": one, "email_hash": f"{one:064}", "password": _UNUSABLE}
                                  for one in account_ids])  # fmt: skip
    for some in _batches(account_ids):
        residency.keys.create_many(some)


def tokens(account_ids: Collection[int]) -> dict[int, str]:
    """A token for each of them, through one app."""
    from folkmoot.infra import crypto
    from folkmoot.kernel import clock
    from folkmoot.kernel.ids import new_id

    app = {"id": new_id(), "client_id": crypto.new_token(), "secret_hash": "", "name": "benchmark", "scopes": _SCOPES}
    _insert("apps", "App", [app])
    given = {one: crypto.new_token() for one in account_ids}
    today = clock.now().date()
    _insert("apps", "Token", [{"id": new_id(), "token_hash": crypto.token_hash(token), "app_id": app["id"],
                               "account_id": one, "scopes": _SCOPES, "last_used_on": today}
                              for one, token in given.items()])  # fmt: skip
    return given


def follow(followers: Sequence[int], followee_id: int) -> None:
    """Have all of them follow one account, counters included."""
    from folkmoot.kernel.ids import new_id

    _insert("graph", "Follow", [{"id": new_id(), "follower_id": one, "followee_id": followee_id, "state": "accepted"}
                                for one in followers])  # fmt: skip
    counts = _model("graph", "GraphCounts")
    counts.objects.update_or_create(account_id=followee_id, defaults={"followers": len(followers)})


def make_active(readers: Collection[int]) -> None:
    """As if all of them had read their homes just now, which were empty but complete."""
    from folkmoot.kernel import clock
    from folkmoot.kernel.ids import new_id

    now, newest = clock.now(), new_id()
    _insert("feed", "Reader", [{"account_id": one, "read_at": now, "filled": True, "follow_id": newest}
                               for one in readers])  # fmt: skip


def _insert(app: str, name: str, rows: Sequence[dict[str, Any]]) -> None:
    from folkmoot.infra.writes import atomic_write

    model = _model(app, name)
    for some in _batches(rows):
        with atomic_write():
            model.objects.bulk_create([model(**row) for row in some], batch_size=500)


def _batches(rows: Sequence[Any]) -> list[Sequence[Any]]:
    return [rows[first : first + BATCH] for first in range(0, len(rows), BATCH)]


def _model(app: str, name: str) -> Any:
    from django.apps import apps

    return apps.get_model(app, name)
