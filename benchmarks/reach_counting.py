"""What counting reach costs a reading: CPU time of a home with 20 posts, with counting and without, alternating.

    python -m benchmarks.reach_counting [--quick]

Everything happens in a new site in a temporary folder. Claims: at most 1.02 times the CPU time, the rows written apart
from the reading included, and no query more. The exit code is 1 where one does not hold.
"""

import argparse
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

_ROUNDS, _QUICK_ROUNDS = 400, 30
_READERS = 40
_MOST_TIMES = 1.02


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few rounds: shows that it works, measures little")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        _make_site(Path(folder))
        return _measure(_QUICK_ROUNDS if given.quick else _ROUNDS, quick=given.quick)


def _make_site(folder: Path) -> None:
    os.environ |= {"FOLKMOOT_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "folkmoot.wiring.settings"}
    from folkmoot.edges.cli import site
    from folkmoot.edges.cli.commands.migrate import migrate_all
    from folkmoot.infra import operator_key
    from folkmoot.infra.config import current

    site.make_folders(current())
    operator_key.create(current().operator_key_file)
    site.set_up()
    migrate_all()


def _readers() -> list[str]:
    """People who follow somebody with twenty posts; returns a session of each."""
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.domains.graph import api as graph
    from folkmoot.domains.posts import api as posts
    from folkmoot.domains.residency import api as residency
    from folkmoot.kernel.viewer import Viewer

    def person(name: str) -> int:
        return accounts.create_account(handle=name, email=f"{name}@moot.example", password=secrets.token_hex()).id

    author = person("author")
    for number in range(20):
        posts.publish(Viewer(account_id=author), draft=posts.PostDraft(text=f"Post {number} of #town"))
    tokens = []
    for number in range(_READERS):
        reader = person(f"reader{number}")
        graph.follow(Viewer(account_id=reader), target_id=author)
        tokens.append(residency.sessions.open_session(reader, residency.SessionPlace("Benchmark", "127.0.0.1")))
    return tokens


def _measure(rounds: int, *, quick: bool) -> int:
    from folkmoot.domains.feed import api as feed
    from folkmoot.domains.feed import latest
    from folkmoot.domains.feed.reach import flushing

    read, counting = _reading(_readers()), feed.count_reach
    spent: dict[bool, list[float]] = {True: [], False: []}
    for number in range(-_READERS, rounds):
        order = (True, False) if number % 2 else (False, True)
        for counts in order:
            vars(latest)["count_reach"] = counting if counts else lambda *_, **__: None
            flushing.tally.forget()  # so that every reading is new, which costs the most
            took = _cpu_of(partial(read, number % _READERS))
            if number >= 0:
                spent[counts].append(took)
    flushed = _cost_of_writing(rounds) / rounds
    without, with_ = median(spent[False]), median(spent[True]) + flushed
    print(f"home without counting   {1000 * without:8.3f} ms CPU")
    print(f"home with counting      {1000 * with_:8.3f} ms CPU, of it {1000 * flushed:.4f} ms for writing in bulk")
    print(f"with/without            {with_ / without:8.3f}  (claimed: at most {_MOST_TIMES})")
    return 0 if quick or with_ / without <= _MOST_TIMES else 1


def _reading(tokens: Sequence[str]) -> Callable[[int], None]:
    from django.conf import settings
    from django.test import Client

    from folkmoot.infra.http.cookies import SESSION_COOKIE

    settings.ALLOWED_HOSTS = ["*"]
    clients = []
    for token in tokens:
        client = Client()
        client.cookies[SESSION_COOKIE] = token
        clients.append(client)

    def read(number: int) -> None:
        answer = clients[number].get("/?view=latest")
        if b"Post 19 of" not in answer.content:
            sys.exit(f"Reader {number} was not shown the posts: {answer.status_code}.")

    return read


def _cost_of_writing(readings: int) -> float:
    """CPU seconds for writing what so many readings of twenty posts count, each reader a new one."""
    from folkmoot.domains.feed.api import ReachSurface
    from folkmoot.domains.feed.reach import flushing

    for reader in range(readings):
        flushing.tally.count(reader + 1, ReachSurface.LATEST, range(1, 21), [], now=0.0)
    return _cpu_of(flushing.flush)


def _cpu_of(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
