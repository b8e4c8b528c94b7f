"""A community of a stated size, written in bulk as the commands would have written it, the same for the same size.

Everybody follows 100 others. One post in ten is for followers (in the vault), one in twenty is a boost, one in ten an
answer; one in a hundred is under a treatment. Homes are filled. Each account has a token of one app.
"""

import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

from django.db.models import AutoField

from benchmarks.sites import SEED, texts

FOLLOWS: Final = 100
_HOMES: Final = 8_000
"""So many of the newest posts stand in homes as entries."""
_BATCH: Final = 2_000
_MINUTE: Final = timedelta(minutes=1)
_TREATMENTS: Final = ("reduce", "inform", "remove")


@dataclass(frozen=True, slots=True)
class Community:
    account_ids: tuple[int, ...]
    post_ids: tuple[int, ...]
    tokens: tuple[str, ...]


def start_site() -> None:
    """A migrated site in FOLKMOOT_DATA with its policy, in this process."""
    from folkmoot.edges.cli import site
    from folkmoot.edges.cli.commands.migrate import migrate_all
    from folkmoot.edges.cli.commands.policy import publish_configured
    from folkmoot.infra import operator_key
    from folkmoot.infra.config import current

    site.make_folders(current())
    operator_key.create(current().operator_key_file)
    site.set_up()
    migrate_all()
    publish_configured()


def fill(accounts: int, posts: int) -> Community:
    """Write it; see benchmarks/README.md for how long that takes."""
    from folkmoot.kernel.ids import id_at

    chance = random.Random(SEED)
    end = datetime.now(UTC) - _MINUTE
    begin = end - (posts + 10) * _MINUTE
    account_ids = tuple(id_at(begin - timedelta(days=30), number) for number in range(accounts))
    _people(account_ids, begin, chance)
    post_ids = tuple(id_at(begin + number * _MINUTE, number) for number in range(posts))
    authors = chance.choices(account_ids, k=posts)
    _write_posts(post_ids, authors, chance)
    _treat(post_ids, authors, chance)
    _settle(post_ids, account_ids)
    return Community(account_ids, post_ids, _tokens(account_ids))


def _model(name: str) -> Any:
    from django.apps import apps

    return apps.get_model(name)


def _insert(name: str, rows: Iterable[dict[str, Any]], using: str = "default") -> None:
    from folkmoot.infra.rows import insert_values
    from folkmoot.infra.writes import atomic_write

    model, made = _model(name), iter(rows)
    if using != "default":
        while batch := [model(**row) for row in islice(made, _BATCH)]:
            with atomic_write(using):
                model.objects.using(using).bulk_create(batch)
        return
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]  # noqa: SLF001 - as infra.rows asks
    plain = model()
    others = {field.attname: _stored(field, getattr(plain, field.attname)) for field in fields}
    columns = [field.column for field in fields]
    while some := list(islice(made, _BATCH)):
        values = [_values(fields, others, row) for row in some]
        with atomic_write(lasting=False):
            insert_values(model, columns, values)


def _values(fields: list[Any], others: dict[str, Any], row: dict[str, Any]) -> list[Any]:
    """A row as the database takes it; what is not given is what the model says."""
    return [_stored(field, row[field.attname]) if field.attname in row else others[field.attname] for field in fields]


def _stored(field: Any, value: Any) -> Any:
    from django.db import connection

    return value if type(value) in {int, str} else field.get_db_prep_save(value, connection=connection)


