"""Runs beside a live site, in its environment: does what is asked on standard input, one JSON line each.

A walk that needs fifty reporters, or accounts that are a month old, has them made here through the domains' own
doors; what the walk is about happens in the browser.
"""

import functools
import json
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import django
import msgspec


def main() -> None:
    """Answer each line with one line, until standard input ends."""
    django.setup()
    from django.db import close_old_connections

    from folkmoot.domains.accounts import secrets

    # All of the cast have one password; hashing it is slow on purpose, and once is enough here.
    secrets.hashed_password = functools.cache(secrets.hashed_password)
    for line in sys.stdin:
        wish = json.loads(line)
        close_old_connections()  # the database may have been restarted
        answer = _DEEDS[wish.pop("do")](**wish)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _people(people: list[dict[str, str]], days: float, password: str) -> list[dict[str, Any]]:
    """Make accounts that are so many days old, each signed in to one browser."""
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.domains.residency import api as residency
    from folkmoot.kernel import clock, ids
    from folkmoot.kernel.viewer import Role

    moment = clock.now() - timedelta(days=days)
    ids.renumber(os.getpid())  # or ids would go on from the present
    with clock.frozen(moment) if days else nullcontext():
        made = [
            accounts.create_account(
                handle=one["handle"],
                email=f"{one['handle']}@moot.example",
                password=password,
                display_name=one["name"],
                role=Role(one["role"]),
            )
            for one in people
        ]
    ids.renumber(os.getpid())
    place = residency.SessionPlace("Walk", "127.0.0.1")
    return [{"id": one.id, "token": residency.sessions.open_session(one.id, place)} for one in made]


def _publish(author: int, text: str, **more: Any) -> int:
    from folkmoot.domains.posts import api as posts

    draft = msgspec.convert({"text": text, **more}, posts.PostDraft)
    return posts.publish(_viewer(author), draft=draft).id


def _follow(follower: int, target: int) -> None:
    from folkmoot.domains.graph import api as graph

    graph.follow(_viewer(follower), target_id=target)


def _boost(by: int, post: int) -> None:
    from folkmoot.domains.posts import api as posts

    posts.boost(_viewer(by), post_id=post)


def _vote(by: list[int], post: int, value: int) -> None:
    from folkmoot.domains.posts import api as posts

    for voter in by:
        posts.vote(_viewer(voter), post_id=post, value=value)


def _report(by: list[int], post: int, clause: str) -> None:
    from folkmoot.domains.integrity import api as integrity
    from folkmoot.domains.posts import api as posts
    from folkmoot.kernel.refs import post_ref

    for reporter in by:
        found = posts.access_post(_viewer(reporter), post)
        integrity.report(
            _viewer(reporter), ref=post_ref(post), responsible=found.author.id, clause_id=clause, comment=""
        )


def _strikes(account: int) -> int:
    """How many decisions that stand count against somebody."""
    from folkmoot.domains.integrity import api as integrity

    found = integrity.decisions_about(_viewer(account))
    return sum(one.strike and one.undone_at is None for one in found)


def _notices(account: int, kind: str) -> int:
    """How often somebody was told of a kind of thing."""
    from folkmoot.domains.notifications import api as notifications
    from folkmoot.kernel.pages import PageRequest

    page = notifications.notifications_of(_viewer(account), PageRequest(limit=80))
    return sum(one.kind.value == kind for one in page.items)


def _note(author: int, post: int, text: str) -> int:
    from folkmoot.domains.notes import api as notes

    return notes.write_note(_viewer(author), post_id=post, text=text, links=["https://archive.example/report"]).id


def _rate(by: list[int], note: int, level: str) -> None:
    from folkmoot.domains.notes import api as notes

    for rater in by:
        notes.rate_note(_viewer(rater), note_id=note, level=notes.Level(level))


def _score_notes() -> None:
    from folkmoot.domains.notes import api as notes

    notes.score_now()


def _reach(post: int) -> dict[str, tuple[int, int]]:
    """How often a post was shown and how often it was lost, by surface; as far as it is written."""
    from folkmoot.domains.feed import api as feed

    return {one.surface: (one.shown, one.lost) for one in feed.reach_of([post])[post].by_surface}


def _picture(author: int, description: str, width: int, height: int) -> int:
    from io import BytesIO

    from PIL import Image

    from folkmoot.domains.media import api as media

    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, "JPEG")
    file.seek(0)
    return media.upload(_viewer(author), file=file, description=description, focus=(0.5, -0.5)).id


def _decide(moderator: int, reporter: int, post: int, treatment: str, clause: str) -> int:
    from folkmoot.domains.integrity import api as integrity
    from folkmoot.domains.posts import api as posts
    from folkmoot.kernel.refs import post_ref

    author = posts.access_post(_viewer(reporter), post).author.id
    filed = integrity.report(_viewer(reporter), ref=post_ref(post), responsible=author, clause_id=clause, comment="")
    made = integrity.decide(_viewer(moderator), case_id=filed.case_id, clause_id=clause, treatment=treatment)
    return made.id


def _counted(post: int, number: int) -> None:
    from folkmoot.domains.posts.models import PostCounts

    numbers = dict.fromkeys(("boosts", "favourites", "replies", "up", "down"), number)
    PostCounts.objects.update_or_create(post_id=post, defaults=numbers)


def _stops() -> dict[str, Any]:
    from tests.browser.stops import stops

    return stops()


def _rendered(template: str) -> str:
    from django.template.loader import render_to_string

    return render_to_string(template)


def _viewer(account_id: int) -> Any:
    from folkmoot.domains.accounts import api as accounts

    return accounts.viewer_for(account_id)


_DEEDS: dict[str, Callable[..., Any]] = {
    "people": _people,
    "publish": _publish,
    "follow": _follow,
    "boost": _boost,
    "vote": _vote,
    "report": _report,
    "strikes": _strikes,
    "notices": _notices,
    "note": _note,
    "rate": _rate,
    "score_notes": _score_notes,
    "reach": _reach,
    "picture": _picture,
    "decide": _decide,
    "counted": _counted,
    "stops": _stops,
    "rendered": _rendered,
}

if __name__ == "__main__":
    main()
