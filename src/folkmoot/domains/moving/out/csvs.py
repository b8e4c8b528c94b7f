"""The CSV files that Mastodon and others take in."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any


def csv_files(own: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and contents, made from the head of `folkmoot.json`."""
    follows = [
        [one["account"], _word(yes=one["boosts"]), _word(yes=one["notify"]), ", ".join(one["languages"])]
        for one in own["follows"]
    ]
    mutes = [[one["account"], _word(yes=one["notifications"])] for one in own["mutes"]]
    members = [[one["title"], member] for one in own["lists"] for member in one["members"]]
    header = ["Account address", "Show boosts", "Notify on new posts", "Languages"]
    yield "following_accounts.csv", _csv([header, *follows])
    yield "blocked_accounts.csv", _csv([one] for one in own["blocks"])
    yield "muted_accounts.csv", _csv([["Account address", "Hide notifications"], *mutes])
    yield "lists.csv", _csv(members)
    yield "bookmarks.csv", _csv([one] for one in own["bookmarks"])


def _csv(rows: Iterable[list[str]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _word(*, yes: bool) -> str:
    return "true" if yes else "false"