def _people(account_ids: tuple[int, ...], begin: datetime, chance: random.Random) -> None:
    from folkmoot.domains.residency import keys
    from folkmoot.kernel.ids import id_at

    _insert("accounts.Account", (
        {
            "id": one, "handle": f"member{number}", "handle_key": f"member{number}", "kind": "person",
            "display_name": f"Member {number} of the moot", "bio": f"I am number {number}.",
            "bio_html": f"<p>I am number {number}, and I come from the town at the river, where I keep a mill.</p>",
            "fields": [["Mill", f"https://town.example/mill/{number}"]],
        }
        for number, one in enumerate(account_ids)
    ))  # fmt: skip
    _insert("accounts.Login", (
        {"account_id": one, "email_hash": f"{one:064x}", "password": "!"} for one in account_ids
    ))  # fmt: skip
    keys.create_many(account_ids)
    pairs = [(one, other) for one in account_ids for other in _others(one, account_ids, chance)]
    _insert("graph.Follow", (
        {"id": id_at(begin, number), "follower_id": one, "followee_id": other, "state": "accepted"}
        for number, (one, other) in enumerate(pairs)
    ))  # fmt: skip


def _others(one: int, account_ids: tuple[int, ...], chance: random.Random) -> list[int]:
    wanted = min(FOLLOWS, len(account_ids) // 2)
    return [other for other in chance.sample(account_ids, wanted + 1) if other != one][:wanted]


def _write_posts(post_ids: tuple[int, ...], authors: list[int], chance: random.Random) -> None:
    written = texts()
    for first in range(0, len(post_ids), _BATCH):
        numbers = range(first, min(first + _BATCH, len(post_ids)))
        rows = [_post(number, post_ids, authors, next(written), chance) for number in numbers]
        _insert("residency.VaultRecord", _seal(rows), using="vault_home")
        _insert("posts.Post", rows)
        _insert("posts.PostCounts", (
            {
                "post_id": row["id"], "replies": chance.randrange(5), "boosts": chance.randrange(9),
                "favourites": chance.randrange(40), "up": chance.randrange(9), "down": chance.randrange(4),
            }
            for row in rows if row["kind"] == "post"
        ))  # fmt: skip


def _post(number: int, post_ids: Sequence[int], authors: list[int], text: str, chance: random.Random) -> dict[str, Any]:
    row = {
        "id": post_ids[number], "author_id": authors[number], "thread_id": post_ids[number], "kind": "post",
        "visibility": "public", "language": "en", "text": text,
        "html": f'<p>{text}</p><p><a href="https://town.example/{number}" rel="nofollow noopener noreferrer" '
        f'target="_blank">https://town.example/{number}</a></p>',
    }  # fmt: skip
    kind = chance.random()
    earlier = max(0, number - chance.randint(1, 500))
    if kind < 0.1:
        row |= {"visibility": "followers", "record_id": post_ids[number]}
    elif kind < 0.15 and number and _first(row, earlier, post_ids, authors):
        row |= {"kind": "boost", "boost_of_id": post_ids[earlier], "text": "", "html": "", "language": ""}
    elif kind < 0.25 and number:
        row |= {"reply_to_id": post_ids[earlier], "reply_to_author_id": authors[earlier]}
        row |= {"thread_id": post_ids[earlier]}
    return row


def add_threads(community: Community, threads: int, length: int) -> tuple[int, ...]:
    """Write threads of so many posts, each answering one of the three before it; returns those that began."""
    from folkmoot.kernel.ids import id_at

    chance, written = random.Random(SEED), texts(SEED + 1)
    start = datetime.now(UTC) - 5 * _MINUTE
    ids = [id_at(start + number * timedelta(milliseconds=1), number) for number in range(threads * length)]
    authors = chance.choices(community.account_ids, k=len(ids))
    rows: list[dict[str, Any]] = []
    for number in range(len(ids)):
        row, place = _post(0, ids[number:], authors[number:], next(written), chance), number % length
        row |= {"thread_id": ids[number - place]} | ({} if place else {"visibility": "public", "record_id": None})
        answered = number - chance.randint(1, min(3, place)) if place else None
        row["reply_to_id"] = ids[answered] if answered is not None else None
        row["reply_to_author_id"] = authors[answered] if answered is not None else None
        rows.append(row)
    _insert("residency.VaultRecord", _seal(rows), using="vault_home")
    _insert("posts.Post", rows)
    _insert("posts.PostCounts", ({"post_id": one, "favourites": chance.randrange(40)} for one in ids))
    return tuple(ids[::length])


def add_notifications(community: Community, each: int) -> None:
    """Tell everybody of so much: of five things one is that somebody follows, three are favourites of the ten newest
    public posts of one's own, and one is an answer by somebody else.
    """
    from folkmoot.kernel.ids import id_at

    chance, start = random.Random(SEED), datetime.now(UTC) - 4 * _MINUTE
    posts = _model("posts.Post").objects.filter(kind="post", visibility="public").order_by("-id")
    own: dict[int, list[int]] = {}
    answers: list[tuple[int, int]] = []
    for post_id, author_id, answered in posts.values_list("id", "author_id", "reply_to_id"):
        own.setdefault(author_id, []).append(post_id)
        if answered is not None and len(answers) < _ANSWERS:
            answers.append((post_id, author_id))
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for number in range(each * len(community.account_ids)):
        reader, actor = community.account_ids[number // each], chance.choice(community.account_ids)
        kind, subject = ("follow", 0) if number % 5 == 0 else ("favourite", chance.choice(own[reader][:10]))
        if number % 5 == 1:
            kind, (subject, actor) = "reply", chance.choice(answers)
        row = {"account_id": reader, "kind": kind, "actor_id": actor, "subject_id": subject}
        if actor != reader:
            rows[tuple(row.values())] = row | {"id": id_at(start + number * timedelta(milliseconds=1), number)}
    _insert("notifications.Notification", rows.values())


_ANSWERS: Final = 1_000
_boosted: set[tuple[int, int]] = set()
_plain: set[int] = set()


def _first(row: dict[str, Any], earlier: int, post_ids: Sequence[int], authors: list[int]) -> bool:
    """Whether the author has not boosted it before, and it is a public post of somebody else."""
    key = (row["author_id"], post_ids[earlier])
    fits = key not in _boosted and post_ids[earlier] in _plain and authors[earlier] != row["author_id"]
    _boosted.add(key)
    return fits


def _seal(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The words of those for followers go into the vault; of the others it is noted that they may be boosted."""
    from folkmoot.domains.posts import sealed
    from folkmoot.domains.residency import keys
    from folkmoot.domains.residency.records import RecordKind, _context
    from folkmoot.infra import crypto

    person_keys = keys.of_many({row["author_id"] for row in rows})
    for row in rows:
        if row["visibility"] != "followers":
            if row["kind"] == "post":
                _plain.add(row["id"])
            continue
        plain = sealed.encode(sealed.SealedText(text=row["text"], html=row["html"]))
        context = _context(row["record_id"], RecordKind.POST)
        yield {
            "id": row["record_id"], "owner_id": row["author_id"], "kind": RecordKind.POST.value,
            "sealed": crypto.seal(person_keys[row["author_id"]], plain, context),
        }  # fmt: skip
        row |= {"text": "", "html": ""}


def _treat(post_ids: tuple[int, ...], authors: list[int], chance: random.Random) -> None:
    """Every hundredth post: reduced, with a banner, or removed."""
    chosen = [number for number in range(len(post_ids)) if number % 100 == 17]
    _insert("integrity.Decision", (
        {
            "id": post_ids[number], "subject_kind": "post", "subject_id": post_ids[number],
            "responsible": authors[number], "policy_version": "1", "clause_id": "reach/false",
            "clause_title": "What was found false", "clause_text": "It travels less.", "facts": "{}",
            "reason": "It was found false by two checkers.", "treatment": _TREATMENTS[place % 3], "automated": False,
            "salt": f"{number:064x}", "log_entry": number + 1_000_000,
        }
        for place, number in enumerate(chosen)
    ))  # fmt: skip
    _insert("integrity.Effect", (
        {
            "id": post_ids[number], "decision_id": post_ids[number], "subject_kind": "post",
            "subject_id": post_ids[number], "kind": _TREATMENTS[place % 3], "text": "It was found false.",
            "factor": chance.choice((0.2, 0.5)) if _TREATMENTS[place % 3] == "reduce" else None,
        }
        for place, number in enumerate(chosen)
    ))  # fmt: skip


def _settle(post_ids: tuple[int, ...], account_ids: tuple[int, ...]) -> None:
    """Sums and homes, as the database counts them."""
    from django.db import connection

    from folkmoot.infra.writes import atomic_write
    from folkmoot.kernel import clock

    floor = post_ids[-min(_HOMES, len(post_ids))] - 1
    with atomic_write(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO posts_authorcount (account_id, posts, last_post_id) "
            "SELECT author_id, count(*), max(id) FROM posts_post GROUP BY author_id"
        )
        cursor.execute(
            "INSERT INTO graph_graphcounts (account_id, followers, following) SELECT a.id, "
            "(SELECT count(*) FROM graph_follow f WHERE f.followee_id = a.id), "
            "(SELECT count(*) FROM graph_follow f WHERE f.follower_id = a.id) FROM accounts_account a"
        )
        cursor.execute(
            "INSERT INTO feed_homeentry (account_id, post_id, author_id, answers_id) "
            "SELECT f.follower_id, p.id, p.author_id, coalesce(p.reply_to_author_id, 0) "
            "FROM posts_post p JOIN graph_follow f ON f.followee_id = p.author_id WHERE p.id > %s AND ("
            "p.reply_to_author_id IS NULL OR p.reply_to_author_id = f.follower_id OR EXISTS (SELECT 1 FROM "
            "graph_follow o WHERE o.follower_id = f.follower_id AND o.followee_id = p.reply_to_author_id))",
            [floor],
        )
    newest = _model("graph.Follow").objects.order_by("-id").values_list("id", flat=True).first()
    _insert("feed.Reader", (
        {"account_id": one, "read_at": clock.now(), "filled": True, "floor_id": floor, "follow_id": newest}
        for one in account_ids
    ))  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _tokens(account_ids: tuple[int, ...]) -> tuple[str, ...]:
    from folkmoot.infra import crypto
    from folkmoot.kernel import clock

    _insert("apps.App", [{
        "id": 1, "client_id": "benchmark", "secret_hash": "-", "name": "Benchmark", "redirect_uris": [],
        "scopes": ["read"],
    }])  # fmt: skip
    tokens = tuple(f"token-of-{one}" for one in account_ids)
    today = clock.now().date()
    _insert("apps.Token", (
        {
            "id": one, "token_hash": crypto.token_hash(token), "app_id": 1, "account_id": one, "scopes": ["read"],
            "last_used_on": today,
        }
        for one, token in zip(account_ids, tokens, strict=True)
    ))  # fmt: skip
    return tokens


def sign_in(community: Community) -> list[str]:
    """Everybody, in a browser; the tokens of their sessions."""
    from folkmoot.domains.residency import api as residency

    place = residency.SessionPlace("Browser", "192.0.2.1")
    return [residency.sessions.open_session(one, place) for one in community.account_ids]


def change_counters(*, each_second: int, until_gone: int) -> None:
    """Raise the favourites of one of the newest posts so often, until the process `until_gone` is no more."""
    import time

    from django.db.models import F

    from folkmoot.infra.writes import atomic_write

    chance, counts = random.Random(SEED), _model("posts.PostCounts")
    newest = list(counts.objects.order_by("-post_id").values_list("post_id", flat=True)[:1000])
    while os.getppid() == until_gone:
        with atomic_write():
            counts.objects.filter(post_id=chance.choice(newest)).update(favourites=F("favourites") + 1)
        time.sleep(1 / each_second)
